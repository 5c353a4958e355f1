import { results } from '../../../app/results';
import { appStore } from '../../../app/store';
import { sharedSeconds } from '../../../experiment/expected-time';
import type { Landscape } from '../../../experiment/landscape';
import { inView } from '../../../experiment/range';
import type { Document } from '../../../experiment/recipe';
import type { CheckPlane } from '../../../experiment/seed-check';
import { thinned } from '../../../experiment/sub-grid';
import { trainingPlanes } from '../../../experiment/trainings/planes';
import type { CheckPart, CheckSource } from '../check/use-check';

/** Seconds beyond which a person is asked first. */
const LONG_SECONDS = 120;

/** Other trainings of the recipes on the page: the first is the page's own. */
export const TRAININGS: CheckSource = {
  cards: (_, count) => Array.from({ length: count }, (_step, step) => step),
  planes: planesOf,
  known: onPage,
  compute(planes, onPart, signal) {
    return appStore.getState().computeTrainings(planes, onPart, signal);
  },
  waits: (planes) => expectedSeconds(planes) > LONG_SECONDS,
};

function planesOf(document: Document, count: number): CheckPlane[] {
  return trainingPlanes(inView(document), count, (pane) => results.pane(pane).snapshot.landscape?.axes ?? null);
}

/** Seconds that planes should take here, with the trainings of their nets: rough. */
export function expectedSeconds(planes: readonly CheckPlane[]): number {
  const { workers } = appStore.getState().device;
  return sharedSeconds(
    planes.map(({ recipe }) => recipe),
    workers,
  );
}

/** What the page shows of its own training, on the points that are compared. */
function onPage({ pane, card, recipe }: CheckPlane): CheckPart | null {
  if (card > 0) return null;
  const { snapshot, of } = results.pane(pane);
  const shown = inView(appStore.getState().document).panes[pane];
  if (!snapshot.landscape || of?.recipe !== shown) return null;
  const landscape = onFewer(snapshot.landscape, recipe.grid.alpha.points);
  return landscape && { landscape, complete: true, trained: null, curve: snapshot.curves[recipe.origin.run] ?? [] };
}

/** The same landscape gives the same object, so that its map is not drawn again. */
function onFewer(landscape: Landscape, points: number): Landscape | null {
  const known = fewer.get(landscape);
  if (known?.axes[0].points === points) return known;
  const made = thinned(landscape, points);
  if (made) fewer.set(landscape, made);
  return made;
}

const fewer = new WeakMap<Landscape, Landscape>();
