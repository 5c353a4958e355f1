import type { Dataset } from '../catalog/datasets/types';
import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { Boundary, Landscape, Provenance } from '../experiment/landscape';
import type { PointRef, Recipe } from '../experiment/recipe';
import { contentKey, runKey } from './keys';

/** Where a result came from: computed in this tab, stored with the app, or with a link or file. */
export type Source = 'here' | 'ready-made' | 'shared';

/** What is known of one training run. */
export interface RunRecord {
  readonly curve: readonly CurvePoint[];
  readonly checkpoints: readonly Checkpoint[];
  /** It ran to its last epoch. */
  readonly complete: boolean;
  /** The boundary of the net as it trains, with its epoch; null before and after. */
  readonly live: { readonly boundary: Boundary; readonly epoch: number } | null;
  readonly source: Source;
  readonly provenance: Provenance | null;
}

/** What is known of one line or plane. */
export interface SurfaceRecord {
  readonly landscape: Landscape;
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
}

export interface Shelf<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  readonly keys: readonly string[];
}

/** Entries and bytes beyond which the oldest are dropped; the newest few always stay, however large. */
const MAX_BYTES = 256 * 2 ** 20;
const ALWAYS_KEPT = 8;

export function createMemory(): Memory {
  return {
    runs: createShelf((run) => run.checkpoints.reduce((sum, { theta, state }) => sum + 4 * (theta.length + state.length), 0)),
    surfaces: createShelf(({ landscape }) => 9 * landscape.loss.length),
    datasets: createShelf(({ train, test }) => 4 * (train.x.length + test.x.length)),
    boundaries: createShelf(({ classes }) => classes.length),
  };
}

function createShelf<T>(bytesOf: (value: T) => number, maxBytes = MAX_BYTES): Shelf<T> {
  const entries = new Map<string, T>();
  const trim = (): void => {
    let bytes = 0;
    for (const value of entries.values()) bytes += bytesOf(value);
    for (const [key, value] of entries) {
      if (bytes <= maxBytes || entries.size <= ALWAYS_KEPT) return;
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
    },
    delete: (key) => void entries.delete(key),
    get keys() {
      return [...entries.keys()];
    },
  };
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

/** The entry whose epoch is nearest, the earlier one on a tie; null in an empty list. */
export function nearestByEpoch<T extends { readonly epoch: number }>(entries: readonly T[], epoch: number): T | null {
  let best: T | null = null;
  for (const entry of entries) if (!best || Math.abs(entry.epoch - epoch) < Math.abs(best.epoch - epoch)) best = entry;
  return best;
}
