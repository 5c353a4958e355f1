import type { FieldId, Landscape } from '../experiment/landscape';
import { bentScale, topOf } from './loss-scale';
import { linearTicks, logTicks, niceStep, powerOfTen } from './ticks';
import type { HeightScale } from './types';

/** Losses below this are drawn at the floor of a log scale: a float32 softmax loss there is rounding. */
const LOG_FLOOR = 1e-12;
/** Losses up to this are never cut away unasked where the height is the loss. */
const UNCUT = 1e9;
/**
 * Share of the area that an automatic cap keeps below it; less while points are still to come, since a cap too high would stay; and on a linear scale, which
 * has less room for outliers.
 */
const KEPT_LOG = 0.9;
const KEPT_MEANWHILE = 0.8;
const KEPT_LINEAR = 0.75;

export interface ScaleOptions {
  readonly field: FieldId;
  readonly mode: HeightScale['mode'];
  /** Loss above which the plot is cut away; null chooses one from the data. */
  readonly cap: number | null;
  /** The scale shown before: while a computation runs the range only ever widens. Ignored when it has another field or mode. */
  readonly previous?: HeightScale | null;
}

/**
 * One height and colour scale for all these landscapes (null ones are skipped); pass one landscape for a scale of its own.
 * Log range: from the power of ten under the lowest positive loss up to the cap or the power of ten above the highest. An automatic cap keeps about 90 %
 * of the finished area below it (linear: 75 %) and lies at 10 × the lowest corner or higher. Loss: from 0 (or what is lower) to a little above the highest, cut
 * only where asked for or where more than 10⁹ is reached; coloured on a log scale. Accuracy is always 0 … 1, linear.
 */
export function heightScale(landscapes: readonly (Landscape | null)[], options: ScaleOptions): HeightScale {
  if (options.field === 'accuracy') return linearScale('accuracy', 0, 1, false);
  const present = landscapes.filter((landscape) => landscape !== null);
  const values = finishedLosses(present);
  const previous = options.previous?.field === 'loss' && options.previous.mode === options.mode ? options.previous : null;
  const highest = highestOf(values);
  if (options.mode === 'loss') return lossScale(values, present, options.cap, previous);
  const [low, high] = options.mode === 'log' ? logRange(values, present, options.cap) : linearRange(values, present, options.cap);
  const min = previous && values.length > 0 ? Math.min(previous.min, low) : low;
  const widest = previous && values.length > 0 ? Math.max(previous.max, high) : high;
  const max = options.cap !== null && options.cap > min ? Math.min(widest, options.cap) : widest;
  const cut = highest > max;
  return options.mode === 'log' ? logScale(min, max, cut) : linearScale('loss', min, max, cut);
}

/** The scales of several panes: one object for all panes of the same field when `shared`, else one each. `previous` is what this returned before, or null. */
export function paneScales(
  panes: readonly { readonly landscapes: readonly (Landscape | null)[]; readonly field: FieldId }[],
  options: Omit<ScaleOptions, 'field' | 'previous'> & { readonly shared: boolean; readonly previous?: readonly HeightScale[] | null },
): HeightScale[] {
  const { mode, cap, shared } = options;
  const common = new Map<FieldId, HeightScale>();
  return panes.map((pane, index) => {
    const known = shared ? common.get(pane.field) : undefined;
    if (known) return known;
    const landscapes = shared ? panes.filter((other) => other.field === pane.field).flatMap((other) => other.landscapes) : pane.landscapes;
    const scale = heightScale(landscapes, { field: pane.field, mode, cap, previous: options.previous?.[index] ?? null });
    common.set(pane.field, scale);
    return scale;
  });
}

/** All finished finite losses. */
function finishedLosses(landscapes: readonly Landscape[]): Float64Array {
  const values = new Float64Array(landscapes.reduce((sum, { loss }) => sum + loss.length, 0));
  let count = 0;
  for (const { loss, done } of landscapes) {
    for (let i = 0; i < loss.length; i++) if (done[i] > 0 && Number.isFinite(loss[i])) values[count++] = loss[i];
  }
  return values.subarray(0, count);
}

