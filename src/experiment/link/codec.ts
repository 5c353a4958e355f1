import { disagreement } from '../agreement';
import { parseDocument } from '../parse';
import { inView } from '../range';
import type { Document, Problem, Recipe } from '../recipe';
import { EMPTY_PANE, type PaneSnapshot, type Snapshot } from '../snapshot';
import { isHarmless, tidied } from './arrival';
import { base64UrlLength, fromBase64Url, isBase64Url, toBase64Url } from './base64url';
import { cutTo, type LeftOut, STEPS, size } from './cut';
import { type Decoded, decodeV1 } from './v1';
import { decodeV2, encodeV2 } from './v2';

export type { LeftOut } from './cut';

/** Characters that a link with results may take without the page's address, where nothing else is said: 8,000 in all. */
export const LINK_BUDGET = 7_800;

/** Version that new links are written in, and every version that can be read. A version, once here, stays. */
const NEWEST = 2;
const DECODERS: ReadonlyMap<number, (bytes: Uint8Array) => Decoded> = new Map([
  [1, decodeV1],
  [2, decodeV2],
]);

/** Longest fragment that is looked at: twice what version 1 can write. */
const MAX_FRAGMENT = 200_000;

export interface EncodedLink {
  /** Without "#": the version, a dot, base64url. */
  readonly fragment: string;
  /** What the snapshot has and the link does not, by i18n key. */
  readonly leftOut: readonly LeftOut[];
  /** Grid that the first surface in the link is drawn from ("33 × 33"), null where none travels. */
  readonly surface: string | null;
  /** What else the reader gets. */
  readonly parts: readonly LinkPart[];
}

/** What a link may hold besides its recipe and the surface in view. */
export type LinkPart = 'curves' | 'boundary' | 'accuracy' | 'paths' | 'otherRange';

export interface LinkOptions {
  /** False for the recipe alone. */
  readonly results: boolean;
  /** Most characters of the fragment; {@link LINK_BUDGET} unless given. What does not fit is left out and named. */
  readonly budget?: number;
}

/** A snapshot as a link's fragment. Takes about 20 ms for two panes of 33 × 33 points. */
export function encodeLink(snapshot: Snapshot, { results, budget = LINK_BUDGET }: LinkOptions): EncodedLink {
  const recipeOnly = (leftOut: readonly LeftOut[]): EncodedLink => ({
    fragment: write(encodeV2(snapshot, false)),
    leftOut,
    surface: null,
    parts: [],
  });
  const hasResults = snapshot.panes.some(
    (pane) => pane.landscape || pane.otherRange || pane.boundary || pane.curves.length > 0 || pane.checkpoints.length > 0,
  );
  if (!hasResults) return recipeOnly([]);
  if (!results) return recipeOnly([{ key: 'share.leftOut.results', values: {} }]);
  for (const limits of STEPS) {
    const kept = cutTo(snapshot, limits);
    const fragment = write(encodeV2(kept.snapshot, true));
    if (fragment.length > budget) continue;
    const first = kept.snapshot.panes.find((pane) => pane.landscape)?.landscape;
    return { fragment, leftOut: kept.leftOut, surface: first ? size(first) : null, parts: partsOf(kept.snapshot.panes) };
  }
  return recipeOnly([{ key: 'share.leftOut.results', values: {} }]);
}

const HAS: Readonly<Record<LinkPart, (pane: PaneSnapshot) => boolean>> = {
  curves: (pane) => pane.curves.some((curve) => curve.length > 0),
  boundary: (pane) => pane.boundary !== null,
  accuracy: ({ landscape }) => landscape?.accuracy.some((share) => !Number.isNaN(share)) ?? false,
  paths: ({ landscape }) => (landscape?.paths?.length ?? 0) > 0,
  otherRange: (pane) => Boolean(pane.otherRange),
};

function partsOf(panes: readonly PaneSnapshot[]): LinkPart[] {
  return (Object.keys(HAS) as LinkPart[]).filter((part) => panes.some(HAS[part]));
}

function write(bytes: Uint8Array): string {
  return `${NEWEST}.${toBase64Url(bytes)}`;
}

/** What a link gave. `title` and `detail` are texts to show: what happened, then why and what to do. */
export type DecodedLink =
  | { readonly ok: true; readonly snapshot: Snapshot; readonly hasResults: boolean; readonly notes: readonly Problem[] }
  | {
      readonly ok: false;
      /** The recipe with empty panes where that much arrived, else null. */
      readonly partial: Snapshot | null;
      readonly title: Problem;
      readonly detail: Problem;
    };

/**
 * Opens a link's fragment, with or without its "#". Never throws, whatever it is given. What mail programs and chats put in, in front and behind is
 * skipped. `addressLength` counts the characters before the fragment, so that lengths told are those of the whole link.
 */
