import { companionsOf } from '../../experiment/companions';
import type { Document, Problem, Recipe } from '../../experiment/recipe';
import { contentKey, runKey, surfaceKey } from '../keys';
import { type Memory, maySameNet, type RunRecord, type SurfaceRecord } from '../memory';
import { readRun, readSurface, writeRun, writeSurface } from './records';
import type { ResultStore } from './store';

export interface KeeperOptions {
  readonly memory: Memory;
  readonly kept: ResultStore;
  /** Results of another version of the engine are not those of this one. */
  readonly engine: string;
  /** The device keeps nothing, or could not give what it kept: told once a visit. */
  onTrouble(problem: Problem): void;
}

/** Keeps finished trainings and surfaces on this device, and brings back those of a document. */
export interface Keeper {
  /** To be told of everything that comes into the memory. */
  keepRun(key: string, record: RunRecord): void;
  keepSurface(key: string, record: SurfaceRecord): void;
  /** Adds what is kept of a document's results to the memory, where that has nothing better. True where something came. Never rejects. */
  restore(document: Document): Promise<boolean>;
  /** The same of one recipe. */
  restorePlane(recipe: Recipe, directionSeed: number): Promise<boolean>;
  /** Resolves once all that was to be kept so far is kept, or could not be. */
  settled(): Promise<void>;
  /** Forgets what was computed on a data set, whose samples are no longer the same. */
  forget(dataset: string): void;
}

export function createKeeper({ memory, kept, engine, onTrouble }: KeeperOptions): Keeper {
  const asked = new Set<string>();
  const writing = new Set<Promise<void>>();
  /** Under which key weights were kept. */
  let keptAs = new WeakMap<RunRecord['checkpoints'], string>();
  let restoring = false;
  let isTold = false;
  const tell = (error: unknown): void => {
    if (isTold) return;
    isTold = true;
    const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
    onTrouble({ path: '', key: isFull ? 'share.kept.full' : 'share.kept.denied', values: {} });
  };
  const nameOf = (kind: 'run' | 'surface', key: string): string => `${engine} ${kind} ${key}`;

  /** Waits for a write, and tells where it fails. */
  function write(task: Promise<void>): void {
    const ended = task.catch(tell).finally(() => writing.delete(ended));
    writing.add(ended);
  }

  /** What a person opened gives way to what is kept: her own, with all its weights. */
  function put(name: string, { value, bytes }: { value: unknown; bytes: number }, source: string): void {
    if (source === 'ready-made') return;
    asked.delete(name);
    write(kept.put(name, value, bytes, source === 'here'));
  }

  async function get<T>(name: string, read: (value: unknown) => T | null): Promise<T | null> {
    if (asked.has(name)) return null;
    try {
      const value = await kept.get(name);
      const result = value === undefined ? null : read(value);
      // The memory may forget what came; what did not come will not come later.
      if (result === null) asked.add(name);
      return result;
    } catch (error) {
      tell(error);
      return null;
    }
  }

  /** Names of surfaces that a run's weights went into. */
  function isDrawnFrom(run: string): (name: string) => boolean {
    const [data, net, settings] = (JSON.parse(run) as unknown[]).map(contentKey) as [string, string, string];
    const start = nameOf('surface', `[${data},${net},[`);
    return (name) => name.startsWith(start) && name.includes(settings, start.length);
  }

  /** Nothing is known, or only what comes with the app. */
  function isOpen(known: { readonly source: string } | undefined): boolean {
    return known === undefined || known.source === 'ready-made';
  }

  async function restorePane(recipe: Recipe, directionSeed: number): Promise<boolean> {
    const runKeys = recipe.runs.map((_, run) => runKey(recipe, run));
    const lines = [recipe, ...companionsOf(recipe, directionSeed).map((companion) => companion.recipe)];
    const surfaceKeys = lines.map((line) => surfaceKey(line, directionSeed));
    const [runs, surfaces] = await Promise.all([
      Promise.all(
        runKeys.map((key, i) => (isOpen(memory.runs.get(key)) ? get(nameOf('run', key), (value) => readRun(value, recipe, i)) : null)),
      ),
      Promise.all(
        surfaceKeys.map((key, i) =>
          isOpen(memory.surfaces.get(key)) ? get(nameOf('surface', key), (value) => readSurface(value, lines[i] as Recipe)) : null,
        ),
      ),
    ]);
    let came = false;
    restoring = true;
    runs.forEach((record, i) => {
      const key = runKeys[i] as string;
      if (!record || !isOpen(memory.runs.get(key))) return;
      memory.runs.set(key, record);
      came = true;
      for (const surface of surfaceKeys) {
        const known = memory.surfaces.get(surface);
        if (known?.source === 'ready-made' && !maySameNet(known.provenance, record.provenance)) memory.surfaces.delete(surface);
      }
    });
    surfaces.forEach((record, i) => {
      const key = surfaceKeys[i] as string;
      if (!record || !isOpen(memory.surfaces.get(key))) return;
      const known = memory.surfaces.get(key);
      // What other weights made has just gone.
      const map = runs.every(Boolean) ? known?.curvature : undefined;
      memory.surfaces.set(key, map ? { ...record, curvature: map } : record);
      came = true;
    });
    restoring = false;
    return came;
  }

  return {
    keepRun(key, record) {
      if (!record.complete || restoring) return;
      // What was learnt of the same weights changes nothing of what is kept.
      if (keptAs.get(record.checkpoints) === key) return;
      keptAs.set(record.checkpoints, key);
      // Surfaces of the weights before are no longer those of this run.
      if (record.source === 'here') write(kept.drop(isDrawnFrom(key)));
      put(nameOf('run', key), writeRun(record), record.source);
    },
    keepSurface(key, record) {
      if (record.complete && !restoring) put(nameOf('surface', key), writeSurface(record), record.source);
    },
    async restore({ panes, shared }) {
      const came = await Promise.all(panes.map((recipe) => restorePane(recipe, shared.directionSeed)));
      return came.some(Boolean);
    },
    restorePlane: restorePane,
    async settled() {
      await Promise.all(writing);
    },
    forget(dataset) {
      const part = `"id":${JSON.stringify(dataset)}`;
      asked.clear();
      keptAs = new WeakMap();
      write(kept.drop((key) => key.includes(part)));
    },
  };
}
