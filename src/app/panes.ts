import { companionsOf } from '../experiment/companions';
import type { CompanionLine } from '../experiment/landscape';
import { usesCheckpoints } from '../experiment/limits';
import { inView, rangeOf, recipeBeyond } from '../experiment/range';
import type { Document, Problem, RangeId, Recipe } from '../experiment/recipe';
import { EMPTY_PANE, type PaneSnapshot } from '../experiment/snapshot';
import { datasetKey, runKey, sharpnessKey, surfaceKey } from './keys';
import { boundaryKey, hasWeights, type Memory, type RunRecord, type Source, type SurfaceRecord } from './memory';
import { fingerprintOf, identityOf, withFingerprint } from './net-identity';
import type { PictureOf, Results } from './results';
import type { PaneStatus } from './state';

/** What a pane is busy with; the part of its status that only the run controller knows. */
export type PaneActivity = Pick<PaneStatus, 'fraction' | 'epoch' | 'epochs' | 'pass' | 'passes' | 'passPoints'> & {
  readonly phase: 'queued' | 'training' | 'paused' | 'evaluating';
};

/** What is known of a recipe: its own results, never those of another. */
export interface Known {
  readonly runs: readonly (RunRecord | undefined)[];
  readonly surface: SurfaceRecord | undefined;
  /** What is still to be evaluated, in order: the recipe itself, and lines that are drawn with its own. */
  readonly missing: readonly Recipe[];
  readonly need: PaneStatus['need'];
  readonly snapshot: PaneSnapshot;
}

/** Looks a recipe up in the memory, over the range in view; `beyond` is the same over the other one, null where there is none. */
export function knownOf(memory: Memory, recipe: Recipe, directionSeed: number, beyond: Recipe | null = null): Known {
  const runs = recipe.runs.map((_, i) => memory.runs.get(runKey(recipe, i)));
  const surface = memory.surfaces.get(surfaceKey(recipe, directionSeed));
  const { origin } = recipe;
  const trained = runs.every((run, i) => (i === origin.run || usesCheckpoints(recipe) ? hasWeights(recipe, i, run) : run?.complete));
  const companions = companionsOf(recipe, directionSeed).map((companion) => ({
    ...companion,
    record: memory.surfaces.get(surfaceKey(companion.recipe, directionSeed)),
  }));
  const missing = [{ recipe, record: surface }, ...companions].filter(({ record }) => !record?.complete).map((one) => one.recipe);
  // What goes with a line that came without its weights stays away with them.
  const need = missing.length === 0 || (surface?.complete && !trained) ? null : trained ? 'surface' : 'training';
  const lines = companions.flatMap(({ split, seed, record }): CompanionLine[] =>
    record ? [{ split, seed, landscape: record.landscape }] : [],
  );
  const boundary = memory.boundaries.get(boundaryKey(recipe, recipe.origin)) ?? runs[recipe.origin.run]?.live?.boundary ?? null;
  const lambdaMax = memory.sharpness.get(sharpnessKey(recipe));
  const other = beyond && memory.surfaces.get(surfaceKey(beyond, directionSeed));
  const snapshot: PaneSnapshot = {
    curves: runs.map((run) => run?.curve ?? []),
    checkpoints: runs.flatMap((run, index) =>
      (run?.checkpoints ?? []).map((point) => (point.run === index ? point : { ...point, run: index })),
    ),
    ...(runs.some((run) => run?.sharpness) ? { sharpness: runs.map((run) => run?.sharpness ?? []) } : {}),
    landscape: surface?.landscape ?? null,
    ...(lines.length > 0 ? { companions: lines } : {}),
    boundary,
    provenance: withFingerprint(surface?.provenance ?? runs[recipe.origin.run]?.provenance ?? null, fingerprintOf({ runs, surface })),
    ...(other ? { otherRange: other.landscape } : {}),
    ...(lambdaMax === undefined ? {} : { measured: { lambdaMax, minima: null } }),
  };
  return { runs, surface, missing, need, snapshot };
}

export interface PaneDeriver {
  /** Statuses for a document; puts what the panes show into the results. */
  derive(document: Document, before: readonly PaneStatus[]): readonly PaneStatus[];
  /** Forgets what the panes showed: a new document's panes start empty, not stale. */
  reset(): void;
}

export interface PaneSources {
  readonly memory: Memory;
  readonly results: Results;
  activityOf(index: number): PaneActivity | null;
  failureOf(surfaceKey: string): Problem | null;
  revisionOf(index: number): number;
}

/** A picture, and what it is of. */
interface Picture {
  readonly snapshot: PaneSnapshot;
  readonly of: PictureOf;
}

/** What a pane showed when it was last complete. */
interface Shown extends Picture {
  readonly range: RangeId;
}

const PHASE_OF: Readonly<Record<Source, PaneStatus['phase']>> = { here: 'done', 'ready-made': 'ready-made', shared: 'shared' };

/**
 * Works out what every pane shows and says: its recipe's own results where there are any; else, marked stale, what it showed before
 * the recipe changed.
 */
