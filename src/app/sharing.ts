import type { CurvatureMap } from '../experiment/curvature-map';
import type { EncodedLink, LinkOptions } from '../experiment/link/codec';
import { withMinima } from '../experiment/minima';
import { inView, recipeBeyond } from '../experiment/range';
import type { Document } from '../experiment/recipe';
import type { Snapshot } from '../experiment/snapshot';
import type { LinkSize, MadeLink } from './actions';
import type { Memory } from './memory';
import { knownOf } from './panes';

/** The document with its own results and, where `mapOf` has one, the curvature map of each plane; what is on the screen only as a stale picture of an earlier recipe stays out. */
export function snapshotOf(memory: Memory, document: Document, mapOf: (pane: number) => CurvatureMap | null = () => null): Snapshot {
  const { directionSeed } = document.shared;
  const panes = inView(document).panes.map((recipe, pane) => {
    const snapshot = withMinima(knownOf(memory, recipe, directionSeed, recipeBeyond(document, pane)).snapshot);
    const curvature = mapOf(pane);
    return snapshot.landscape && curvature?.phase === 'done' ? { ...snapshot, curvature } : snapshot;
  });
  return { document, panes };
}

/** The link at an address (without fragment) that an encoded snapshot makes. */
export function linkTo(address: string, { fragment, leftOut, surface, parts }: EncodedLink): MadeLink {
  const url = `${address}#${fragment}`;
  return { url, characters: url.length, leftOut: leftOut.map(({ key, values }) => ({ path: 'link', key, values })), surface, parts };
}

/** What a link of a size at an address (without fragment) may hold. The size stays below the limit that it is named for. */
export function linkOptions(address: string, size: LinkSize): LinkOptions {
  return size === 'recipe' ? { results: false } : { results: true, budget: size - 1 - address.length - 1 };
}

/** A file name that says what is inside. */
export function fileName(document: Document, extension: string): string {
  return `${document.preset || 'loss-landscape'}.${extension}`;
}
