import { MAX_PANES } from '../experiment/fields';
import type { Document } from '../experiment/recipe';

/** One pane more: a copy of the last, so that "the same, but" is one change. Its name is computed again. Unchanged at the limit. */
export function addPane(document: Document): Document {
  const last = document.panes.at(-1);
  if (!last || document.panes.length >= MAX_PANES) return document;
  return { ...document, panes: [...document.panes, { ...last, name: '' }] };
}

/** One pane less. The last one stays. */
export function removePane(document: Document, pane: number): Document {
  if (document.panes.length <= 1) return document;
  return { ...document, panes: document.panes.filter((_, index) => index !== pane) };
}