export function createPaneDeriver({ memory, results, activityOf, failureOf, revisionOf }: PaneSources): PaneDeriver {
  let shown: (Shown | undefined)[] = [];

  function deriveOne(document: Document, index: number): Omit<PaneStatus, 'revision'> {
    const recipe = inView(document).panes[index] as Recipe;
    const directionSeed = document.shared.directionSeed;
    const range = rangeOf(document, index);
    const known = knownOf(memory, recipe, directionSeed, recipeBeyond(document, index));
    const activity = activityOf(index);
    const own: PictureOf = { recipe, directionSeed };
    // A picture over one range is no earlier picture over the other.
    const earlier = shown[index]?.range === range ? shown[index] : undefined;
    const picture = compose(known, own, earlier, activity !== null);
    const snapshot = reuse(results.pane(index).snapshot, picture.snapshot);
    if (known.surface?.complete) shown[index] = { range, snapshot, of: own };
    const old = picture.of !== own;
    // What a net in training answers belongs to its own data, whatever picture is still above it.
    const data = datasetKey(activity ? recipe : picture.of.recipe);
    const of = samePicture(results.pane(index).of, picture.of) ? results.pane(index).of : picture.of;
    const before = results.pane(index);
    const net = identityOf(known, snapshot);
    results.set(index, {
      snapshot,
      of,
      dataset: memory.datasets.get(data) ?? before.dataset,
      net: JSON.stringify(net) === JSON.stringify(before.net) ? before.net : net,
    });
    const failure = activity ? null : failureOf(surfaceKey(recipe, directionSeed));
    const resting = restingStatus(recipe, known);
    if (activity) return { ...resting, ...activity, old, need: known.need, failure };
    return { ...resting, phase: failure ? 'failed' : restingPhase(known, old), old, need: known.need, failure };
  }

  return {
    derive(document, before) {
      shown.length = document.panes.length;
      return document.panes.map((_, index) => {
        const derived = deriveOne(document, index);
        const status = { ...derived, revision: revisionOf(index) };
        const old = before[index];
        return old && sameStatus(old, status) ? old : status;
      });
    },
    reset() {
      shown = [];
    },
  };
}

/** The recipe's own picture from its first points on; until then the one before stays, with the net it is of, or with that in training. */
function compose({ runs, surface, need, snapshot }: Known, own: PictureOf, shown: Picture | undefined, busy: boolean): Picture {
  if (surface !== undefined) return { snapshot, of: own };
  if (!shown?.snapshot.landscape) return { snapshot: busy || runs.some(Boolean) ? snapshot : EMPTY_PANE, of: own };
  if (!busy && need === 'training') return shown;
  const { landscape, companions } = shown.snapshot;
  return { snapshot: { ...snapshot, landscape, ...(companions ? { companions } : {}) }, of: shown.of };
}

function samePicture(a: PictureOf | null, b: PictureOf): boolean {
  return a?.recipe === b.recipe && a.directionSeed === b.directionSeed;
}

function restingPhase({ runs, surface, need }: Known, old: boolean): PaneStatus['phase'] {
  if (surface) return surface.complete && (need === null || surface.source !== 'here') ? PHASE_OF[surface.source] : 'stopped';
  if (old) return 'stale';
  const source = runs.find(Boolean)?.source;
  if (source === 'here') return 'stopped';
  return source && need === 'training' ? PHASE_OF[source] : 'empty';
}

function restingStatus(recipe: Recipe, { runs, surface }: Known) {
  const run = runs[recipe.origin.run];
  const done = surface ? surface.landscape.done.reduce((sum, mark) => sum + (mark > 0 ? 1 : 0), 0) : 0;
  return {
    fraction: surface ? done / surface.landscape.done.length : 0,
    epoch: run?.curve.at(-1)?.epoch ?? 0,
    epochs: recipe.runs[recipe.origin.run]?.epochs ?? 0,
    pass: 0,
    passes: 0,
    passPoints: [0, 0] as const,
  };
}

/** The old snapshot where the new one has the same parts, so that nothing draws again for nothing. */
function reuse(old: PaneSnapshot, fresh: PaneSnapshot): PaneSnapshot {
  const same =
    sameList(old.curves, fresh.curves) &&
    sameList(old.checkpoints, fresh.checkpoints) &&
    old.landscape === fresh.landscape &&
    old.otherRange === fresh.otherRange &&
    old.measured?.lambdaMax === fresh.measured?.lambdaMax &&
    sameCompanions(old.companions ?? [], fresh.companions ?? []) &&
    old.boundary === fresh.boundary &&
    JSON.stringify(old.provenance) === JSON.stringify(fresh.provenance);
  return same ? old : fresh;
}

function sameCompanions(a: readonly CompanionLine[], b: readonly CompanionLine[]): boolean {
  return a.length === b.length && a.every(({ landscape, seed }, i) => landscape === b[i]?.landscape && seed === b[i].seed);
}

function sameList(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((entry, i) => entry === b[i] || (isEmpty(entry) && isEmpty(b[i])));
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function sameStatus(a: PaneStatus, b: PaneStatus): boolean {
  return (Object.keys(b) as (keyof PaneStatus)[]).every((key) =>
    key === 'passPoints' ? a.passPoints[0] === b.passPoints[0] && a.passPoints[1] === b.passPoints[1] : a[key] === b[key],
  );
}
