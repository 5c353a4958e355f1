import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import type { Landscape } from './landscape';
import { dataShape, hasImages } from './limits';
import { shareInPlane } from './path-statistics';
import { type Phrase, phrase } from './phrase';
import type { Document, Recipe } from './recipe';
import { runNames } from './run-names';
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
  return [
    whatAndWhere(recipe),
    ...batchNormLine(recipe),
    ...augmentationLine(recipe),
    ...explainedLine(landscape),
    ...chanceLine(landscape),
    ...inPlaneLine(document, landscape),
    ...seedLine(recipe, document.shared.directionSeed, landscape),
    gridLine(recipe, landscape),
    ...pictureLines(recipe, picture),
  ];
}

/** How the drawing departs from the numbers, and what is counted on part of them. */
export function pictureLines(recipe: Recipe, { landscape, cut }: Picture): Phrase[] {
  const holes = landscape ? holesOf(landscape) : 0;
  const statistics = landscape ? surfaceStatistics(landscape) : null;
  const counted = recipe.axes.length === 2 && statistics && (statistics.columns !== recipe.grid.alpha.points || !statistics.standard);
  return [
    ...(counted ? [phrase('catalog.caption.statistics', { columns: statistics.columns, rows: statistics.rows })] : []),
    ...(holes > 0 ? [phrase('catalog.caption.holes', { count: holes })] : []),
    ...(cut === null ? [] : [phrase('catalog.caption.cut', { cap: cut })]),
  ];
}

function whatAndWhere(recipe: Recipe): Phrase {
  const common = {
    field: phrase(`catalog.caption.${recipe.view.field}`),
    points: pointsPhrase(recipe),
    origin: originPhrase(recipe),
    held: phrase(heldKey(recipe.axes)),
  };
  const [first, second] = axesPhrases(recipe);
  return second
    ? phrase('catalog.caption.mixed', { ...common, first, second })
    : phrase('catalog.caption.along', { ...common, direction: first });
}

/** "on 512 training points" */
export function pointsPhrase(recipe: Recipe): Phrase {
  const { grid } = recipe;
  const samples = grid.samples === 0 ? dataShape(recipe)[grid.split] : grid.samples;
  return phrase(hasImages(recipe) ? `images.caption.${grid.split}` : `catalog.caption.${grid.split}`, { samples });
}

/** How the axes were made: one phrase for both where they were made alike, as two draws of one kind. */
export function axesPhrases({ axes }: Pick<Recipe, 'axes'>): readonly Phrase[] {
  const [first, second] = axes.map((axis) => directions.get(axis.id).caption(axis.params));
  if (second && (first.key !== second.key || JSON.stringify(first.values) !== JSON.stringify(second.values))) return [first, second];
  return [phrase(first.key, { ...first.values, count: axes.length })];
}

/** What of the weights the axes leave alone. */
export function heldKey(axes: Recipe['axes']): string {
  if (axes.some(({ id, params }) => (id === 'principal' && params.ignore === 'none') || id === 'between' || id === 'gradient'))
    return 'directions.caption.movesAll';
  return axes.some(({ params }) => params.ignore === 'none') ? 'catalog.caption.moved' : 'catalog.caption.held';
}

export function originPhrase(recipe: Recipe): Phrase {
  const { origin, runs } = recipe;
  const moment = origin.epoch === 'last' ? phrase('catalog.caption.trained') : phrase('catalog.caption.epoch', { epoch: origin.epoch });
  const name = runNames(recipe)[origin.run];
  const point = runs.length > 1 && name ? phrase('catalog.caption.ofRun', { origin: moment, run: origin.run + 1, name }) : moment;
  return origin.rescale === 1 ? point : phrase('catalog.caption.rescaled', { origin: point, factor: origin.rescale });
}

export function batchNormLine(recipe: Recipe): Phrase[] {
  const net = nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe));
  return net.state.size > 0 ? [phrase(`catalog.caption.${recipe.grid.batchNorm}`)] : [];
}

function augmentationLine(recipe: Recipe): Phrase[] {
  const { augmentation } = recipe.runs[recipe.origin.run];
  return augmentation === 'none' || !hasImages(recipe) ? [] : [phrase(`images.caption.${augmentation}`)];
}

