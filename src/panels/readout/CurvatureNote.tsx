import { useApp } from '../../app/store';
import type { CurvatureMap } from '../../experiment/curvature-map';
import { formatCoordinate, formatLoss } from '../../i18n/format';
import { coordinateOf, indexOf } from '../../views/probe-steps';
import { useResults } from '../app';
import { letterOf } from '../letters';
import { useText } from '../text';

/** The ends of the spectrum, with their bounds, at the point of each pane's curvature map that is nearest to the probe. */
export function CurvatureNote() {
  const t = useText();
  const probe = useApp((state) => state.probe) ?? { alpha: 0, beta: 0 };
  return useResults().map(({ curvature }, pane) => {
    const at = curvature && nearest(curvature, probe);
    if (!curvature || !at || curvature.done[at.index] === 0) return null;
    const number = (field: 'largest' | 'smallest' | 'largestBound' | 'smallestBound') => formatLoss(curvature[field][at.index] as number);
    const values = {
      letter: letterOf(pane),
      largest: number('largest'),
      largestBound: number('largestBound'),
      smallest: number('smallest'),
      smallestBound: number('smallestBound'),
    };
    const where = t('curvature.readingAt', { alpha: formatCoordinate(at.alpha), beta: formatCoordinate(at.beta) });
    return (
      <p className="reading-note" key={values.letter} title={where}>
        {t('curvature.reading', values)}
      </p>
    );
  });
}

function nearest({ axes: [a, b] }: CurvatureMap, { alpha, beta }: { alpha: number; beta: number }) {
  if (!a || !b) return null;
  const i = Math.min(a.points - 1, Math.max(0, Math.round(indexOf(a, alpha))));
  const j = Math.min(b.points - 1, Math.max(0, Math.round(indexOf(b, beta))));
  return { index: j * a.points + i, alpha: coordinateOf(a, i), beta: coordinateOf(b, j) };
}
