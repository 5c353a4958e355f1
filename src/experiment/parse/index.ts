import { CAMERA_FIELDS, CAMERA_VIEWS, CAP, MAX_PANES, SHARED_FIELDS } from '../fields';
import { presetOf } from '../presets/ids';
import { type Camera, DOCUMENT_VERSION, type Document, type Problem, type Recipe, type Shared } from '../recipe';
import { ABSENT, type Absent } from './absent';
import { migrations } from './migrations';
import { join, type PlainObject, Reader, shown } from './reader';
import { readRecipe } from './recipe';

export type DocumentResult =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly problems: readonly Problem[] };
export type RecipeResult = { readonly ok: true; readonly recipe: Recipe } | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * A document from an untrusted value, e.g. parsed JSON. Values that are absent are what its version means by that, never the defaults of today;
 * anything unknown, of a wrong type or out of bounds is a problem. Never throws.
 */
export function parseDocument(value: unknown): DocumentResult {
  const reader = new Reader(absentOf(value));
  const current = migrate(reader, value);
  if (!current) return { ok: false, problems: reader.problems };
  const object = reader.object(current, '', ['version', 'preset', 'panes', 'shared']);
  const panes = reader.list(object.panes, 'panes', 1, MAX_PANES);
  if (object.panes === undefined) reader.report('panes', 'problems.noPanes');
  const document: Document = {
    version: DOCUMENT_VERSION,
    preset: readPreset(reader, object.preset),
    panes: (panes ?? []).map((pane, i) => readRecipe(reader, pane, join('panes', i))),
    shared: readShared(reader, object.shared),
  };
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, document };
}

/** One pane's recipe from an untrusted value, by the same rules as {@link parseDocument}. It has no version, so what is absent is a default. */
export function parseRecipe(value: unknown): RecipeResult {
  const reader = new Reader();
  if (value === undefined) reader.report('', 'problems.type.object', { got: shown(value) });
  const recipe = readRecipe(reader, value, '');
  return reader.problems.length > 0 ? { ok: false, problems: reader.problems } : { ok: true, recipe };
}

/** What the version that a value claims to be of means where it says nothing. {@link migrate} says what is wrong with the version. */
function absentOf(value: unknown): Absent | null {
  const version =
    typeof value === 'object' && value !== null && Object.hasOwn(value, 'version') ? (value as PlainObject).version : undefined;
  return typeof version === 'number' && Object.hasOwn(ABSENT, version) ? ABSENT[version] : null;
}

/** The document in the present version's form, or null after a problem. */
function migrate(reader: Reader, value: unknown): PlainObject | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reader.report('', 'problems.noDocument', { got: shown(value) });
    return null;
  }
  let document = value as PlainObject;
  const version = Object.hasOwn(document, 'version') ? document.version : undefined;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    reader.report('version', 'problems.noVersion', { got: shown(version) });
    return null;
  }
  if (version > DOCUMENT_VERSION) {
    reader.report('version', 'problems.newerVersion', { got: version, known: DOCUMENT_VERSION });
    return null;
  }
  for (let from = version; from < DOCUMENT_VERSION; from++) document = migrations[from](document);
  return document;
}

/** A preset only names a document, so one that a later version no longer has leaves the document without a name. */
function readPreset(reader: Reader, value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return presetOf(value)?.id ?? '';
  reader.report('preset', 'problems.type.text', { got: shown(value) });
  return '';
}

function readShared(reader: Reader, value: unknown): Shared {
  const object = reader.object(value, 'shared', [...Object.keys(SHARED_FIELDS), 'camera', 'cap']);
  const fields = reader.params(object, 'shared', SHARED_FIELDS, reader.absent?.fields.shared);
  const { cap = null } = object;
  const { view, height, ...others } = fields as unknown as Omit<Shared, 'camera' | 'cap'>;
  return {
    view,
    camera: readCamera(reader, object.camera),
    height,
    cap: cap === null ? null : (reader.param(cap, join('shared', 'cap'), CAP) as number),
    ...others,
  };
}

/** A view by its name, or a camera with all its numbers. */
function readCamera(reader: Reader, value: unknown): Shared['camera'] {
  const path = join('shared', 'camera');
  const view = CAMERA_VIEWS.find((id) => id === value);
  if (view) return view;
  if (typeof value === 'string') reader.report(path, 'problems.choice', { options: CAMERA_VIEWS.join(', '), got: shown(value) });
  const object = typeof value === 'string' ? {} : reader.object(value, path, Object.keys(CAMERA_FIELDS));
  return reader.params(object, path, CAMERA_FIELDS, reader.absent?.fields.camera) as unknown as Camera;
}
