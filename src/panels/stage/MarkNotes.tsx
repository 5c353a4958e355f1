import { useApp } from '../../app/store';
import { highestBetween } from '../../experiment/barrier';
import type { Landscape } from '../../experiment/landscape';
import { formatLoss } from '../../i18n/format';
import type { PlaneMark } from '../../views/types';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { useRunNames } from '../names';
import { useText } from '../text';
import { paneMarks } from './pane-marks';

/** How high the loss rises on the straight ways between the checkpoints that a plane is drawn through, pane by pane; nothing where it is not known. */
export function MarkNotes() {
  const t = useText();
  const recipes = useApp((state) => state.document.panes);
  const names = useRunNames();
  const notes = useResults().flatMap(({ snapshot: { landscape } }, pane) => {
    const marks = paneMarks(recipes[pane], landscape, names[pane] ?? []);
    const barriers = landscape ? barriersOf(landscape, marks) : [];
    if (barriers.length === 0) return [];
    const list = barriers.map(({ from, to, loss }) =>
      t('marks.barrier', { loss: formatLoss(loss), way: t('marks.between', { from, to }) }),
    );
    const sentence = t('marks.barriers', { list: list.join(t('shell.comma')) });
    return [recipes.length > 1 ? `${letterOf(pane)}: ${sentence}` : sentence];
  });
  return notes.map((note) => (
    <p key={note} className="prose">
      {note}
    </p>
  ));
}

/** A way that rises no more than this above its higher end has no hill: interpolation gives as much. */
const CLEARLY = 1.05;

/** Of every two marks whose way is on the grid and rises above both. */
function barriersOf(
  landscape: Landscape,
  marks: readonly PlaneMark[],
): { readonly from: string; readonly to: string; readonly loss: number }[] {
  return marks.flatMap((from, i) =>
    marks.slice(i + 1).flatMap((to) => {
      const loss = highestBetween(landscape, from, to);
      const rises = loss !== null && loss > CLEARLY * Math.max(from.planeLoss, to.planeLoss);
      return rises ? [{ from: from.name, to: to.name, loss }] : [];
    }),
  );
}
