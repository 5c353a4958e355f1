import type { Known } from '../headline/reading';
import { findTrouble, type Trouble } from '../headline/trouble';
import { rangeOf } from '../range';
import type { Document } from '../recipe';
import type { Compared } from '../spread/scales';
import { trainingPanes } from './planes';

/** What is known of one training: its panes' readings, those of {@link trainingPanes} in order. */
export type TrainingReading = readonly Known[];

/** One measure over all trainings that count. */
export interface Measured {
  readonly measure: Compared;
  /** By pane, then by training. */
  readonly values: readonly (readonly number[])[];
}

/** What the headline compares: over the near range how flat, over the far one how rough. The document as it is kept, not as it is looked at. */
export function comparedMeasures(document: Document): readonly Compared[] {
  const near = trainingPanes(document).every((pane) => rangeOf(document, pane) === 'near');
  return near ? ['flat', 'error'] : ['roughness', 'minima', 'error'];
}

/** A measure of one net and its surface; NaN where it is not known. */
export function measureOf(measure: Compared, { statistics, flatShare, testError }: Known): number {
  if (measure === 'flat') return flatShare ?? Number.NaN;
  if (measure === 'error') return testError ?? Number.NaN;
  return statistics[measure];
}

/** Why a training does not count: what keeps its panes from being compared (headline/trouble.ts). Null where it counts. */
export function troubleOfTraining(document: Document, training: TrainingReading): Trouble | null {
  const panes = trainingPanes(document);
  const found = findTrouble({ panes: panes.map((pane) => document.panes[pane]) }, training);
  return found && { ...found, pane: panes[found.pane] };
}

/** The measures over those trainings that count; one that is not known of all of them is left away. */
export function measuredOf(document: Document, trainings: readonly TrainingReading[]): Measured[] {
  const counted = trainings.filter((training) => troubleOfTraining(document, training) === null);
  return comparedMeasures(document).flatMap((measure) => {
    const values = trainingPanes(document).map((_, pane) => counted.map((training) => measureOf(measure, training[pane])));
    return values.flat().every(Number.isFinite) ? [{ measure, values }] : [];
  });
}
