import type { EncodedLink } from '../experiment/link/codec';
import type { Document } from '../experiment/recipe';
import type { Snapshot } from '../experiment/snapshot';
import type { MadeLink } from './actions';
import type { Memory } from './memory';
import { knownOf } from './panes';

/** The document with its own results; what is on the screen only as a stale picture of an earlier recipe stays out. */
export function snapshotOf(memory: Memory, document: Document): Snapshot {
  return { document, panes: document.panes.map((recipe) => knownOf(memory, recipe, document.shared.directionSeed).snapshot) };
}

/** The link at an address (without fragment) that an encoded snapshot makes. */
export function linkTo(address: string, { fragment, leftOut, surface }: EncodedLink): MadeLink {
  const url = `${address}#${fragment}`;
  return { url, characters: url.length, leftOut: leftOut.map(({ key, values }) => ({ path: 'link', key, values })), surface };
}

/** A file name that says what is inside. */
export function fileName(document: Document, extension: string): string {
  return `${document.preset || 'loss-landscape'}.${extension}`;
}
