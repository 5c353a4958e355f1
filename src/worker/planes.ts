import type { Samples } from '../catalog/datasets/types';
import { directions } from '../catalog/directions';
import type { RunPoint, WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import { slopesAt } from '../engine/axis-slopes';
import type { Clock } from '../engine/clock';
import type { BackendId, Device } from '../engine/device';
import { createGridEvaluator, type GridEvaluator } from '../engine/grid-evaluator';
import { buildPlane, NO_SOURCES, type Plane, type PlaneSources, rescaledPoint } from '../engine/plane';
import { type PlaneFacts, planeFacts } from '../engine/plane-facts';
import { evaluationSamples } from '../engine/setup';
import type { Recipe } from '../experiment/recipe';
import type { GramKernel } from '../math/gram-pca';
import type { PlaneJob } from './jobs';
import { createSerial, type Serial } from './serial';
import type { SubjectStore } from './subjects';

/** A plane that the worker keeps, so that its weights and axes are sent and built once. */
export interface KeptPlane {
  readonly recipe: Recipe;
  readonly plane: Plane;
  readonly facts: PlaneFacts;
  /** Whether it took more to build than the weights at its origin, so that other workers had better get its axes. */
  readonly shared: boolean;
  /** What it is evaluated on. */
  readonly samples: Samples;
  /** The plane's evaluator on a device, made on first use. Patches take turns in `serial`: they share its buffers. */
  on(device: Device): { readonly evaluator: GridEvaluator; readonly serial: Serial };
}

/** What building an axis from slopes needs of the job that asks. */
interface Building {
  device(backend: BackendId): Promise<Device>;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  breathe(): Promise<void>;
  gramKernel(): Promise<GramKernel | null>;
}

/** Longest that a plane is built without a look at what else the worker is asked, ms. */
const BREATH_MS = 30;

export interface PlaneStore {
  /** Keeps checkpoints for a plane whose job comes after them. */
  addPoints(key: string, points: readonly RunPoint[]): void;
  /** Rejects where an axis is not possible; the plane is then not kept. */
  keep(job: PlaneJob, building: Building): Promise<KeptPlane>;
  /** Waits for a plane that is being built. Rejects if it was never sent or is forgotten. */
  get(key: string): Promise<KeptPlane>;
  forget(key: string): void;
  /** Forgets the evaluators of a device that is gone. */
  drop(backend: BackendId): void;
}

type Prepared = { readonly evaluator: GridEvaluator; readonly serial: Serial };
type Entry = KeptPlane & { readonly prepared: Map<BackendId, Prepared> };

export function createPlaneStore(subjects: SubjectStore): PlaneStore {
  const kept = new Map<string, Promise<Entry>>();
  const built = new Map<string, Entry>();
  const arrived = new Map<string, RunPoint[]>();
  return {
    addPoints(key, points) {
      arrived.set(key, [...(arrived.get(key) ?? []), ...points]);
    },
    keep(job, building) {
      const known = kept.get(job.plane);
      const ahead = arrived.get(job.plane) ?? [];
      arrived.delete(job.plane);
      if (known) return known;
      const entry = build(subjects, { ...job, checkpoints: [...ahead, ...job.checkpoints] }, building);
      kept.set(job.plane, entry);
      entry.then(
        (ready) => {
          if (kept.get(job.plane) === entry) built.set(job.plane, ready);
        },
        () => {
          if (kept.get(job.plane) === entry) kept.delete(job.plane);
        },
      );
      return entry;
    },
    async get(key) {
      const entry = kept.get(key);
      if (!entry) throw new Error('The plane of this job is not in the worker.');
      return entry;
    },
    forget(key) {
      for (const { evaluator, serial } of built.get(key)?.prepared.values() ?? []) void serial(async () => evaluator.dispose());
      arrived.delete(key);
      kept.delete(key);
      built.delete(key);
    },
    drop(backend) {
      // What a lost device held is gone with it: disposing of it could only fail.
      for (const { prepared } of built.values()) prepared.delete(backend);
    },
  };
}

async function build(subjects: SubjectStore, job: PlaneJob, building: Building): Promise<Entry> {
  const { recipe } = job;
  const { dataset, net } = subjects.subject(recipe);
  const samples = evaluationSamples(recipe.grid, dataset);
  const origin = rescaledPoint(net, job.origin, recipe.origin.rescale);
  const { plane, facts } = job.built
    ? { plane: { net, origin, directions: job.built.directions }, facts: job.built.facts }
    : await buildAxes(job, net, origin, samples, building);
  const shared = job.checkpoints.length > 0 || recipe.axes.some(({ id }) => directions.get(id).needs !== 'nothing');
  const prepared = new Map<BackendId, Prepared>();
  return {
    recipe,
    plane,
    facts,
    shared,
    samples,
    prepared,
    on(device) {
      const ready = prepared.get(device.id) ?? {
        evaluator: createGridEvaluator(device, plane, samples, recipe.grid.batchNorm),
        serial: createSerial(),
      };
      prepared.set(device.id, ready);
      return ready;
    },
  };
}

async function buildAxes(
  { recipe, directionSeed, checkpoints, backend }: PlaneJob,
  net: Net,
  origin: WeightPoint,
  samples: Samples,
  building: Building,
): Promise<{ readonly plane: Plane; readonly facts: PlaneFacts }> {
  const steep = recipe.axes.some(({ id }) => directions.get(id).needs === 'curvature');
  const sources: PlaneSources = {
    checkpoints,
    curvature: steep
      ? slopesAt(await building.device(backend), net, origin, samples, recipe.grid.batchNorm, building)
      : NO_SOURCES.curvature,
    tools: { gramKernel: building.gramKernel, breathe: breathing(building) },
  };
  const plane = await buildPlane(recipe, directionSeed, net, origin, sources);
  return { plane, facts: planeFacts(plane, recipe, checkpoints, samples.n) };
}

/** Lets messages in every {@link BREATH_MS}. */
function breathing({ signal, clock, breathe }: Building): () => Promise<void> {
  let last = clock();
  return async () => {
    signal.throwIfAborted();
    if (clock() - last < BREATH_MS) return;
    await breathe();
    last = clock();
  };
}
