import type { Document } from '../experiment/recipe';

/** The present document with what undo and redo bring back, and what the next edit may be merged with. */
export interface History {
  readonly document: Document;
  readonly past: readonly Document[];
  readonly future: readonly Document[];
  /** Label and time of the last edit; an edit of the same label soon after it joins it. */
  readonly last: { readonly label: string; readonly at: number } | null;
}

/** Edits of one control this close together, ms, are undone together. */
const COALESCE_MS = 1000;
/** Oldest steps are dropped beyond this many. */
const MAX_STEPS = 200;

export function startHistory(document: Document): History {
  return { document, past: [], future: [], last: null };
}

/** Makes `next` the present document. `now` in ms. Returns the same history if nothing changed. */
export function pushEdit(history: History, next: Document, label: string | undefined, now: number): History {
  if (next === history.document) return history;
  // Looking around must not cost what was undone: a camera move joins the present, and redo stays possible.
  if (label === 'camera' && history.future.length > 0) return { ...history, document: next };
  const joins = label !== undefined && history.last?.label === label && now - history.last.at <= COALESCE_MS;
  const past = joins ? history.past : [...history.past, history.document].slice(-MAX_STEPS);
  return { document: next, past, future: [], last: label === undefined ? null : { label, at: now } };
}

export function undoEdit(history: History): History {
  const document = history.past.at(-1);
  if (!document) return history;
  return { document, past: history.past.slice(0, -1), future: [history.document, ...history.future], last: null };
}

export function redoEdit(history: History): History {
  const document = history.future[0];
  if (!document) return history;
  return { document, past: [...history.past, history.document], future: history.future.slice(1), last: null };
}
