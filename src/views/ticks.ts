import { formatCoordinate, formatNumber } from '../i18n/format';

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Powers of ten within [min, max], both positive and included up to rounding. */
export function decades(min: number, max: number): number[] {
  const first = Math.ceil(Math.log10(min) - 1e-9);
  const last = Math.floor(Math.log10(max) + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => powerOfTen(first + i));
}

/** 10^exponent, correctly rounded: `10 ** -3` is not 0.001 in every engine. */
export function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

/** The 1, 2 or 5 times a power of ten that divides `span` into about `count` steps. */
export function niceStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = powerOfTen(Math.floor(Math.log10(rough)));
  const lead = rough / power;
  const factor = lead < Math.SQRT2 ? 1 : lead < Math.sqrt(10) ? 2 : lead < Math.sqrt(50) ? 5 : 10;
  return factor * power;
}

/** Multiples of a 1-2-5 step within [min, max]; about `count` of them. */
export function linearTicks(min: number, max: number, count: number): number[] {
  if (!(max > min)) return [min];
  const step = niceStep(max - min, count);
  const first = Math.ceil(min / step - 1e-6);
  const last = Math.floor(max / step + 1e-6);
  return Array.from({ length: last - first + 1 }, (_, i) => clean((first + i) * step));
}

/**
 * Readable ticks of a log axis from `min` to `max`, both positive: powers of ten over three decades or more, 1-3 over one or more, else 1-2-5 steps.
 * `major` are those that keep their number where space is short, the highest among them: it is where a plot may be cut off.
 */
export function logTicks(min: number, max: number): { ticks: number[]; major: number[] } {
  const span = Math.log10(max / min);
  if (span >= 2.99) {
    const ticks = decades(min, max);
    const every = ticks.length <= 10 ? 2 : ticks.length <= 15 ? 3 : 5;
    return { ticks, major: ticks.filter((_, i) => (ticks.length - 1 - i) % every === 0) };
  }
  if (span >= 1) {
    const first = Math.floor(Math.log10(min));
    const candidates = Array.from({ length: Math.ceil(span) + 2 }, (_, i) => [
      powerOfTen(first + i),
      clean(3 * powerOfTen(first + i)),
    ]).flat();
    const ticks = candidates.filter((tick) => tick >= min * (1 - 1e-9) && tick <= max * (1 + 1e-9));
    const major = ticks.filter((tick) => isPowerOfTen(tick));
    return { ticks, major: major.length > 1 ? major : ticks };
  }
  const ticks = linearTicks(min, max, 5);
  return { ticks, major: ticks };
}

/** A tick's number: as short as it can be, 10⁶ from a million up and from 10⁻⁵ down, narrow spaces in 10 000. */
export function formatTick(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && Number.isFinite(value) && (size >= 999_999.5 || size < 9.9e-5)) return scientific(value);
  if (size >= 1e4 || value === 0 || !Number.isFinite(value)) return formatNumber(value);
  const digits = Math.min(8, Math.max(0, 3 - Math.floor(Math.log10(size))));
  return formatNumber(value, digits).replace(/\.(\d*?)0+$/, (_match, kept: string) => (kept === '' ? '' : `.${kept}`));
}

/** A tick of a height scale: a loss, or a share as a percentage. */
export function formatHeight(field: 'loss' | 'accuracy', value: number): string {
  return field === 'loss' ? formatTick(value) : `${formatTick(value * 100)}\u202f%`;
}

/** A coordinate tick; falls back on more digits where two decimals would hide the difference between ticks. */
export function formatCoordinateTick(value: number, step: number): string {
  return step >= 0.0099 ? formatCoordinate(value) : formatTick(value);
}

/** About how wide a text is in Inter with tabular figures, pixels. */
export function labelWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const letter of text) em += letterWidth(letter);
  return em * fontSize;
}

function letterWidth(letter: string): number {
  if (/[\d\u2212+=∞]/.test(letter)) return 0.63;
  if (/[ .,·:'|il\u202f]/.test(letter)) return 0.28;
  if (/[\u2e80-\uffff]/.test(letter)) return 1;
  return letter === '%' ? 0.85 : 0.57;
}

/**
 * Which ticks get a number: all where they fit, else the major ones, else every k-th of those (the first and, if there is room, the last kept).
 * `place` gives a tick's position and `size` its extent along the axis, both in pixels; numbers stay `gap` pixels apart.
 */
export function fitLabels(
  ticks: readonly number[],
  major: readonly number[],
  place: (tick: number) => number,
  size: (tick: number) => number,
  gap: number,
): number[] {
  for (const [set, sparsest] of [[ticks, 1] as const, [major, major.length] as const]) {
    for (let every = 1; every <= sparsest; every++) {
      const kept = set.filter((_, i) => i % every === 0);
      if (kept.length > 0 && kept.every((tick, i) => i === 0 || clear(kept[i - 1], tick, place, size, gap))) return kept;
    }
  }
  return [];
}

function clear(a: number, b: number, place: (tick: number) => number, size: (tick: number) => number, gap: number): boolean {
  return Math.abs(place(b) - place(a)) >= (size(a) + size(b)) / 2 + gap;
}

function isPowerOfTen(value: number): boolean {
  return Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;
}

/** Removes the binary dust of a product: 0.30000000000000004 → 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

function scientific(value: number): string {
  const [lead, power] = value.toExponential(2).split('e') as [string, string];
  const exponent = Number(power);
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  const base = `10${exponent < 0 ? '⁻' : ''}${digits}`;
  const factor = Number(lead);
  return factor === 1 ? base : factor === -1 ? `\u2212${base}` : `${formatTick(factor)}·${base}`;
}
