import type { StepId } from '../../app/state';
import type { Document } from '../../experiment/recipe';
import { dataRows } from './data-rows';
import { directionsRows } from './directions-rows';
import { differs, panesWith, type Row } from './fields';
import { netRows } from './net-rows';
import { surfaceRows } from './surface-rows';
import { trainingRows } from './training-rows';

export interface StepSpec {
  readonly id: StepId;
  /** i18n key. */
  readonly label: string;
  /** `chosenRun` is the run that settings of runs are for; null for all. */
  rows(document: Document, chosenRun?: number | null): Row[];
}

/** The recipe in the order in which it is cooked. */
export const STEPS: readonly StepSpec[] = [
  { id: 'data', label: 'rail.step.data', rows: dataRows },
  { id: 'net', label: 'rail.step.net', rows: netRows },
  { id: 'training', label: 'rail.step.training', rows: trainingRows },
  { id: 'directions', label: 'rail.step.directions', rows: directionsRows },
  { id: 'surface', label: 'rail.step.surface', rows: surfaceRows },
];

/** Rows of a step that some pane has now. */
export function presentRows(step: StepSpec, document: Document, chosenRun: number | null = null): Row[] {
  return step.rows(document, chosenRun).filter((row) => row.fields.some((field) => panesWith(field, document).length > 0));
}

/** Rows a person can change: a choice with a single option is none. */
export function shownRows(step: StepSpec, document: Document, chosenRun: number | null = null): Row[] {
  return presentRows(step, document, chosenRun).filter((row) => {
    const spec = row.fields[0]?.spec(document, 0);
    return spec?.kind !== 'choice' || spec.options.length > 1;
  });
}

/** Whether anything on a step differs between the panes. */
export function stepDiffers(step: StepSpec, document: Document): boolean {
  return presentRows(step, document).some((row) => row.fields.some((field) => differs(field, document)));
}
