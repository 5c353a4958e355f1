import { defaultDocument } from '../defaults';
import { tidied } from '../link/arrival';
import { presetOf } from '../presets/ids';
import { offersRanges } from '../range';
import type { Document, Problem } from '../recipe';
import { settleRecipe } from '../settle';
import { PANE_SETTINGS } from './pane-settings';
import type { Setting } from './setting';
import { roundedCamera, SHARED_SETTINGS } from './shared-settings';

/** What an address gave. */
export interface Addressed {
  /** The preset it names; null where there is none of that name: the document is then the one that the page opens with. */
  readonly preset: string | null;
  readonly document: Document;
  /** What was not understood, and what that means: two texts to show. Null where all was. */
  readonly note: { readonly title: Problem; readonly detail: Problem } | null;
}

/** Longest fragment that is read as an address, and settings in it. */
const MAX_LENGTH = 2000;
const MAX_SETTINGS = 100;
/** Names told of one address. */
const MAX_TOLD = 6;

/** Whether a fragment (with or without "#") is an address by a preset's name, not a link with a recipe. */
export function isAddress(fragment: string): boolean {
  return /^#?[a-z][a-z0-9-]{0,60}(&|$)/i.test(tidied(fragment.slice(0, MAX_LENGTH)));
}

/**
 * The experiment that an address names: `PRESET` or `PRESET&name=value…` (docs/links.md has the names). What is unknown or out of bounds is left out and
 * named in a note. Never throws.
 */
export function parseAddress(fragment: string): Addressed {
  const [name = '', ...settings] = tidied(fragment.slice(0, MAX_LENGTH)).split('&', MAX_SETTINGS);
  const preset = presetOf(name.toLowerCase());
  if (!preset) return { preset: null, document: defaultDocument(), note: noteOf('unknownPreset', 'why', { name: shortened(name) }) };
  const base = preset.build();
  const wanted = new Map<string, string>();
  const leftOut = new Set<string>();
  for (const setting of settings.filter((text) => text !== '')) {
    const at = setting.indexOf('=');
    const key = (at < 0 ? setting : setting.slice(0, at)).toLowerCase();
    if (at < 0 || at === setting.length - 1 || !KNOWN.has(key)) leftOut.add(shortened(setting));
    else wanted.set(key, setting.slice(at + 1));
  }
  const document = settled(apply(base, wanted, leftOut));
  // A value that another one does not allow has been replaced by the nearest that is possible.
  if (wanted.has(RANGE) && !offersRanges(document)) leftOut.add(shortened(`${RANGE}=${wanted.get(RANGE)}`));
  for (const [key, text] of wanted) if (!says(document, base, key, text)) leftOut.add(shortened(`${key}=${text}`));
  const told = [...leftOut];
  const more = told.length > MAX_TOLD ? ['…'] : [];
  const names = [...told.slice(0, MAX_TOLD), ...more].join(', ');
  return { preset: preset.id, document, note: told.length > 0 ? noteOf('leftOut', 'names', { names, count: told.length }) : null };
}

/**
 * The address of a document by its preset and what differs from it, without "#"; null where that does not say all: panes or names were changed, or runs of
 * one pane apart. The camera is rounded.
 */
export function formatAddress(document: Document): string | null {
  const preset = presetOf(document.preset);
  if (!preset) return null;
  const parts = [preset.id];
  let reached = preset.build();
  if (reached.panes.length !== document.panes.length) return null;
  const add = (name: string, text: string): void => {
    parts.push(`${name}=${text}`);
    reached = apply(reached, new Map([[name, text]]), new Set());
  };
  for (const setting of PANE_SETTINGS) {
    const texts = document.panes.map((pane) => setting.write(pane));
    const before = reached.panes.map((pane) => setting.write(pane));
    if (texts.every((text, i) => text === before[i])) continue;
    const isOne = texts.every((text) => text === texts[0]);
    const [one = null] = isOne ? texts : [texts.map((text, i) => (text === null || text === before[i] ? '' : text)).join(',')];
    if (one !== null) add(setting.name, one);
  }
  for (const setting of SHARED_SETTINGS) {
    const text = setting.write(document.shared);
    // Where there is nothing to choose the name would say what cannot be.
    const isPossible = setting.name !== RANGE || offersRanges(document);
    if (isPossible && text !== null && text !== setting.write(reached.shared)) add(setting.name, text);
  }
  return same(settled(reached), document) ? parts.join('&') : null;
}

