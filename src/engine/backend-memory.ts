import type { BackendMeasure } from './backend';
import { BACKEND_IDS, type BackendId } from './device';

/** An adapter as a look at this browser found it. */
export type FoundAdapter = Pick<BackendMeasure, 'backend' | 'adapter' | 'hardware'> & { readonly limits?: string };

const WEEK_MS = 7 * 24 * 3600_000;
/** Most probes of an adapter that end badly, in one version of the browser. */
const MOST_TRIES = 2;

/** Whether a measure is of that adapter. */
export function isOf({ backend, adapter, limits }: BackendMeasure, found: FoundAdapter): boolean {
  return backend === found.backend && adapter === found.adapter && limits === (found.limits ?? '');
}

/**
 * The hardware adapters that still need timing at a time, ms since 1970: those that are new or changed since `known`, and, once more, those whose probe failed a
 * week ago or took the page with it. What has been found wrong stays so.
 */
export function untimed(found: readonly FoundAdapter[], known: readonly BackendMeasure[], now: number): BackendId[] {
  const isDue = (adapter: FoundAdapter): boolean => {
    const before = known.find((measure) => isOf(measure, adapter));
    if (!before) return true;
    if (before.state === 'timed' || before.state === 'wrong' || before.tries >= MOST_TRIES) return false;
    return before.state === 'trying' || now - before.date > WEEK_MS;
  };
  const hardware = found.filter((each) => each.hardware && isDue(each)).map(({ backend }) => backend);
  const isWasmDue = isDue({ backend: 'wasm', adapter: '', hardware: true });
  return hardware.length > 0 && isWasmDue ? ['wasm', ...hardware] : hardware;
}

/** Goes up when the kernels change so much, or their variants, that what was measured no longer holds. */
const MEMORY_VERSION = 3;

/** Measures of one version of a browser as a text to store on this device. */
export function writeMeasures(measures: readonly BackendMeasure[], browser: string): string {
  return JSON.stringify({ version: MEMORY_VERSION, browser, measures });
}

/** Stored measures; none when there are none, when they are not ours, or when another version of the browser took them: its drivers may do better, or worse. */
export function readMeasures(text: string | null, browser: string): BackendMeasure[] {
  if (text === null) return [];
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return [];
  }
  const { version, browser: before, measures } = (stored ?? {}) as { version?: unknown; browser?: unknown; measures?: unknown };
  return version === MEMORY_VERSION && before === browser && Array.isArray(measures) ? measures.filter(isMeasure) : [];
}

function isMeasure(value: unknown): value is BackendMeasure {
  const measure = (value ?? {}) as Record<string, unknown>;
  const { backend, hardware, state, tries, date, pointsPerSecond, epochsPerSecond } = measure;
  const timed = [pointsPerSecond, epochsPerSecond].every((rate) => rate === null || (typeof rate === 'number' && rate >= 0));
  const named = ['adapter', 'limits', 'variant'].every((name) => typeof measure[name] === 'string');
  const known = BACKEND_IDS.some((id) => id === backend) && ['timed', 'trying', 'failed', 'wrong'].includes(state as string);
  return known && named && timed && typeof hardware === 'boolean' && typeof tries === 'number' && typeof date === 'number';
}
