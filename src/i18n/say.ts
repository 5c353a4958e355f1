import { t } from '.';
import { formatNumber } from './format';

/** A key and its values, some of which are such texts themselves (experiment/phrase.ts). */
interface Sayable {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number | Sayable>>;
  readonly asGiven?: boolean;
}

/** A phrase in the present language, numbers formatted for people. */
export function say(phrase: Sayable): string {
  const entries = Object.entries(phrase.values).map(([name, value]) => [name, textOf(name, value)] as const);
  return t(phrase.key, Object.fromEntries(entries));
}

/** A phrase that stands on its own: its first letter is a capital, but for a person's own words. */
export function sayAlone(phrase: Sayable): string {
  const text = say(phrase);
  if (phrase.asGiven) return text;
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function textOf(name: string, value: string | number | Sayable): string | number {
  if (typeof value === 'object') return say(value);
  // `count` chooses the plural form and has to stay a number.
  if (typeof value === 'string' || name === 'count') return value;
  return formatQuantity(value);
}

/** A setting or a result with at most four digits after its first: 120, 0.003, 1e−8. */
function formatQuantity(value: number): string {
  if (!Number.isFinite(value) || Number.isInteger(value)) return formatNumber(value);
  const size = Math.abs(value);
  if (size < 1e-4) return String(Number(value.toPrecision(3))).replaceAll('-', '−');
  const digits = Math.max(0, 4 - Math.max(0, Math.floor(Math.log10(size)) + 1));
  const rounded = Number(value.toFixed(size < 1 ? Math.ceil(-Math.log10(size)) + 3 : digits));
  return formatNumber(rounded, Math.min(20, String(rounded).split('.')[1]?.length ?? 0));
}
