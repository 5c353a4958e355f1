import { trainingSeconds } from '../experiment/expected-time';
import type { Recipe } from '../experiment/recipe';
import { defaultRecipe, defaultRun } from '../experiment/recipe-defaults';
import { createRng } from '../math/random';
import type { Clock } from './clock';
import type { BackendId, Device } from './device';
import { createGridEvaluator } from './grid-evaluator';
import { buildPlane } from './plane';
import { datasetOf, netOf } from './setup';
import { train } from './train';

/** What a probe found out about one backend on this device. */
export interface BackendMeasure {
  readonly backend: BackendId;
  /** Name of the adapter, '' where there is none. A different name means a different device: what was remembered no longer holds. */
  readonly adapter: string;
  /** What it allows, as a text; names are coarse, so this tells some devices of one name apart. */
  readonly limits: string;
  readonly hardware: boolean;
  /** trying: being probed, or it took the page with it; failed: it gave up while probed; wrong: it answers known questions wrongly. */
  readonly state: 'timed' | 'trying' | 'failed' | 'wrong';
  /** How often it was probed without success. */
  readonly tries: number;
  /** When it was last probed, ms since 1970. */
  readonly date: number;
  /** The kernel variant that was fastest on it; '' where nothing was found out. */
  readonly variant: string;
  /** Grid points of the standard plane per second of one worker; null while not timed. */
  readonly pointsPerSecond: number | null;
  /** Epochs of the standard training per second; null while not timed. Small batches suit some devices less than planes do. */
  readonly epochsPerSecond: number | null;
}

/** What a backend is to do: train one net, train it to the same bits as every other machine, or evaluate a grid. */
export type Purpose = 'training' | 'same-training' | 'grid';

/** Longest training that WASM does though a graphics card may be faster: every preset's is shorter. By the recipe alone, so that machines do not differ in it. */
const MOST_SAME_SECONDS = 90;

/** How the runs of a recipe are to be trained. */
export function trainingPurpose(recipe: Recipe): Purpose {
  return trainingSeconds(recipe) <= MOST_SAME_SECONDS ? 'same-training' : 'training';
}

/** Time spent on each measurement, after a warm-up that compiles what there is to compile. */
const MEASURE_MS = 100;
const WARM_UP_POINTS = 64;

interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
}

/** Epochs per second of the default experiment's training on a device, the first epoch excluded. Rejects where the device fails. */
export async function measureTraining(device: Device, options: MeasureOptions): Promise<number> {
  const recipe = defaultRecipe();
  const dataset = datasetOf(recipe);
  const events = train(device, { dataset, net: netOf(recipe, dataset), run: defaultRun(), index: 0 }, options);
  let start: { at: number; epoch: number } | null = null;
  for await (const event of events) {
    if (event.type !== 'progress') continue;
    const now = options.clock();
    if (start && now - start.at >= MEASURE_MS) return (1000 * (event.epoch - start.epoch)) / (now - start.at);
    if (!start && event.epoch >= 1) start = { at: now, epoch: event.epoch };
  }
  return start ? (1000 * (defaultRun().epochs - start.epoch)) / Math.max(1, options.clock() - start.at) : 0;
}

/** Grid points per second of the default experiment's plane on a device, warm-up excluded. Rejects where the device fails. */
export async function measureSpeed(device: Device, options: MeasureOptions): Promise<number> {
  const recipe = defaultRecipe();
  const dataset = datasetOf(recipe);
  const net = netOf(recipe, dataset);
  const origin = { theta: net.initialise(createRng(0)), state: net.initialState() };
  const evaluator = createGridEvaluator(device, await buildPlane(recipe, 0, net, origin), dataset.train, 'frozen');
  const coords = Float64Array.from({ length: 2 * 4096 }, (_, i) => (i % 128) / 64 - 1);
  try {
    for await (const _chunk of evaluator.evaluate(coords.subarray(0, 2 * WARM_UP_POINTS), options));
    const start = options.clock();
    for await (const { first, loss } of evaluator.evaluate(coords, options)) {
      const elapsed = options.clock() - start;
      if (elapsed >= MEASURE_MS) return (1000 * (first + loss.length)) / elapsed;
    }
    return (1000 * (coords.length / 2)) / Math.max(1, options.clock() - start);
  } finally {
    evaluator.dispose();
  }
}

/**
/**
 * The fastest backend for the next job, of those in `measures`: WASM where the bits shall be the same everywhere; else the hardware adapter that was timed faster at it than WASM (whose
 * workers share a grid, while a training has one); else WASM, which needs no waiting.
 */
export function chooseBackend(measures: readonly BackendMeasure[], workers: number, purpose: Purpose): BackendId {
  if (purpose === 'same-training') return 'wasm';
  const rate = ({ backend, pointsPerSecond, epochsPerSecond }: BackendMeasure): number =>
    purpose === 'training' ? (epochsPerSecond ?? 0) : (pointsPerSecond ?? 0) * (backend === 'wasm' ? workers : 1);
  const wasm = measures.find(({ backend }) => backend === 'wasm');
  let best: { backend: BackendId; rate: number } = { backend: 'wasm', rate: wasm ? rate(wasm) : Infinity };
  for (const measure of measures) {
    const gpu = measure.backend === 'webgpu' || measure.backend === 'webgl';
    if (gpu && measure.state === 'timed' && measure.hardware && rate(measure) > best.rate)
      best = { backend: measure.backend, rate: rate(measure) };
  }
  return best.backend;
}

/** Where to go on when a backend fails; null when there is nothing left. */
export function fallbackOf(backend: BackendId): BackendId | null {
  if (backend === 'cpu') return null;
  return backend === 'wasm' ? 'cpu' : 'wasm';
}
