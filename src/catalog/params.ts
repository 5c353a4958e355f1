/**
 * Schemas of what a person can set on a catalog entry. They drive validation, defaults, controls,
 * links and diffs alike, so a new entry needs no other code. Labels are i18n keys.
 */
export type ParamSpec = NumberParam | ChoiceParam | FlagParam;

interface Since<T> {
  /**
   * What documents and links mean that were written before this setting existed. A setting added to an entry (or a table of fields) that people already
   * have has one, and keeps it whatever its default becomes.
   */
  readonly absent?: T;
}

export interface NumberParam extends Since<number> {
  readonly kind: 'number';
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly integer?: boolean;
  /** Slider spacing: logarithmic for rates and decays. A log slider with min 0 keeps 0 as its left end. */
  readonly scale?: 'linear' | 'log';
  /** Increment of the control; any value in range is valid. */
  readonly step?: number;
  /** The control is shown only when this holds; the value is kept either way. */
  readonly when?: (values: ParamValues) => boolean;
}

export interface ChoiceParam extends Since<string> {
  readonly kind: 'choice';
  readonly label: string;
  readonly options: readonly ChoiceOption[];
  readonly default: string;
  readonly when?: (values: ParamValues) => boolean;
}

export interface ChoiceOption {
  readonly id: string;
  readonly label: string;
  /** i18n key of one line that says what it is, shown where it is chosen. */
  readonly about?: string;
}

export interface FlagParam extends Since<boolean> {
  readonly kind: 'flag';
  readonly label: string;
  readonly default: boolean;
  readonly when?: (values: ParamValues) => boolean;
}

export type ParamSpecs = Readonly<Record<string, ParamSpec>>;
export type ParamValue = number | string | boolean;
export type ParamValues = Readonly<Record<string, ParamValue>>;

/** The values that a schema's defaults give. */
export function defaultParams(specs: ParamSpecs): ParamValues {
  return Object.fromEntries(Object.entries(specs).map(([id, spec]) => [id, spec.default]));
}

/** Reads a number written by a schema; throws if the recipe was not parsed against that schema. */
export function numberOf(values: ParamValues, id: string): number {
  const value = values[id];
  if (typeof value !== 'number') throw new TypeError(`Parameter "${id}" is not a number.`);
  return value;
}

/** Reads a choice; throws if the recipe was not parsed against its schema. */
export function choiceOf(values: ParamValues, id: string): string {
  const value = values[id];
  if (typeof value !== 'string') throw new TypeError(`Parameter "${id}" is not a choice.`);
  return value;
}

/** Reads a flag; throws if the recipe was not parsed against its schema. */
export function flagOf(values: ParamValues, id: string): boolean {
  const value = values[id];
  if (typeof value !== 'boolean') throw new TypeError(`Parameter "${id}" is not a flag.`);
  return value;
}
