import { areOn, disagreement } from '../agreement';
import type { CurvePoint } from '../checkpoint';
import { FrameError, MAX_SAMPLES, readLandscapeFrame } from '../frames';
import type { Landscape } from '../landscape';
import type { Recipe } from '../recipe';
import type { Measured, PaneSnapshot, Snapshot } from '../snapshot';
import { thinCurve } from './thin-curve';
import { thinPaths } from './thin-paths';
import { coarsenBoundary, thinLandscape } from './thin-surface';

/** What a link does not hold, as an i18n key with its values. `panes` names the panes concerned: "A, B". */
export interface LeftOut {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** How much of each pane's results a link takes. */
export interface Limits {
  readonly surfaceSide: number;
  readonly curvePoints: number;
  readonly boundarySide: number;
  /** Checkpoints of each path; 0 for no paths. */
  readonly pathPoints: number;
  readonly accuracy: boolean;
  readonly curves: boolean;
  readonly boundary: boolean;
  readonly surface: boolean;
  /** Minima told of a surface; where it has more, none is. */
  readonly minima: number;
  /** Points along an axis of the surface over the other range; 0 for no such surface. */
  readonly otherSide: number;
}

const FULL: Limits = {
  surfaceSide: 33,
  curvePoints: 64,
  boundarySide: 64,
  pathPoints: 32,
  accuracy: true,
  curves: true,
  boundary: true,
  surface: true,
  minima: 256,
  otherSide: 33,
};

/** What gives way, in this order, until a link is short enough; each step keeps the ones before. Every step is named to the person. */
const CHANGES: readonly Partial<Limits>[] = [
  {},
  { curvePoints: 32 },
  { boundarySide: 32 },
  { curvePoints: 16 },
  { pathPoints: 12 },
  { otherSide: 17 },
  { otherSide: 0 },
  { accuracy: false },
  { surfaceSide: 17 },
  { pathPoints: 0 },
  { boundary: false },
  { curves: false },
  { minima: 0 },
  { surface: false },
];

/** The limits of each step, the most generous first. */
export const STEPS: readonly Limits[] = CHANGES.map((_, i) => Object.assign({}, FULL, ...CHANGES.slice(0, i + 1)));

const LETTERS = 'ABCD';
/** Most points of a surface in a link. */
const MAX_GRID_POINTS = FULL.surfaceSide ** 2;

/** A snapshot cut to the limits, and what was cut. */
export function cutTo(snapshot: Snapshot, limits: Limits): { snapshot: Snapshot; leftOut: LeftOut[] } {
  const cuts = snapshot.panes.map((pane, i) =>
    withoutStrangers(snapshot.document.panes[i], cutPane(pane, limits, epochsToKeep(snapshot, i))),
  );
  return {
    snapshot: { document: snapshot.document, panes: cuts.map((cut) => cut.pane) },
    leftOut: together(cuts.map((cut) => cut.leftOut)),
  };
}

/** The epoch that the plane is drawn around must stay in the curve. */
function epochsToKeep({ document }: Snapshot, pane: number): readonly number[] {
  const epoch = document.panes[pane]?.origin.epoch;
  return typeof epoch === 'number' ? [epoch] : [];
}

/** The same thing left out of several panes is one entry. */
function together(lists: readonly LeftOut[][]): LeftOut[] {
  const entries = new Map<string, { entry: LeftOut; panes: string[] }>();
  lists.forEach((list, pane) => {
    for (const entry of list) {
      const key = JSON.stringify(entry);
      const known = entries.get(key) ?? { entry, panes: [] };
      known.panes.push(LETTERS[pane] ?? `${pane + 1}`);
      entries.set(key, known);
    }
  });
  return [...entries.values()].map(({ entry, panes }) => ({ key: entry.key, values: { ...entry.values, panes: panes.join(', ') } }));
}

interface Cut {
  readonly pane: PaneSnapshot;
  readonly leftOut: LeftOut[];
}

function cutPane(pane: PaneSnapshot, limits: Limits, keep: readonly number[]): Cut {
  const leftOut: LeftOut[] = [];
  const leave = (key: string, values: LeftOut['values'] = {}) => leftOut.push({ key: `share.leftOut.${key}`, values });
  if (pane.checkpoints.length > 0) leave('weights');
  if (pane.curvature) leave('curvature');
  const landscape = cutLandscape(pane.landscape, limits, leave);
  return {
    pane: {
      checkpoints: [],
      provenance: pane.provenance,
      landscape,
      ...(pane.measured ? { measured: cutMeasured(pane.measured, landscape, limits, leave) } : {}),
      ...(pane.otherRange ? { otherRange: cutOther(pane.otherRange, limits, leave) } : {}),
      boundary: cutBoundary(pane, limits, leave),
      curves: cutCurves(pane.curves, limits, keep, leave),
    },
    leftOut,
  };
}

/** Leaves out what the receiver would refuse as impossible for the recipe, so that it cannot cost the rest. */
function withoutStrangers(recipe: Recipe | undefined, cut: Cut): Cut {
  const part = recipe ? disagreement(recipe, cut.pane) : null;
  if (part === null) return cut;
  const key = part === 'landscape' ? 'surface' : part;
  const pane = { ...cut.pane, [part]: part === 'curves' ? [] : part === 'measured' ? undefined : null };
  return withoutStrangers(recipe, { pane, leftOut: [...cut.leftOut, { key: `share.leftOut.${key}`, values: {} }] });
}

type Leave = (key: string, values?: LeftOut['values']) => void;

function cutLandscape(landscape: Landscape | null, limits: Limits, leave: Leave): Landscape | null {
  if (!landscape) return null;
  if (!limits.surface) {
    leave('surface');
    return null;
  }
  if (!hasOnlyPossibleLosses(landscape)) {
    leave('negativeLosses');
    return null;
  }
  const thinned = cutPaths(thinLandscape(landscape, limits.surfaceSide), landscape, limits, leave);
  if (!hasSoundFrame(thinned)) {
    leave('surface');
    return null;
  }
  if (thinned !== landscape) leave('surfacePoints', { from: size(landscape), to: size(thinned) });
  const measured = hasAccuracy(thinned);
  if (measured && limits.accuracy && hasExactAccuracy(thinned)) return thinned;
  if (measured) leave('accuracy');
  return { ...thinned, accuracy: new Float32Array(thinned.accuracy.length).fill(Number.NaN) };
}

/** The numbers measured, with the places of the minima where there is a surface that they lie on. */
function cutMeasured(measured: Measured, landscape: Landscape | null, limits: Limits, leave: Leave): Measured {
  const { minima } = measured;
  if (minima === null) return measured;
  if (landscape && minima.length <= limits.minima && areOn(minima, landscape)) return measured;
  if (landscape) leave('minima');
  return { ...measured, minima: null };
}

/** The surface over the range that is not in view, without paths: as much as there is room for. */
function cutOther({ paths: _, ...other }: Landscape, limits: Limits, leave: Leave): Landscape | null {
  const left: string[] = [];
  const cut =
    limits.otherSide === 0
      ? null
      : cutLandscape(other, { ...limits, surface: true, surfaceSide: limits.otherSide }, (key) => left.push(key));
  if (!cut) leave('otherRange');
  else if (left.includes('surfacePoints')) leave('otherRangePoints', { from: size(other), to: size(cut) });
  return cut;
}

/** The paths of a landscape on its thinned self. */
function cutPaths(thinned: Landscape, { paths, explained }: Landscape, limits: Limits, leave: Leave): Landscape {
  if (!paths) return thinned;
  const whole = { ...thinned, paths, ...(explained ? { explained } : {}) };
  const cut = thinPaths(whole, limits.pathPoints);
  if (!cut.paths) leave('paths');
  return cut;
}

/** True for a landscape whose losses a link can say: a mean loss is never negative. */
function hasOnlyPossibleLosses({ loss, done }: Landscape): boolean {
  return loss.every((value, i) => !done[i] || !(value < 0) || value === Number.NEGATIVE_INFINITY);
}

/** True where the receiver's checks will take what describes the surface; one pane's fault must not cost the others their link. */
function hasSoundFrame(landscape: Landscape): boolean {
  try {
    const { paths: _, explained: __, ...frame } = landscape;
    readLandscapeFrame({ ...frame, cosine: null, cosineByChance: null }, MAX_GRID_POINTS);
    return true;
  } catch (error) {
    if (error instanceof FrameError) return false;
    throw error;
  }
}

/** "65 × 65", or "401" for a line. */
export function size({ axes }: Pick<Landscape, 'axes'>): string {
  return axes.map((axis) => axis.points).join(' × ');
}

function hasAccuracy({ accuracy, done }: Landscape): boolean {
  return accuracy.some((share, i) => done[i] !== 0 && !Number.isNaN(share));
}

/** Accuracies travel as counts of samples, so they must be that. */
function hasExactAccuracy({ accuracy, done, samples }: Landscape): boolean {
  if (!Number.isInteger(samples) || samples < 1 || samples > MAX_SAMPLES) return false;
  return accuracy.every((share, i) => {
    if (!done[i] || Number.isNaN(share)) return true;
    return share >= 0 && share <= 1 && Math.fround(Math.round(share * samples) / samples) === share;
  });
}

function cutBoundary({ boundary }: PaneSnapshot, limits: Limits, leave: Leave): PaneSnapshot['boundary'] {
  if (!boundary) return null;
  if (!limits.boundary) {
    leave('boundary');
    return null;
  }
  const coarse = coarsenBoundary(boundary, limits.boundarySide);
  if (coarse !== boundary) {
    leave('boundaryCells', { from: `${boundary.width} × ${boundary.height}`, to: `${coarse.width} × ${coarse.height}` });
  }
  return coarse;
}

function cutCurves(
  curves: readonly (readonly CurvePoint[])[],
  limits: Limits,
  keep: readonly number[],
  leave: Leave,
): readonly (readonly CurvePoint[])[] {
  const longest = Math.max(0, ...curves.map((curve) => curve.length));
  if (longest === 0) return curves;
  if (!limits.curves) {
    leave('curves');
    return [];
  }
  if (longest > limits.curvePoints) leave('curvePoints', { from: longest, to: limits.curvePoints });
  return curves.map((curve) => thinCurve(curve, limits.curvePoints, keep));
}
