import type { NumberParam } from '../../catalog/params';

/** Positions of a slider: fine enough for every pixel, coarse enough for arrow keys on a log scale. */
export const SLIDER_STEPS = 200;

/** The smallest positive value on a log slider that starts at 0. */
function logFloor(spec: NumberParam): number {
  return spec.min > 0 ? spec.min : (spec.step ?? spec.max / 1e6);
}

/** Position 0 … 1 of a value on its slider. Outside the range it sits at the end. */
export function toPosition(spec: NumberParam, value: number): number {
  const clamped = Math.min(spec.max, Math.max(spec.min, value));
  if (spec.scale !== 'log') return spec.max === spec.min ? 0 : (clamped - spec.min) / (spec.max - spec.min);
  const floor = logFloor(spec);
  if (clamped < floor) return 0;
  const share = Math.log(clamped / floor) / Math.log(spec.max / floor);
  // With 0 as the left end, the first step is 0 and the rest is logarithmic.
  return spec.min > 0 ? share : (1 + share * (SLIDER_STEPS - 1)) / SLIDER_STEPS;
}

/** The value at a slider position 0 … 1, rounded to the spec's step, to an integer, or to two digits. */
export function fromPosition(spec: NumberParam, position: number): number {
  if (spec.scale === 'log') {
    if (spec.min <= 0 && position < 0.5 / SLIDER_STEPS) return spec.min;
    const floor = logFloor(spec);
    const share = spec.min > 0 ? position : (position * SLIDER_STEPS - 1) / (SLIDER_STEPS - 1);
    const raw = floor * (spec.max / floor) ** share;
    const rounded = spec.integer ? Math.round(raw) : Number(raw.toPrecision(2));
    return Math.min(spec.max, Math.max(spec.min, rounded));
  }
  const raw = spec.min + position * (spec.max - spec.min);
  const step = spec.step ?? (spec.integer ? 1 : (spec.max - spec.min) / SLIDER_STEPS);
  const rounded = spec.min + Math.round((raw - spec.min) / step) * step;
  const value = Math.min(spec.max, Math.max(spec.min, Number(rounded.toPrecision(10))));
  return spec.integer ? Math.round(value) : value;
}

/** The value one arrow key away: the next slider value that differs, so that an integer never gets stuck. */
export function nudge(spec: NumberParam, value: number, direction: 1 | -1): number {
  if (spec.integer && (spec.step ?? 1) === 1) return Math.min(spec.max, Math.max(spec.min, Math.round(value) + direction));
  if (spec.scale !== 'log' && spec.step) {
    return Math.min(spec.max, Math.max(spec.min, Number((value + direction * spec.step).toPrecision(10))));
  }
  const from = Math.round(toPosition(spec, value) * SLIDER_STEPS);
  for (let step = from + direction; step >= 0 && step <= SLIDER_STEPS; step += direction) {
    const next = fromPosition(spec, step / SLIDER_STEPS);
    if (next !== value) return next;
  }
  return value;
}

/** Why what a person typed cannot be taken: the end of an i18n key. */
export type TypedProblem = 'noNumber' | 'range' | 'integer';

/** What a person typed, as a number in range; null where it is none or outside. Accepts "−", spaces, a decimal comma, and commas between thousands. */
export function parseTyped(spec: NumberParam, text: string): number | null {
  const read = readTyped(spec, text);
  return typeof read === 'number' ? read : null;
}

/** The number that a person typed, or what is wrong with it. */
export function readTyped(spec: NumberParam, text: string): number | TypedProblem {
  const plain = withoutGroups(
    spec,
    text
      .trim()
      .replaceAll('\u2212', '-')
      .replaceAll(/[\s\u202f’']/g, ''),
  );
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return 'noNumber';
  const value = Number(plain);
  if (!Number.isFinite(value) || value < spec.min || value > spec.max) return 'range';
  return spec.integer && !Number.isInteger(value) ? 'integer' : value;
}

/** "1,000" is a thousand where whole numbers are asked for; elsewhere one comma is a decimal comma. */
function withoutGroups(spec: NumberParam, text: string): string {
  const grouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
  const several = text.indexOf(',') !== text.lastIndexOf(',');
  return grouped && (spec.integer || several || text.includes('.')) ? text.replaceAll(',', '') : text.replace(',', '.');
}

/** A setting as a person writes it: shortest digits, "−", exponent below 0.0001. */
export function settingText(value: number): string {
  const size = Math.abs(value);
  const text = size > 0 && size < 1e-4 ? value.toExponential().replace('e+', 'e') : String(Number(value.toPrecision(12)));
  return text.replaceAll('-', '\u2212');
}
