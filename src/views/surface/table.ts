import type { Landscape } from '../../experiment/landscape';
import { formatCoordinate, formatLoss, formatNumber, formatPercent } from '../../i18n/format';
import { coordinateOf, spread } from '../probe-steps';
import { t } from '../text';
import type { TextTable, ViewPane } from '../types';

const SIDE = 5;

/** Index of the lowest finite evaluated value, −1 if there is none. */
function lowestIndex(values: Float32Array, done: Uint8Array): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (done[i] > 0 && Number.isFinite(values[i]) && (best < 0 || values[i] < values[best])) best = i;
  }
  return best;
}

/** A coarse table of the surface and its lowest point, highest β first, as it lies on the plot. "–" where nothing has been evaluated. */
export function surfaceTable(pane: ViewPane): TextTable {
  const { landscape, scale } = pane;
  if (landscape?.axes.length !== 2) return { caption: t('surface.tableEmpty'), head: [], rows: [] };
  const values = fieldOf(landscape, scale.field);
  const say = (i: number): string =>
    landscape.done[i] === 0 ? '–' : scale.field === 'accuracy' ? formatPercent(values[i]) : formatLoss(values[i]);
  const [alpha, beta] = landscape.axes;
  const columns = spread(alpha.points, SIDE);
  const lowest = lowestIndex(values, landscape.done);
  const iAlpha = lowest % alpha.points;
  const iBeta = Math.floor(lowest / alpha.points);
  return {
    caption: t('surface.tableCaption', {
      field: t(scale.field === 'loss' ? 'surface.loss' : 'surface.accuracy'),
      points: `${formatNumber(alpha.points)} × ${formatNumber(beta.points)}`,
      lowest: lowest < 0 ? '–' : say(lowest),
      alpha: lowest < 0 ? '–' : formatCoordinate(coordinateOf(alpha, iAlpha)),
      beta: lowest < 0 ? '–' : formatCoordinate(coordinateOf(beta, iBeta)),
    }),
    head: [t('surface.tableCorner'), ...columns.map((i) => formatCoordinate(coordinateOf(alpha, i)))],
    rows: spread(beta.points, SIDE)
      .reverse()
      .map((j) => [formatCoordinate(coordinateOf(beta, j)), ...columns.map((i) => say(j * alpha.points + i))]),
  };
}

/** The raw values that a scale's field names. */
export function fieldOf(landscape: Landscape, field: 'loss' | 'accuracy'): Float32Array {
  return field === 'loss' ? landscape.loss : landscape.accuracy;
}