/** How much of the paths' variance principal axes show. */
export function explainedLine(landscape: Landscape | null): Phrase[] {
  const shares = landscape?.explained?.filter((share) => !Number.isNaN(share)) ?? [];
  if (shares.length === 0) return [];
  const percent = (share: number): number => Number((100 * share).toPrecision(share < 0.1 ? 1 : 2));
  const total = percent(shares.reduce((sum, share) => sum + share, 0));
  const [first, second] = shares.map(percent);
  return [
    second === undefined
      ? phrase('directions.caption.explainedOne', { first })
      : phrase('directions.caption.explained', { total, first, second }),
  ];
}

/** What the principal axes would show of a path without any direction. */
export function chanceLine(landscape: Landscape | null): Phrase[] {
  const shares = landscape?.explainedByChance?.filter((share) => !Number.isNaN(share)) ?? [];
  if (shares.length === 0) return [];
  const percent = 100 * shares.reduce((sum, share) => sum + share, 0);
  return [phrase('directions.caption.explainedByChance', { percent: Number(percent.toPrecision(percent < 10 ? 1 : 2)) })];
}

/** How much of the paths' movement, away from the origin, the plane holds; only where paths are drawn. */
function inPlaneLine({ shared }: Document, landscape: Landscape | null): Phrase[] {
  const points = shared.paths ? (landscape?.paths?.flatMap((path) => path.points) ?? []) : [];
  const percent = inPlaneShare(landscape);
  if (percent === null || points.length === 0) return [];
  const key = landscape?.axes.length === 1 ? 'directions.caption.onLine' : 'directions.caption.inPlane';
  return [phrase(key, { percent, checkpoints: points.length })];
}

/** Percent of the paths' way to the origin that lies in the plane; null where no paths are known. */
export function inPlaneShare(landscape: Landscape | null): number | null {
  const share = shareInPlane(landscape?.paths?.flatMap(({ points }) => points) ?? []);
  if (!(share >= 0)) return null;
  const percent = 100 * share;
  return Number(percent.toPrecision(percent < 10 ? 1 : 2));
}

/** The cosine of a plane's axes and what chance gives, to two digits after the point. */
export function cosineOf({ cosine, cosineByChance }: Landscape): { readonly cosine: number; readonly chance: number } {
  return { cosine: Number(cosine.toFixed(2)), chance: Number(cosineByChance.toFixed(2)) };
}

function seedLine(recipe: Recipe, directionSeed: number, landscape: Landscape | null): Phrase[] {
  const random = recipe.axes.filter((axis) => directions.get(axis.id).needs === 'nothing');
  if (random.length === 0) {
    const cosine = landscape?.cosine ?? Number.NaN;
    return Number.isNaN(cosine) ? [] : [phrase('directions.caption.cosine', { cosine: Number(cosine.toFixed(2)) })];
  }
  const [seed, second] = random.map((axis) => axis.seed ?? directionSeed);
  const seeds = second === undefined || second === seed ? { seed } : { seed, second };
  const key = 'second' in seeds ? 'catalog.caption.seeds' : 'catalog.caption.seed';
  if (!landscape || Number.isNaN(landscape.cosine)) return [phrase(key, seeds)];
  const cosine = Number(landscape.cosine.toFixed(2));
  if (Number.isNaN(landscape.cosineByChance)) return [phrase(`${key}Cosine`, { ...seeds, cosine })];
  return [phrase(`${key}CosineChance`, { ...seeds, cosine, chance: Number(landscape.cosineByChance.toFixed(2)) })];
}

export function gridLine({ grid, axes }: Recipe, landscape: Landscape | null): Phrase {
  const asked = axes.length === 2 ? [grid.alpha.points, grid.beta.points] : [grid.alpha.points];
  const stored = landscape?.axes.map(({ points }) => points) ?? asked;
  const isPart = stored.length === asked.length && stored.some((points, i) => points < asked[i]);
  const [columns, rows] = isPart ? stored : asked;
  const [ofColumns, ofRows] = asked;
  if (rows === undefined) return phrase(isPart ? 'catalog.caption.pointsOf' : 'catalog.caption.points', { columns, ofColumns });
  return phrase(isPart ? 'catalog.caption.gridOf' : 'catalog.caption.grid', { columns, rows, ofColumns, ofRows });
}
