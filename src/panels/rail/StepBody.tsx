import type { Document } from '../../experiment/recipe';
import { RowControl } from './RowControl';
import { type StepSpec, shownRows } from './steps';

/** The controls of an open step. */
export function StepBody({ step, document }: { step: StepSpec; document: Document }) {
  return shownRows(step, document).map((row) => <RowControl key={row.id} row={row} document={document} />);
}
