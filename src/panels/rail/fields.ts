import type { ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../../catalog/params';
import type { Document, Recipe } from '../../experiment/recipe';
import { settleRecipe } from '../../experiment/settle';

/** One setting of the document: where it is read and written. The rail draws all of them alike. */
export interface Field {
  readonly id: string;
  /** i18n key. */
  readonly label: string;
  /** True where it belongs to all panes and cannot differ. */
  readonly shared: boolean;
  /** Its schema in a pane; undefined where that pane has no such setting now. */
  spec(document: Document, pane: number): ParamSpec | undefined;
  /** Only called where there is a spec. */
  read(document: Document, pane: number): ParamValue;
  write(document: Document, pane: number, value: ParamValue): Document;
  /** What each of a pane's runs has, for a setting of runs; `read` is the first. */
  each?(document: Document, pane: number): readonly ParamValue[];
  /** i18n key of why it cannot be set now; null where it can. */
  reason?(document: Document, pane: number): string | null;
  /** The same for one option of a choice. */
  optionReason?(document: Document, pane: number, option: string): string | null;
}

/** Settings on one line: one, or two that belong together (from … to …). */
export interface Row {
  readonly id: string;
  /** i18n key. */
  readonly label: string;
  readonly fields: readonly Field[];
  /** What stands between two fields. */
  readonly between?: string;
  /** i18n key of a line below. */
  readonly note?: string;
}

/** A row with one field, named by it. */
export function single(field: Field, note?: string): Row {
  return { id: field.id, label: field.label, fields: [field], ...(note ? { note } : {}) };
}

/** The document with one pane's recipe changed. */
export function changePane(document: Document, pane: number, change: (recipe: Recipe) => Recipe): Document {
  return { ...document, panes: document.panes.map((recipe, index) => (index === pane ? change(recipe) : recipe)) };
}

interface PaneFieldOptions {
  readonly id: string;
  readonly label: string;
  readonly spec: ParamSpec | ((recipe: Recipe) => ParamSpec | undefined);
  readonly read: (recipe: Recipe) => ParamValue;
  readonly write: (recipe: Recipe, value: never) => Recipe;
  readonly each?: (recipe: Recipe) => readonly ParamValue[];
  readonly reason?: (recipe: Recipe) => string | null;
  readonly optionReason?: (recipe: Recipe, option: string) => string | null;
}

/** A setting that each pane has for itself. */
export function paneField({ id, label, spec, read, write, each, reason, optionReason }: PaneFieldOptions): Field {
  const recipeOf = (document: Document, pane: number): Recipe => {
    const recipe = document.panes[pane];
    if (!recipe) throw new RangeError(`There is no pane ${pane}.`);
    return recipe;
  };
  return {
    id,
    label,
    shared: false,
    spec: (document, pane) => (typeof spec === 'function' ? spec(recipeOf(document, pane)) : spec),
    read: (document, pane) => read(recipeOf(document, pane)),
    write: (document, pane, value) => changePane(document, pane, (recipe) => write(recipe, value as never)),
    ...(each ? { each: (document: Document, pane: number) => each(recipeOf(document, pane)) } : {}),
    ...(reason ? { reason: (document: Document, pane: number) => reason(recipeOf(document, pane)) } : {}),
    ...(optionReason
      ? { optionReason: (document: Document, pane: number, option: string) => optionReason(recipeOf(document, pane), option) }
      : {}),
  };
}

/** A setting of all panes together. */
export function sharedField(options: {
  readonly id: string;
  readonly label: string;
  readonly spec: ParamSpec | ((shared: Document['shared']) => ParamSpec | undefined);
  readonly read: (shared: Document['shared']) => ParamValue;
  readonly write: (shared: Document['shared'], value: never) => Document['shared'];
}): Field {
  const { id, label, spec, read, write } = options;
  return {
    id,
    label,
    shared: true,
    spec: (document) => (typeof spec === 'function' ? spec(document.shared) : spec),
    read: (document) => read(document.shared),
    write: (document, _pane, value) => ({ ...document, shared: write(document.shared, value as never) }),
  };
}

/** Fields of a catalog entry's own parameters: the union over the panes, each pane with the schema of the entry that it chose. */
export function paramFields(
  prefix: string,
  document: Document,
  specsOf: (recipe: Recipe) => ParamSpecs,
  valuesOf: (recipe: Recipe) => ParamValues,
  write: (recipe: Recipe, values: ParamValues) => Recipe,
): Field[] {
  const labels = new Map<string, string>();
  for (const recipe of document.panes) {
    for (const [id, spec] of Object.entries(specsOf(recipe))) if (!labels.has(id)) labels.set(id, spec.label);
  }
  return [...labels].map(([id, label]) =>
    paneField({
      id: `${prefix}.${id}`,
      label,
      spec: (recipe) => {
        const spec = specsOf(recipe)[id];
        return spec?.when && !spec.when(valuesOf(recipe)) ? undefined : spec;
      },
      read: (recipe) => valuesOf(recipe)[id] as ParamValue,
      write: (recipe, value: ParamValue) => write(recipe, { ...valuesOf(recipe), [id]: value }),
    }),
  );
}

/** Panes that have this setting now. */
export function panesWith(field: Field, document: Document): number[] {
  return document.panes.map((_, pane) => pane).filter((pane) => field.spec(document, pane) !== undefined);
}

/** Whether its value differs between the panes that have it, or only some have it. */
export function differs(field: Field, document: Document): boolean {
  if (field.shared) return false;
  const panes = panesWith(field, document);
  const values = (pane: number): string => JSON.stringify(field.each?.(document, pane) ?? field.read(document, pane));
  return panes.some((pane) => values(pane) !== values(panes[0] as number));
}

/** The values of a pane's runs where they are not all the same; null where they are. */
export function mixedValues(field: Field, document: Document, pane: number): readonly ParamValue[] | null {
  if (field.spec(document, pane) === undefined) return null;
  const values = field.each?.(document, pane) ?? [];
  return values.some((value) => value !== values[0]) ? values : null;
}

/** Gives all these panes one value. */
export function writeAll(field: Field, document: Document, panes: readonly number[], value: ParamValue): Document {
  return panes.reduce((changed, pane) => field.write(changed, pane, value), document);
}

/** Every pane gets the value of the first pane that has the setting. */
export function makeEqual(row: Row, document: Document): Document {
  return row.fields.reduce((changed, field) => {
    const panes = panesWith(field, changed);
    return panes.length === 0 ? changed : writeAll(field, changed, panes, field.read(changed, panes[0] as number));
  }, document);
}

/** The document with every recipe brought back within the limits between its values, after one of them changed. */
export function settled(document: Document): Document {
  const panes = document.panes.map(settleRecipe);
  return panes.every((pane, index) => pane === document.panes[index]) ? document : { ...document, panes };
}
