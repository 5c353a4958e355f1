import type { Known } from '../headline/reading';
import type { Phrase } from '../phrase';
import { inView } from '../range';
import type { Document, Recipe } from '../recipe';
import { SHOWN_BY } from '../spread/shares';
import { presets } from '.';

/** From this share of training seeds on, a difference is claimed. */
const SURE = 0.95;

/** What a ready experiment found, in its own sentence; null where it has none, and after a change of its recipe other than of seeds and names. */
export function findingOf(document: Document, known: readonly Known[]): Phrase | null {
  if (!isAsBuilt(document)) return null;
  return presets.get(document.preset).finding?.(document, known) ?? null;
}

/** Whether the headline may claim what differs between the panes: always, but for ready experiments whose difference too few training seeds are known to show. */
export function mayClaim(document: Document): boolean {
  return !isAsBuilt(document) || (SHOWN_BY[document.preset] ?? 0) >= SURE;
}

/** Whether a document is a ready experiment as it was built, whatever its seeds, its names and the range in view. */
function isAsBuilt({ preset, panes, shared: { range } }: Document): boolean {
  if (!presets.has(preset)) return false;
  const made = presets.get(preset).build();
  const built = inView({ ...made, shared: { ...made.shared, range } }).panes;
  return built.length === panes.length && built.every((recipe, pane) => keyOf(recipe) === keyOf(panes[pane] as Recipe));
}

function keyOf({ data, net, runs, origin, axes, grid }: Recipe): string {
  const trained = runs.map((run) => ({ ...run, seed: 0, checkpointEvery: 0 }));
  const drawn = axes.map((axis) => ({ ...axis, seed: 0 }));
  return JSON.stringify([{ ...data, seed: 0 }, net, trained, origin, drawn, grid]);
}
