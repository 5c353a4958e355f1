import type { WeightPoint } from '../catalog/directions/types';
import type { BackendId, Device } from '../engine/device';
import type { ReadOptions } from '../engine/predictions';
import { createReadingEvaluator, type Reading, type ReadingEvaluator } from '../engine/reading';
import type { Recipe } from '../experiment/recipe';
import type { BoundaryView } from './jobs';
import { createLru } from './lru';
import { createSerial } from './serial';
import type { SubjectStore } from './subjects';

/** Readings of nets, with the evaluators that make them kept for the next. */
export interface ReaderStore {
  /** Readings of one evaluator wait for each other: they share its buffers. */
  read(device: Device, recipe: Recipe, view: BoundaryView, point: WeightPoint, options: ReadOptions): Promise<Reading>;
  /** Forgets the evaluators of a device that is gone. */
  drop(backend: BackendId): void;
}

/** Two panes, each at the probe and live. */
const KEPT = 8;

export function createReaderStore(subjects: SubjectStore): ReaderStore {
  const make = (device: Device, recipe: Recipe, { inputs, side }: BoundaryView) => {
    const { dataset, net } = subjects.subject(recipe);
    const request = { inputs, width: side, height: side };
    const evaluator: ReadingEvaluator = createReadingEvaluator(device, net, dataset, recipe.grid, request);
    return { evaluator, backend: device.id, serial: createSerial() };
  };
  type Entry = ReturnType<typeof make>;
  // What a lost device held is gone with it: disposing of it could only fail.
  const lost = new Set<Entry>();
  const kept = createLru<Entry>(KEPT, (entry) => {
    if (!lost.has(entry)) entry.serial(async () => entry.evaluator.dispose());
  });
  return {
    read(device, recipe, view, point, options) {
      const { split, samples, batchNorm } = recipe.grid;
      const key = JSON.stringify([device.id, recipe.data, recipe.net, split, samples, batchNorm, view.inputs, view.side]);
      const entry = kept.get(key) ?? make(device, recipe, view);
      if (kept.get(key) !== entry) kept.set(key, entry);
      return entry.serial(() => entry.evaluator.read(point, options));
    },
    drop(backend) {
      for (const [key, entry] of kept.entries()) {
        if (entry.backend !== backend) continue;
        lost.add(entry);
        kept.delete(key);
        lost.delete(entry);
      }
    },
  };
}
