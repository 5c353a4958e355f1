import type { EncodedLink, LinkOptions } from '../experiment/link/codec';
import type { Document } from '../experiment/recipe';
import type { Snapshot } from '../experiment/snapshot';
import type { MadeLink } from './actions';
import type { Memory } from './memory';
import { knownOf } from './panes';

/** Most characters of a whole link: what chat programs and mail let through. */
const LINK_CHARACTERS = 8000;

/** The document with its own results; what is on the screen only as a stale picture of an earlier recipe stays out. */
export function snapshotOf(memory: Memory, document: Document): Snapshot {
  return { document, panes: document.panes.map((recipe) => knownOf(memory, recipe, document.shared.directionSeed).snapshot) };
}

/** A link at `address` (without fragment) to a snapshot. */
export function linkTo(
  address: string,
  snapshot: Snapshot,
  results: boolean,
  encodeLink: (snapshot: Snapshot, options: LinkOptions) => EncodedLink,
): MadeLink {
  const budget = LINK_CHARACTERS - 1 - address.length - 1;
  const { fragment, leftOut, surface } = encodeLink(snapshot, { results, budget });
  const url = `${address}#${fragment}`;
  return { url, characters: url.length, leftOut: leftOut.map(({ key, values }) => ({ path: 'link', key, values })), surface };
}

/** A file name that says what is inside. */
export function fileName(document: Document, extension: string): string {
  return `${document.preset || 'loss-landscape'}.${extension}`;
}
