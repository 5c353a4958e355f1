import { defaultRecipe, defaultRun } from '../experiment/recipe-defaults';
import { createRng } from '../math/random';
import type { Clock } from './clock';
import { BACKEND_IDS, type BackendId, type Device } from './device';
import { createGridEvaluator } from './grid-evaluator';
import { buildPlane } from './plane';
import { datasetOf, netOf } from './setup';
import { train } from './train';

/** What a probe found out about one backend on this device. */
export interface BackendMeasure {
  readonly backend: BackendId;
  /** Name of the adapter, '' where there is none. A different name means a different device: what was remembered no longer holds. */
  readonly adapter: string;
  readonly hardware: boolean;
  /** The kernel variant that was fastest on it; '' where nothing was found out. */
  readonly variant: string;
  /** Grid points of the standard plane per second of one worker; null while not timed. */
  readonly pointsPerSecond: number | null;
  /** Epochs of the standard training per second; null while not timed. Small batches suit some devices less than planes do. */
  readonly epochsPerSecond: number | null;
}

/** What a backend is to do: train one net, or evaluate a grid. */
export type Purpose = 'training' | 'grid';

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
 * The backend for the next job: the forced one; else the hardware adapter that was timed faster at it than WASM (whose workers share a
 * grid, while a training has one); else WASM, which needs no waiting.
 */
export function chooseBackend(forced: BackendId | null, measures: readonly BackendMeasure[], workers: number, purpose: Purpose): BackendId {
  if (forced) return forced;
  const rate = ({ backend, pointsPerSecond, epochsPerSecond }: BackendMeasure): number =>
    purpose === 'training' ? (epochsPerSecond ?? 0) : (pointsPerSecond ?? 0) * (backend === 'wasm' ? workers : 1);
  const wasm = measures.find(({ backend }) => backend === 'wasm');
  let best: { backend: BackendId; rate: number } = { backend: 'wasm', rate: wasm ? rate(wasm) : Infinity };
  for (const measure of measures) {
    const gpu = measure.backend === 'webgpu' || measure.backend === 'webgl';
    if (gpu && measure.hardware && rate(measure) > best.rate) best = { backend: measure.backend, rate: rate(measure) };
  }
  return best.backend;
}

/** Where to go on when a backend fails; null when there is nothing left. */
export function fallbackOf(backend: BackendId): BackendId | null {
  if (backend === 'cpu') return null;
  return backend === 'wasm' ? 'cpu' : 'wasm';
}

/** The hardware adapters that still need timing: those that are new or renamed since `known`. */
export function untimed(
  found: readonly Pick<BackendMeasure, 'backend' | 'adapter' | 'hardware'>[],
  known: readonly BackendMeasure[],
): BackendId[] {
  const isKnown = (backend: BackendId, adapter: string): boolean =>
    known.some((measure) => measure.backend === backend && measure.adapter === adapter && measure.pointsPerSecond !== null);
  const hardware = found.filter((each) => each.hardware && !isKnown(each.backend, each.adapter)).map(({ backend }) => backend);
  return hardware.length > 0 && !isKnown('wasm', '') ? ['wasm', ...hardware] : hardware;
}

/** Goes up when the kernels change so much, or their variants, that what was measured no longer holds. */
const MEMORY_VERSION = 2;

/** Measures as a text to store on this device. */
export function writeMeasures(measures: readonly BackendMeasure[]): string {
  return JSON.stringify({ version: MEMORY_VERSION, measures });
}

/** Stored measures; none when there are none, or when they are not ours. */
export function readMeasures(text: string | null): BackendMeasure[] {
  if (text === null) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  const { version, measures } = (stored ?? {}) as { version?: unknown; measures?: unknown };
  return version === MEMORY_VERSION && Array.isArray(measures) ? measures.filter(isMeasure) : [];
}

function isMeasure(value: unknown): value is BackendMeasure {
  const { backend, adapter, hardware, variant, pointsPerSecond, epochsPerSecond } = (value ?? {}) as Record<string, unknown>;
  const timed = [pointsPerSecond, epochsPerSecond].every((rate) => rate === null || (typeof rate === 'number' && rate >= 0));
  const named = typeof adapter === 'string' && typeof variant === 'string';
  return BACKEND_IDS.some((id) => id === backend) && named && typeof hardware === 'boolean' && timed;
}
