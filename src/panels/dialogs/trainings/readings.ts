import type { Known } from '../../../experiment/headline/reading';
import type { Landscape } from '../../../experiment/landscape';
import { inView, rangeOf } from '../../../experiment/range';
import type { Document } from '../../../experiment/recipe';
import { EMPTY_PANE } from '../../../experiment/snapshot';
import type { TrainingReading } from '../../../experiment/trainings/summary';
import { readingOf } from '../../readings';
import type { CheckedPlane } from '../check/use-check';

/** What is known of the planes of one training; null while one of them is still to come. */
export function trainingOf(document: Document, planes: readonly CheckedPlane[]): TrainingReading | null {
  const known = planes.map((plane) => planeReading(document, plane));
  return known.every((reading) => reading !== null) ? known : null;
}

/** What the headline would read of a plane; null while it is not complete. */
export function planeReading(document: Document, { pane, recipe, landscape, complete, curve }: CheckedPlane): Known | null {
  if (!landscape || !complete) return null;
  const before = readings.get(landscape);
  if (before) return before;
  const curves = recipe.runs.map((_, run) => (run === recipe.origin.run ? curve : []));
  const near = rangeOf(document, pane) === 'near';
  const reading = readingOf(
    inView(document),
    pane,
    { snapshot: { ...EMPTY_PANE, curves, landscape }, curvature: null },
    { sharpening: null, near },
  );
  if (!reading.statistics) return null;
  const known = { ...reading, statistics: reading.statistics };
  readings.set(landscape, known);
  return known;
}

const readings = new WeakMap<Landscape, Known>();
