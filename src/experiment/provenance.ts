import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import type { Landscape } from './landscape';
import { dataShape } from './limits';
import { type Phrase, phrase } from './phrase';
import type { Document, Recipe } from './recipe';
import { holesOf, surfaceStatistics } from './statistics';

/** What a picture shows beyond its recipe. */
export interface Picture {
  readonly landscape: Landscape | null;
  /** Loss above which the drawing is cut away, null where nothing is. */
  readonly cut: number | null;
}

/** The sentences under "How this picture was made" for one pane (METHOD.md, section 6), in order. */
export function provenanceLines(document: Document, pane: number, picture: Picture): Phrase[] {
  const recipe = document.panes[pane];
  const { landscape } = picture;
  const holes = landscape ? holesOf(landscape) : 0;
  const statistics = landscape ? surfaceStatistics(landscape) : null;
  const counted = statistics && (statistics.columns !== recipe.grid.alpha.points || !statistics.standard);
  return [
    whatAndWhere(recipe),
    ...batchNormLine(recipe),
    seedLine(recipe, document.shared.directionSeed, landscape),
    gridLine(recipe, landscape),
    ...(counted ? [phrase('catalog.caption.statistics', { columns: statistics.columns, rows: statistics.rows })] : []),
    ...(holes > 0 ? [phrase('catalog.caption.holes', { count: holes })] : []),
    ...(picture.cut === null ? [] : [phrase('catalog.caption.cut', { cap: picture.cut })]),
  ];
}

function whatAndWhere(recipe: Recipe): Phrase {
  const { grid, view, axes } = recipe;
  const samples = grid.samples === 0 ? dataShape(recipe)[grid.split] : grid.samples;
  const common = {
    field: phrase(`catalog.caption.${view.field}`),
    points: phrase(`catalog.caption.${grid.split}`, { samples }),
    origin: originPhrase(recipe),
    held: phrase(axes.some((axis) => axis.params.ignore === 'none') ? 'catalog.caption.moved' : 'catalog.caption.held'),
  };
  const [first, second] = axes.map((axis) => directions.get(axis.id).caption(axis.params));
  if (second && (first.key !== second.key || JSON.stringify(first.values) !== JSON.stringify(second.values))) {
    return phrase('catalog.caption.mixed', { ...common, first, second });
  }
  return phrase('catalog.caption.along', { ...common, direction: phrase(first.key, { ...first.values, count: axes.length }) });
}

function originPhrase({ origin }: Recipe): Phrase {
  const point = origin.epoch === 'last' ? phrase('catalog.caption.trained') : phrase('catalog.caption.epoch', { epoch: origin.epoch });
  return origin.rescale === 1 ? point : phrase('catalog.caption.rescaled', { origin: point, factor: origin.rescale });
}

function batchNormLine(recipe: Recipe): Phrase[] {
  const net = nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe));
  return net.state.size > 0 ? [phrase(`catalog.caption.${recipe.grid.batchNorm}`)] : [];
}

function seedLine(recipe: Recipe, directionSeed: number, landscape: Landscape | null): Phrase {
  const [seed, second] = recipe.axes.map((axis) => axis.seed ?? directionSeed);
  const seeds = second === undefined || second === seed ? { seed } : { seed, second };
  const key = 'second' in seeds ? 'catalog.caption.seeds' : 'catalog.caption.seed';
  if (!landscape || Number.isNaN(landscape.cosine)) return phrase(key, seeds);
  const cosine = Number(landscape.cosine.toFixed(2));
  if (Number.isNaN(landscape.cosineByChance)) return phrase(`${key}Cosine`, { ...seeds, cosine });
  return phrase(`${key}CosineChance`, { ...seeds, cosine, chance: Number(landscape.cosineByChance.toFixed(2)) });
}

function gridLine({ grid, axes }: Recipe, landscape: Landscape | null): Phrase {
  const asked = axes.length === 2 ? [grid.alpha.points, grid.beta.points] : [grid.alpha.points];
  const stored = landscape?.axes.map(({ points }) => points) ?? asked;
  const isPart = stored.length === asked.length && stored.some((points, i) => points < asked[i]);
  const [columns, rows] = isPart ? stored : asked;
  const [ofColumns, ofRows] = asked;
  if (rows === undefined) return phrase(isPart ? 'catalog.caption.pointsOf' : 'catalog.caption.points', { columns, ofColumns });
  return phrase(isPart ? 'catalog.caption.gridOf' : 'catalog.caption.grid', { columns, rows, ofColumns, ofRows });
}
