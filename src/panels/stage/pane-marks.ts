import type { Landscape } from '../../experiment/landscape';
import { marksOn } from '../../experiment/plane-marks';
import type { Recipe } from '../../experiment/recipe';
import { t } from '../../i18n';
import type { PlaneMark } from '../../views/types';

const known = new WeakMap<Landscape, { readonly recipe: Recipe; readonly names: string; readonly marks: readonly PlaneMark[] }>();

/** The marked checkpoints of a pane with their names; the same list until something of them changes, so that nothing is drawn again for nothing. */
export function paneMarks(recipe: Recipe | undefined, landscape: Landscape | null, runNames: readonly string[]): readonly PlaneMark[] {
  if (!recipe || !landscape?.paths) return NONE;
  const names = runNames.join('\n');
  const before = known.get(landscape);
  if (before?.recipe === recipe && before.names === names) return before.marks;
  const marks = marksOn(landscape, recipe).map((mark): PlaneMark => ({ ...mark, name: markName(mark, recipe, runNames) }));
  known.set(landscape, { recipe, names, marks });
  return marks;
}

const NONE: readonly PlaneMark[] = [];

function markName({ run, epoch, last }: ReturnType<typeof marksOn>[number], { runs }: Recipe, runNames: readonly string[]): string {
  const moment = t('marks.epoch', { epoch });
  if (runs.length === 1) return moment;
  const name = runNames[run] ?? '';
  return last ? name : t('marks.runEpoch', { name, moment });
}