/** Lowest value from `floor` up, NaN if there is none. */
function lowestOf(values: Float64Array, floor: number): number {
  let lowest = Number.NaN;
  for (const value of values) if (value >= floor && !(value >= lowest)) lowest = value;
  return lowest;
}

function highestOf(values: Float64Array): number {
  let highest = Number.NaN;
  for (const value of values) if (!(value <= highest)) highest = value;
  return highest;
}

/** The lowest finished finite loss at a corner of a plane or an end of a line; NaN if none is known. */
function lowestCorner(landscapes: readonly Landscape[]): number {
  let lowest = Number.NaN;
  for (const { axes, loss, done } of landscapes) {
    const n = axes[0].points;
    for (const i of [0, n - 1, loss.length - n, loss.length - 1]) {
      if (done[i] > 0 && Number.isFinite(loss[i]) && !(loss[i] >= lowest)) lowest = loss[i];
    }
  }
  return lowest;
}

/** More values than this are sampled for a quantile: it is rounded to a readable number anyway. */
const QUANTILE_SAMPLE = 20_000;
/** Below this many points those on the rim count less, by the area they stand for: of 3 × 3 points four are corners. */
const RIM_MATTERS = 5000;

/** The loss below which `share` of the plotted area lies; NaN without any finished finite loss. */
function areaQuantile(landscapes: readonly Landscape[], values: Float64Array, share: number): number {
  const sample = values.length > RIM_MATTERS ? every(values, Math.ceil(values.length / QUANTILE_SAMPLE)) : byArea(landscapes);
  sample.sort();
  return sample.length > 0 ? sample[Math.min(sample.length - 1, Math.ceil(share * sample.length) - 1)] : Number.NaN;
}

function every(values: Float64Array, stride: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride]);
}

/** Finished finite losses, each four times, on an edge twice, at a corner once. */
function byArea(landscapes: readonly Landscape[]): Float64Array {
  const values: number[] = [];
  for (const { axes, loss, done } of landscapes) {
    const columns = axes[0].points;
    const rows = loss.length / columns;
    for (let i = 0; i < loss.length; i++) {
      if (done[i] === 0 || !Number.isFinite(loss[i])) continue;
      const [x, y] = [i % columns, Math.floor(i / columns)];
      const times = (x > 0 && x < columns - 1 ? 2 : 1) * (y > 0 && y < rows - 1 ? 2 : 1);
      for (let k = 0; k < times; k++) values.push(loss[i]);
    }
  }
  return Float64Array.from(values);
}

function logRange(values: Float64Array, landscapes: readonly Landscape[], cap: number | null): [number, number] {
  const lowest = lowestOf(values, LOG_FLOOR);
  if (Number.isNaN(lowest)) return cap !== null && cap > 0 ? [cap / 1000, cap] : [0.001, 1];
  const highest = highestOf(values);
  if (cap !== null && cap > 0) {
    const [min, max] = roundLog(Math.min(lowest, cap), Math.min(highest, cap));
    return [min < cap ? min : cap / 10, Math.min(max, cap)];
  }
  const automatic = automaticLogCap(values, landscapes);
  return automatic < highest ? roundLog(lowest, Math.max(automatic, lowest)) : roundLog(lowest, highest);
}

/** The power of ten below which about 90 % of the area lie, at least 10 × the lowest corner. */
function automaticLogCap(values: Float64Array, landscapes: readonly Landscape[]): number {
  const corner = lowestCorner(landscapes);
  const kept = landscapes.some(({ done }) => done.includes(0)) ? KEPT_MEANWHILE : KEPT_LOG;
  const wanted = Math.max(areaQuantile(landscapes, values, kept), Number.isNaN(corner) ? 0 : 10 * corner);
  return powerAbove(wanted);
}

function powerAbove(value: number): number {
  return powerOfTen(Math.ceil(Math.log10(value) - 1e-9));
}