const KNOWN: ReadonlySet<string> = new Set([...PANE_SETTINGS, ...SHARED_SETTINGS].map(({ name }) => name));

/** The setting that only panes with two ranges have. */
const RANGE = 'range';

/** Names of all settings, in the order in which they are read. */
export const SETTING_NAMES: readonly string[] = [...KNOWN];

function shortened(text: string): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '�');
  return clean.length > 40 ? `${clean.slice(0, 39)}…` : clean;
}

function noteOf(key: string, detail: string, values: Problem['values']): Addressed['note'] {
  const title = { path: 'link', key: `share.address.${key}`, values };
  return { title, detail: { ...title, key: `${title.key}.${detail}` } };
}

/** A document with settings, in the table's order whatever the address's. Texts that are no values go to `leftOut`. */
function apply(document: Document, wanted: ReadonlyMap<string, string>, leftOut: Set<string>): Document {
  let { panes, shared } = document;
  const take = <S>(setting: Setting<S>, text: string, of: S): S => {
    const next = setting.read(text, of);
    if (next === null) leftOut.add(shortened(`${setting.name}=${text}`));
    return next ?? of;
  };
  for (const setting of PANE_SETTINGS) {
    const text = wanted.get(setting.name);
    if (text === undefined) continue;
    const texts = textsFor(text, panes.length);
    if (!texts) leftOut.add(shortened(`${setting.name}=${text}`));
    else panes = panes.map((pane, i) => (texts[i] === '' ? pane : take(setting, texts[i] as string, pane)));
  }
  for (const setting of SHARED_SETTINGS) {
    const text = wanted.get(setting.name);
    if (text !== undefined) shared = take(setting, text, shared);
  }
  return { ...document, panes, shared };
}

/** One text for each pane: `10,30` in their order, an empty one leaves its pane as it is; a single one is for all. Null for another number. */
function textsFor(text: string, panes: number): readonly string[] | null {
  const texts = text.split(',');
  if (texts.length === 1) return new Array<string>(panes).fill(text);
  return texts.length === panes ? texts : null;
}

/** Whether a document has the value that a text asked for. */
function says(document: Document, base: Document, name: string, text: string): boolean {
  const pane = PANE_SETTINGS.find((setting) => setting.name === name);
  if (pane) {
    const texts = textsFor(text, document.panes.length);
    return document.panes.every((recipe, i) => {
      const wanted = texts?.[i];
      return !wanted || agrees(pane, recipe, wanted);
    });
  }
  const shared = SHARED_SETTINGS.find((setting) => setting.name === name);
  return shared !== undefined && (agrees(shared, document.shared, text) || shared.read(text, base.shared) === null);
}

/** Reading the text again changes nothing. */
function agrees<S>(setting: Setting<S>, of: S, text: string): boolean {
  const again = setting.read(text, of);
  return again !== null && setting.write(again) === setting.write(of);
}

function settled(document: Document): Document {
  return { ...document, panes: document.panes.map(settleRecipe) };
}

/** Whether two documents are one experiment seen alike, up to the rounding of the camera. */
function same(a: Document, b: Document): boolean {
  const round = (document: Document) => ({ ...document, shared: { ...document.shared, camera: roundedCamera(document.shared.camera) } });
  return equal(round(a), round(b));
}

function equal(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  const keys = Object.keys(a);
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key as keyof typeof a], b[key as keyof typeof b]))
  );
}
