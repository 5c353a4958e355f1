import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../../catalog/params';
import type { Problem } from '../recipe';
import type { Absent } from './absent';

/** Problems told of one document; a hostile one is not worth more. */
const MAX_PROBLEMS = 20;
const MAX_SHOWN = 40;

export type PlainObject = Readonly<Record<string, unknown>>;

/**
 * Reads untrusted values against schemas. It never throws: whatever does not fit becomes one problem, and another value stands in for
 * it, so that one look finds all problems. Only a result without problems may be used.
 */
export class Reader {
  readonly problems: Problem[] = [];

  /** `absent` is what the document's version means where it says nothing; null for what has no version, which means the defaults of today. */
  constructor(readonly absent: Absent | null = null) {}

  report(path: string, key: string, values: Problem['values'] = {}): void {
    if (this.problems.length < MAX_PROBLEMS) this.problems.push({ path, key, values: { field: path, ...values } });
  }

  /** The object's own values; an absent object is an empty one. One problem for a wrong type, one for the first unknown key. */
  object(value: unknown, path: string, keys: readonly string[]): PlainObject {
    if (value === undefined) return {};
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.report(path, 'problems.type.object', { got: shown(value) });
      return {};
    }
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown !== undefined) this.report(join(path, shown(unknown)), 'problems.unknownField');
    return Object.fromEntries(keys.filter((key) => Object.hasOwn(value, key)).map((key) => [key, (value as PlainObject)[key]]));
  }

  /** A list of min … max entries, or null where it is absent or no such list. */
  list(value: unknown, path: string, min: number, max: number): readonly unknown[] | null {
    if (value === undefined) return null;
    if (Array.isArray(value) && value.length >= min && value.length <= max) return value;
    if (Array.isArray(value)) this.report(path, 'problems.listLength', { min, max, got: value.length });
    else this.report(path, 'problems.type.list', { got: shown(value) });
    return null;
  }

  /** One value of a schema; the default (`fallback` if given) where it is absent. */
  param(value: unknown, path: string, spec: ParamSpec, fallback: ParamValue = spec.default): ParamValue {
    if (value === undefined) return fallback;
    switch (spec.kind) {
      case 'number':
        if (typeof value !== 'number' || !Number.isFinite(value)) {
          this.report(path, 'problems.type.number', { got: shown(value) });
        } else if (value < spec.min || value > spec.max) {
          this.report(path, 'problems.range', { min: spec.min, max: spec.max, got: value });
        } else if (spec.integer && !Number.isInteger(value)) {
          this.report(path, 'problems.integer', { got: value });
        } else return value + 0; // −0 becomes 0, which is all that JSON keeps of it
        return fallback;
      case 'choice':
        if (typeof value === 'string' && spec.options.some((option) => option.id === value)) return value;
        this.report(path, 'problems.choice', { options: spec.options.map((option) => option.id).join(', '), got: shown(value) });
        return fallback;
      case 'flag':
        if (typeof value === 'boolean') return value;
        this.report(path, 'problems.type.flag', { got: shown(value) });
        return fallback;
    }
  }

  /** All values of a schema from an object's own keys; `literals` are those that the document's version has for absent ones. */
  params(object: PlainObject, path: string, specs: ParamSpecs, literals: ParamValues | undefined): ParamValues {
    return Object.fromEntries(
      Object.entries(specs).map(([id, spec]) => [id, this.param(object[id], join(path, id), spec, this.unsaid(id, spec, literals))]),
    );
  }

  /** The value of a setting that a document does not name. */
  unsaid(id: string, spec: ParamSpec, literals: ParamValues | undefined): ParamValue {
    if (literals && Object.hasOwn(literals, id)) return literals[id];
    return this.absent === null ? spec.default : (spec.absent ?? spec.default);
  }
}

/** A path one level deeper. */
export function join(path: string, key: string | number): string {
  return path === '' ? `${key}` : `${path}.${key}`;
}

/** A value as a short text without control characters, to name in a problem. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return '[…]';
  if (typeof value === 'object' && value !== null) return '{…}';
  if (typeof value === 'function') return 'ƒ';
  const text = typeof value === 'string' ? value : String(value);
  const clean = text.slice(0, MAX_SHOWN).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�');
  return text.length > MAX_SHOWN ? `${clean}…` : clean;
}
