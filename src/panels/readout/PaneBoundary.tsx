import { useApp } from '../../app/store';
import type { Boundary } from '../../experiment/landscape';
import { BoundaryPlot, boundaryCaption } from '../../views/boundary';
import { useResult } from '../app';
import { letterOf } from '../letters';

/** The decision boundary of a pane for the weights under the probe. */
export function PaneBoundary({ pane, boundary, size }: { pane: number; boundary: Boundary | null; size: number }) {
  const { dataset } = useResult(pane);
  const theme = useApp((state) => state.theme);
  return (
    <div className="boundary">
      <BoundaryPlot boundary={boundary} dataset={dataset} theme={theme} size={size} name={letterOf(pane)} />
    </div>
  );
}

/** Which inputs the boundary is drawn on, where there are more than two. */
export function BoundaryNote({ boundary }: { boundary: Boundary | null }) {
  const { dataset } = useResult(0);
  const text = boundary && dataset ? boundaryCaption(boundary, dataset) : '';
  return text === '' ? null : <p className="reading-note">{text}</p>;
}
