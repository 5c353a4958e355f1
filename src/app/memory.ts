import type { Dataset } from '../catalog/datasets/types';
import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { CurvatureMap } from '../experiment/curvature-map';
import { MAX_CHECKPOINT_BYTES, MAX_PANES } from '../experiment/fields';
import type { Boundary, Landscape, Predictions, Provenance } from '../experiment/landscape';
import { checkpointCount, usesCheckpoints } from '../experiment/limits';
import type { PointRef, Recipe } from '../experiment/recipe';
import type { SharpnessPoint } from '../experiment/sharpening';
import { contentKey, runKey } from './keys';

/** Where a result came from: computed in this tab, stored with the app, or with a link or file. */
export type Source = 'here' | 'ready-made' | 'shared';

/** What is known of one training run. */
export interface RunRecord {
  readonly curve: readonly CurvePoint[];
  readonly checkpoints: readonly Checkpoint[];
  /** Sharpness at all the checkpoints that it had when this was measured; absent before. */
  readonly sharpness?: readonly SharpnessPoint[];
  /** It ran to its last epoch. */
  readonly complete: boolean;
  /** The boundary, or the answers to images, of the net as it trains, with its epoch; null before and after. */
  readonly live: { readonly boundary: Boundary | null; readonly predictions: Predictions | null; readonly epoch: number } | null;
  readonly source: Source;
  /** With the fingerprint of this run alone, where it is known. */
  readonly provenance: Provenance | null;
  /** The fingerprint that it had where it came from; absent where it was never anything but trained here, or came without. */
  readonly expected?: string;
}

/** What is known of one line or plane. */
export interface SurfaceRecord {
  readonly landscape: Landscape;
  /** The curvature map that it came with. */
  readonly curvature?: CurvatureMap;
  readonly complete: boolean;
  readonly source: Source;
  readonly provenance: Provenance | null;
}

/**
 * Everything computed or opened in this tab, by what it depends on: going back to a recipe brings its results back. What was used
 * longest ago is forgotten first.
 */
export interface Memory {
  readonly runs: Shelf<RunRecord>;
  readonly surfaces: Shelf<SurfaceRecord>;
  readonly datasets: Shelf<Dataset>;
  /** Boundaries at points of runs, by {@link boundaryKey}. */
  readonly boundaries: Shelf<Boundary>;
  /** λ_max at origins, by sharpnessKey. */
  readonly sharpness: Shelf<number>;
}

export interface Shelf<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  readonly keys: readonly string[];
}

/** Bytes beyond which the oldest entries are dropped. A few of the newest stay, which one experiment may need at once, up to a bound of their own. */
const MAX_BYTES = 256 * 2 ** 20;
const NEWEST_KEPT = 8;
const MAX_NEWEST_BYTES = MAX_PANES * MAX_CHECKPOINT_BYTES;

/** Hears of everything that comes into a memory. */
export interface MemoryListener {
  onRun(key: string, record: RunRecord): void;
  onSurface(key: string, record: SurfaceRecord): void;
}

export function createMemory(listener?: MemoryListener): Memory {
  return {
    runs: createShelf(
      (run) => run.checkpoints.reduce((sum, { theta, state }) => sum + 4 * (theta.length + state.length), 0),
      (key, run) => listener?.onRun(key, run),
    ),
    surfaces: createShelf(
      ({ landscape }) => 9 * landscape.loss.length,
      (key, surface) => listener?.onSurface(key, surface),
    ),
    datasets: createShelf(({ train, test }) => 4 * (train.x.length + test.x.length)),
    boundaries: createShelf(({ classes }) => classes.length),
    sharpness: createShelf(() => 1024),
  };
}

function createShelf<T>(bytesOf: (value: T) => number, onSet?: (key: string, value: T) => void): Shelf<T> {
  const entries = new Map<string, T>();
  const trim = (): void => {
    let bytes = 0;
    for (const value of entries.values()) bytes += bytesOf(value);
    for (const [key, value] of entries) {
      const most = entries.size > NEWEST_KEPT ? MAX_BYTES : MAX_NEWEST_BYTES;
      if (bytes <= most || entries.size === 1) return;
      entries.delete(key);
      bytes -= bytesOf(value);
    }
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      trim();
      onSet?.(key, value);
    },
    delete: (key) => void entries.delete(key),
    get keys() {
      return [...entries.keys()];
    },
  };
}

/** Whether two results may be of the same weights: by their fingerprints, and where neither has one, of before there were any, by the kind of device. */
export function maySameNet(a: Provenance | null, b: Provenance | null): boolean {
  if (a?.fingerprint !== undefined || b?.fingerprint !== undefined) return a?.fingerprint === b?.fingerprint;
  return a !== null && b !== null && a.backend === b.backend && a.variant === b.variant;
}

/** Forgets what was computed in this tab on a data set, whose samples are no longer the same. What came with a link or file stays. */
export function forgetComputed(memory: Memory, dataset: string): void {
  const isOf = (key: string): boolean => key.includes(`"id":${JSON.stringify(dataset)}`);
  for (const shelf of [memory.runs, memory.surfaces]) {
    for (const key of shelf.keys) if (isOf(key) && shelf.get(key)?.source === 'here') shelf.delete(key);
  }
  for (const shelf of [memory.boundaries, memory.sharpness]) {
    for (const key of shelf.keys) if (isOf(key)) shelf.delete(key);
  }
}

/** What the boundary at a checkpoint depends on. A rescaled origin has the same function, so the same boundary. */
export function boundaryKey(recipe: Recipe, point: PointRef): string {
  return `${runKey(recipe, point.run)}${contentKey([point.epoch, recipe.view.boundaryInputs])}`;
}

/** The checkpoint of a complete run that a reference means: its last, or the kept one nearest the epoch. Null where weights are missing. */
export function checkpointAt(record: RunRecord | undefined, epoch: number | 'last'): Checkpoint | null {
  if (!record?.complete) return null;
  return epoch === 'last' ? (record.checkpoints.at(-1) ?? null) : nearestByEpoch(record.checkpoints, epoch);
}

/**
 * Whether a recipe's run has the weights that its surface needs: the checkpoint at the origin, and all that training keeps where the plane is made of them.
 * A stored or shared run may have its last one only.
 */
export function hasWeights(recipe: Recipe, index: number, record: RunRecord | undefined): boolean {
  if (!record?.complete) return false;
  if (usesCheckpoints(recipe)) return record.checkpoints.length >= checkpointCount(recipe.runs[index]);
  return checkpointAt(record, index === recipe.origin.run ? recipe.origin.epoch : 'last') !== null;
}

/** The entry whose epoch is nearest, the earlier one on a tie; null in an empty list. */
export function nearestByEpoch<T extends { readonly epoch: number }>(entries: readonly T[], epoch: number): T | null {
  let best: T | null = null;
  for (const entry of entries) if (!best || Math.abs(entry.epoch - epoch) < Math.abs(best.epoch - epoch)) best = entry;
  return best;
}
