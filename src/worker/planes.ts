import type { BackendId, Device } from '../engine/device';
import { createGridEvaluator, type GridEvaluator } from '../engine/grid-evaluator';
import { buildPlane, type Plane, rescaledPoint } from '../engine/plane';
import { evaluationSamples } from '../engine/setup';
import type { Recipe } from '../experiment/recipe';
import type { PlaneJob } from './jobs';
import { createSerial, type Serial } from './serial';
import type { SubjectStore } from './subjects';

/** A plane that the worker keeps, so that its weights and axes are sent and built once. */
export interface KeptPlane {
  readonly recipe: Recipe;
  readonly plane: Plane;
  readonly samples: number;
  /** The plane's evaluator on a device, made on first use. Patches take turns in `serial`: they share its buffers. */
  on(device: Device): { readonly evaluator: GridEvaluator; readonly serial: Serial };
}

export interface PlaneStore {
  keep(job: PlaneJob): KeptPlane;
  /** Throws if the plane was never sent or is forgotten. */
  get(key: string): KeptPlane;
  forget(key: string): void;
  /** Forgets the evaluators of a device that is gone. */
  drop(backend: BackendId): void;
}

export function createPlaneStore(subjects: SubjectStore): PlaneStore {
  type Prepared = { evaluator: GridEvaluator; serial: Serial };
  const kept = new Map<string, KeptPlane & { readonly prepared: Map<BackendId, Prepared> }>();
  const dispose = ({ evaluator, serial }: Prepared): void => void serial(async () => evaluator.dispose());
  return {
    keep({ plane: key, recipe, directionSeed, origin }) {
      const known = kept.get(key);
      if (known) return known;
      const { dataset, net } = subjects.subject(recipe);
      const plane = buildPlane(recipe, directionSeed, net, rescaledPoint(net, origin, recipe.origin.rescale));
      const samples = evaluationSamples(recipe.grid, dataset);
      const prepared = new Map<BackendId, Prepared>();
      const entry = {
        recipe,
        plane,
        samples: samples.n,
        prepared,
        on(device: Device) {
          const ready = prepared.get(device.id) ?? {
            evaluator: createGridEvaluator(device, plane, samples, recipe.grid.batchNorm),
            serial: createSerial(),
          };
          prepared.set(device.id, ready);
          return ready;
        },
      };
      kept.set(key, entry);
      return entry;
    },
    get(key) {
      const entry = kept.get(key);
      if (!entry) throw new Error('The plane of this job is not in the worker.');
      return entry;
    },
    forget(key) {
      for (const prepared of kept.get(key)?.prepared.values() ?? []) dispose(prepared);
      kept.delete(key);
    },
    drop(backend) {
      // What a lost device held is gone with it: disposing of it could only fail.
      for (const { prepared } of kept.values()) prepared.delete(backend);
    },
  };
}
