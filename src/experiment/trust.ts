import { directions } from '../catalog/directions';
import { companionsOf } from './companions';
import type { Landscape, PathPoint } from './landscape';
import { dataShape, hasBatchNorm, hasImages } from './limits';
import { type Phrase, phrase } from './phrase';
import {
  axesPhrases,
  batchNormLine,
  chanceLine,
  cosineOf,
  explainedLine,
  gridLine,
  heldKey,
  inPlaneShare,
  originPhrase,
  type Picture,
  pictureLines,
  pointsPhrase,
} from './provenance';
import type { Document, Recipe } from './recipe';
import { runNames } from './run-names';

/** What a careful plot says beside the picture, in order (METHOD.md, section 6). */
const FACTS = ['measured', 'around', 'directions', 'seed', 'angle', 'batchNorm', 'points', 'checkpoints', 'movement', 'gap'] as const;

/** One thing to know before a picture is believed: whole sentences. */
export interface TrustFact {
  readonly id: (typeof FACTS)[number];
  readonly sentences: readonly Phrase[];
}

/** What there is to know of one pane's line or plane; what does not apply is left out. */
export function trustFacts(document: Document, pane: number, picture: Picture): TrustFact[] {
  const recipe = document.panes[pane];
  const { landscape } = picture;
  const sentences: Readonly<Record<TrustFact['id'], readonly Phrase[]>> = {
    measured: measured(recipe),
    around: [phrase('trust.around', { origin: originPhrase(recipe) })],
    directions: [
      ...axesPhrases(recipe).map((axis) => phrase('trust.sentence', { text: axis })),
      phrase('trust.sentence', { text: phrase(heldKey(recipe.axes)) }),
    ],
    seed: seed(recipe, document.shared.directionSeed),
    angle: angle(recipe, landscape),
    batchNorm: hasBatchNorm(recipe) ? batchNormLine(recipe) : [phrase('trust.noBatchNorm')],
    points: [gridLine(recipe, landscape), ...pictureLines(recipe, picture)],
    checkpoints: checkpoints(recipe, landscape),
    movement: [...explainedLine(landscape), ...chanceLine(landscape), ...inPlane(recipe, landscape)],
    gap: gap(recipe, landscape),
  };
  return FACTS.map((id) => ({ id, sentences: sentences[id] })).filter((fact) => fact.sentences.length > 0);
}

function measured(recipe: Recipe): Phrase[] {
  const { grid, view } = recipe;
  const all = dataShape(recipe)[grid.split];
  const what = phrase('trust.measured', { field: phrase(`catalog.caption.${view.field}`), points: pointsPhrase(recipe) });
  const part = grid.samples === 0 || grid.samples >= all ? [] : [phrase('trust.measuredPart', { all })];
  return [what, ...part, phrase(hasImages(recipe) ? 'trust.measuredImages' : 'trust.measuredLoss')];
}

function seed(recipe: Recipe, directionSeed: number): Phrase[] {
  const random = recipe.axes.filter(({ id }) => directions.get(id).needs === 'nothing');
  if (random.length === 0) return [phrase('trust.noSeed')];
  const repeats = companionsOf(recipe, directionSeed).flatMap((companion) => companion.seed ?? []);
  const seeds = [...new Set([...random.map((axis) => axis.seed ?? directionSeed), ...repeats])];
  return [phrase(seeds.length > 1 ? 'trust.seeds' : 'trust.seed', { seeds: seeds.join(', ') })];
}

function angle(recipe: Recipe, landscape: Landscape | null): Phrase[] {
  if (recipe.axes.length === 1 || !landscape || Number.isNaN(landscape.cosine)) return [];
  const { cosine, chance } = cosineOf(landscape);
  return [Number.isNaN(chance) ? phrase('trust.angle', { cosine }) : phrase('trust.angleByChance', { cosine, chance })];
}

function checkpoints(recipe: Recipe, landscape: Landscape | null): Phrase[] {
  const counts = (landscape?.paths ?? []).map(({ points }) => points.length);
  if (counts.length === 0) return [];
  return counts.length === 1
    ? [phrase('trust.checkpoints', { checkpoints: counts[0] })]
    : [phrase('trust.checkpointsOf', { runs: recipe.runs.length, checkpoints: counts.join(' + ') })];
}

function inPlane({ axes }: Recipe, landscape: Landscape | null): Phrase[] {
  const percent = inPlaneShare(landscape);
  return percent === null ? [] : [phrase(axes.length === 1 ? 'trust.onLine' : 'trust.inPlane', { percent })];
}

/** Where the picture says least of a path: the checkpoint whose loss differs most from the plane's under it, by their ratio. */
function gap(recipe: Recipe, landscape: Landscape | null): Phrase[] {
  const stops = (landscape?.paths ?? []).flatMap(({ run, points }) => points.map((point) => ({ run, point })));
  const off = ({ loss, planeLoss }: PathPoint): number => Math.abs(Math.log(planeLoss / loss));
  const known = stops.filter(({ point }) => Number.isFinite(off(point)));
  if (known.length === 0) return [];
  const { run, point } = known.reduce((worst, stop) => (off(stop.point) > off(worst.point) ? stop : worst));
  const name = runNames(recipe)[run];
  const values = {
    epoch: point.epoch,
    loss: Number(point.loss.toPrecision(3)),
    planeLoss: Number(point.planeLoss.toPrecision(3)),
    distance: Number(point.distance.toPrecision(3)),
    length: Number(point.length.toPrecision(3)),
  };
  const kind = recipe.axes.length === 1 ? 'line' : 'plane';
  return [
    recipe.runs.length > 1 && name ? phrase(`trust.gapOf.${kind}`, { ...values, run: run + 1, name }) : phrase(`trust.gap.${kind}`, values),
  ];
}
