import { formatAddress, isAddress, parseAddress } from '../../experiment/address';
import { decodeLink, encodeLink } from '../../experiment/link/codec';
import type { Document } from '../../experiment/recipe';
import { EMPTY_PANE } from '../../experiment/snapshot';

/** The address (without "#") of a document: by its preset's name where that can say it, else a link with the recipe alone. */
function addressOf(document: Document): string {
  const snapshot = { document, panes: document.panes.map(() => EMPTY_PANE) };
  return formatAddress(document) ?? encodeLink(snapshot, { results: false }).fragment;
}

/** How addresses are read and written. Not needed before the first paint: fetched when first used. */
export const addressWords = { addressOf, isAddress, parseAddress, decodeLink };
export type AddressWords = typeof addressWords;