export function decodeLink(fragment: string, addressLength = 0): DecodedLink {
  const text = tidied(fragment.slice(0, MAX_FRAGMENT));
  const match = /^(\d{1,9})\./.exec(text);
  if (!match) return failed(problem('notALink'));
  const version = Number(match[1]);
  const decode = DECODERS.get(version);
  if (!decode) return failed(version > NEWEST ? problem('newer', { version, known: NEWEST }) : problem('notALink'));
  const start = match[0].length;
  let end = start;
  while (end < text.length && isBase64Url(text[end] as string)) end++;
  const letters = text.slice(start, end);
  const tail = text.slice(end);
  const first = decode(fromBase64Url(letters));
  const completed =
    version < NEVER_DROPPED && first.fault === 'short' && isHarmless(tail) ? withDroppedEnd(letters, first.expectedBytes, decode) : null;
  const decoded = completed ?? first;
  const expected = decoded.expectedBytes === 0 ? 0 : start + base64UrlLength(decoded.expectedBytes);
  // A stranger in the middle of the text ends it early, but the text is not short.
  const isShort = decoded.fault === 'short' && (text.length < expected || expected === 0);
  const lengths = { received: addressLength + end, total: addressLength + expected };
  if (decoded.document === undefined) {
    if (!isShort) return failed(problem('changedAll'));
    return failed(expected === 0 ? problem('tooShort') : problem('shortAll', lengths));
  }
  const parsed = parseDocument(decoded.document);
  if (!parsed.ok) return failed(parsed.problems[0] ?? problem('changedAll'));
  const { document } = parsed;
  if (decoded.fault || (decoded.panes && !agree(document, decoded.panes))) {
    return {
      ok: false,
      partial: withoutResults(document),
      title: arrived(decoded.surfaces),
      detail: isShort ? problem('short', lengths) : problem('changed'),
    };
  }
  const snapshot = decoded.panes ? { document, panes: decoded.panes } : withoutResults(document);
  const notes = thinnedNotes(snapshot);
  if (completed) notes.push(problem('endMended'));
  if (end > expected || !isHarmless(tail)) notes.push(problem('strangers', { count: text.length - expected }));
  return { ok: true, snapshot, hasResults: decoded.panes !== null, notes };
}

/** Characters at a link's end that programs which look for addresses in a text take for punctuation. */
const DROPPED = ['_', '-'] as const;
/** Links from this version on never end in one. */
const NEVER_DROPPED = 2;
/** Most of them that are put back. */
const MAX_DROPPED = 3;

/** What a link gives that has lost its last characters where those were such; null where that does not make it whole. */
function withDroppedEnd(letters: string, expectedBytes: number, decode: (bytes: Uint8Array) => Decoded): Decoded | null {
  const missing = base64UrlLength(expectedBytes) - letters.length;
  if (missing < 1 || missing > MAX_DROPPED) return null;
  for (let choice = 0; choice < 2 ** missing; choice++) {
    const ending = Array.from({ length: missing }, (_, i) => DROPPED[(choice >> i) & 1]).join('');
    const decoded = decode(fromBase64Url(letters + ending));
    if (decoded.fault === null) return decoded;
  }
  return null;
}

function agree(document: Document, panes: readonly PaneSnapshot[]): boolean {
  return panes.length === document.panes.length && panes.every((pane, i) => disagreement(document.panes[i] as Recipe, pane) === null);
}

function withoutResults(document: Document): Snapshot {
  return { document, panes: document.panes.map(() => EMPTY_PANE) };
}

function problem(key: string, values: Problem['values'] = {}): Problem {
  return { path: 'link', key: `share.link.${key}`, values };
}

function failed(detail: Problem): DecodedLink {
  return { ok: false, partial: null, title: problem('unreadable'), detail };
}

function arrived(surfaces: number): Problem {
  const key = ['recipeWithoutResults', 'recipeWithoutSurface', 'recipeWithoutTwoSurfaces'][surfaces] ?? 'recipeWithoutSurfaces';
  return problem(key, { surfaces });
}

/** What a person should know of surfaces on fewer points than their recipes ask for: one note for each kind of thinning. */
function thinnedNotes({ document: given, panes }: Snapshot): Problem[] {
  const document = inView(given);
  const thinned = panes.flatMap(({ landscape }, i) => {
    const grid = document.panes[i]?.grid;
    if (!landscape || !grid) return [];
    const asked = size({ axes: landscape.axes.length === 1 ? [grid.alpha] : [grid.alpha, grid.beta] });
    return asked === size(landscape) ? [] : [{ from: asked, to: size(landscape) }];
  });
  const kinds = new Map(thinned.map((values) => [`${values.from} ${values.to}`, values]));
  return [...kinds.values()].map((values) => problem('thinned', values));
}
