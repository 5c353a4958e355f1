import { basinWidth } from '../../experiment/basin';
import type { Landscape } from '../../experiment/landscape';
import { formatNumber } from '../../i18n/format';
import { indexOf } from '../probe-steps';
import { t } from '../text';

/** How far the basins of lines along different random directions reach, in words; null for a single line or while points are to come. */
export function widthsInWords(landscapes: readonly Landscape[]): string | null {
  if (landscapes.length < 2) return null;
  const widths = landscapes.map(widthOf);
  if (widths.some((width) => width === null)) return null;
  const known = widths.filter((width) => width !== null && width !== Number.POSITIVE_INFINITY) as number[];
  const count = landscapes.length;
  if (known.length === 0) return t('lines.allBeyond', { count });
  const [min, max] = [Math.min(...known), Math.max(...known)].map((width) => formatNumber(width, 2));
  const range = min === max ? min : `${min}–${max}`;
  const beyond = count - known.length;
  return t(beyond > 0 ? 'lines.widthsBeyond' : 'lines.widths', { count, range, beyond });
}

/** Width of the basin along a line; infinite where it ends beyond the range. Null while points are to come. */
function widthOf(landscape: Landscape): number | null {
  const [axis] = landscape.axes;
  const centre = landscape.loss[Math.min(axis.points - 1, Math.max(0, Math.round(indexOf(axis, 0))))];
  const width = basinWidth(landscape, 0, centre);
  if (width === null) return null;
  return width.left === null || width.right === null ? Number.POSITIVE_INFINITY : width.right - width.left;
}
