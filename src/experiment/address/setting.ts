import type { ParamSpec, ParamValue } from '../../catalog/params';

/** One name of an address: how its text becomes a value of `S`, and is written from it. */
export interface Setting<S> {
  /** Published: it keeps its name and its meaning for ever. */
  readonly name: string;
  /** `of` with the value of a text; null where the text is no value here. */
  read(text: string, of: S): S | null;
  /** The value as text: letters, digits and . , : + - only. Null where `of` has no such value, or not one that a text can say. */
  write(of: S): string | null;
}

/** A value of a schema by its text, within the schema's bounds; undefined where it is none. */
export function parseValue(text: string, spec: ParamSpec): ParamValue | undefined {
  if (spec.kind === 'choice') return spec.options.some(({ id }) => id === text) ? text : undefined;
  if (spec.kind === 'flag') return FLAGS.get(text.toLowerCase());
  const number = parseNumber(text);
  if (number === null || number < spec.min || number > spec.max || (spec.integer && !Number.isInteger(number))) return undefined;
  return number;
}

/** A decimal number, with an exponent or not; null for any other text. −0 is 0. */
export function parseNumber(text: string): number | null {
  if (!/^[+-]?(\d{1,20}\.?\d{0,20}|\.\d{1,20})(e[+-]?\d{1,3})?$/i.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number + 0 : null;
}

/** A value as {@link parseValue} reads it. */
export function writeValue(value: ParamValue): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value);
}

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['on', true],
  ['off', false],
  ['yes', true],
  ['no', false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

/** A setting that is one value of a schema. `spec` and `get` say null and undefined where `of` has none. */
export function valueSetting<S>(
  name: string,
  spec: ParamSpec | ((of: S) => ParamSpec | null),
  get: (of: S) => ParamValue | undefined,
  set: (of: S, value: ParamValue) => S,
): Setting<S> {
  return {
    name,
    read(text, of) {
      const schema = typeof spec === 'function' ? spec(of) : spec;
      const value = schema ? parseValue(text, schema) : undefined;
      return value === undefined ? null : set(of, value);
    },
    write(of) {
      const value = get(of);
      return value === undefined ? null : writeValue(value);
    },
  };
}