/** Rounds outwards: to powers of ten over two decades or more, to 1-2-5 below, a fifth of a decade around one single value. */
function roundLog(low: number, high: number): [number, number] {
  const span = Math.log10(high / low);
  if (span < 0.05) return [low / 10 ** 0.2, high * 10 ** 0.2];
  if (span < 2) {
    const step = (value: number, up: boolean) => {
      const power = powerOfTen(Math.floor(Math.log10(value) + 1e-9));
      const lead = value / power;
      const kept = up ? [1, 2, 5].find((l) => l >= lead - 1e-9) : [5, 2].find((l) => l <= lead + 1e-9);
      return (kept ?? (up ? 10 : 1)) * power;
    };
    return [step(low, false), step(high, true)];
  }
  return [powerOfTen(Math.floor(Math.log10(low) + 1e-6)), powerOfTen(Math.ceil(Math.log10(high) - 1e-6))];
}

function linearRange(values: Float64Array, landscapes: readonly Landscape[], cap: number | null): [number, number] {
  if (values.length === 0) return [0, cap !== null && cap > 0 ? cap : 1];
  const floor = Math.min(0, lowestOf(values, Number.NEGATIVE_INFINITY));
  const highest = highestOf(values);
  if (cap !== null && cap > floor) return [floor, highest > cap ? cap : roundUp(floor, highest)];
  const corner = lowestCorner(landscapes);
  const wanted = Math.max(areaQuantile(landscapes, values, KEPT_LINEAR), Number.isNaN(corner) ? floor : corner);
  return [floor, roundUp(floor, Math.min(highest, wanted))];
}

/** The next multiple of a tick step; 1 above a floor that is also the highest value. */
function roundUp(floor: number, high: number): number {
  if (!(high > floor)) return floor + 1;
  const step = niceStep(high - floor, 5);
  return floor + Number((Math.ceil((high - floor) / step - 1e-9) * step).toPrecision(12));
}

/** The loss itself as height, coloured by its logarithm from the power of ten under the lowest; where all is low, colours reach further than the box. */
function lossScale(values: Float64Array, landscapes: readonly Landscape[], cap: number | null, previous: HeightScale | null): HeightScale {
  const highest = highestOf(values);
  const kept = previous?.cut ? previous.max : 0;
  const wanted = cap ?? Math.max(UNCUT, kept, highest > UNCUT ? powerAbove(areaQuantile(landscapes, values, KEPT_LOG)) : 0);
  const floor = Math.min(0, lowestOf(values, Number.NEGATIVE_INFINITY) || 0, previous?.min ?? 0);
  const top = Math.max(topOf(floor, highest), previous && values.length > 0 ? previous.max : floor);
  const cut = highest > wanted && wanted > floor;
  const max = wanted > floor ? Math.min(top, wanted) : top;
  const high = max > LOG_FLOOR ? max : 1;
  const lowest = Math.min(lowestOf(values, LOG_FLOOR) || high / 1000, high);
  const dark = Math.min(powerOfTen(Math.floor(Math.log10(lowest) + 1e-6)), previous?.colors?.min ?? Number.POSITIVE_INFINITY);
  const pale = Math.max(high, Math.min(5, 5 * high));
  return bentScale(floor, max, cut, logScale(pale < 2 * dark ? dark / 10 : dark, pale, cut));
}

function logScale(min: number, max: number, cut: boolean): HeightScale {
  const bottom = Math.log10(min);
  const span = Math.log10(max) - bottom;
  const { ticks, major } = logTicks(min, max);
  return {
    field: 'loss',
    mode: 'log',
    min,
    max,
    cut,
    ticks,
    major,
    normalise: (raw) => (raw <= min ? 0 : (Math.log10(raw) - bottom) / span),
  };
}

/** A linear scale from `min` to `max`. */
export function linearScale(field: FieldId, min: number, max: number, cut: boolean): HeightScale {
  const ticks = linearTicks(min, max, 5);
  const major = ticks.length > 3 ? ticks.filter((_, i) => i % 2 === 0) : ticks;
  return { field, mode: 'linear', min, max, cut, ticks, major, normalise: (raw) => (raw - min) / (max - min) };
}
