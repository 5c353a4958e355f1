import { BOX_HEIGHT, FLOOR, xOf, zOf } from './frame';
import { isHidden, rawHeightAt } from './height-field';
import type { ShownSurface } from './pane-plot';
import type { Projection } from './projection';
import type { SvgPainter } from './svg-painter';

/** A little above the surface, so that it does not swallow them; scene units. */
const LIFT = 0.01;
const RADIUS = 2.4;

/** A dot in each local minimum that is counted; fainter where the surface hides it. */
export function paintMinima(marks: SvgPainter, shown: ShownSurface, projection: Projection): void {
  const { field, frame, minima } = shown;
  const { unit, eye } = projection;
  for (const [i, { alpha, beta }] of minima.entries()) {
    const [x, z] = [xOf(frame, alpha), zOf(frame, beta)];
    const height = rawHeightAt(field, x, z) * BOX_HEIGHT;
    if (Number.isNaN(height)) continue;
    const at = [x, Math.min(BOX_HEIGHT, Math.max(FLOOR, height)) + LIFT, z] as const;
    const place = projection.project([...at]);
    marks.draw(`minimum ${i}`, 'circle', {
      cx: place.x,
      cy: place.y,
      r: RADIUS * unit,
      fill: '#FFFFFF',
      stroke: '#11161C',
      'stroke-width': 1.2 * unit,
      opacity: isHidden(field, eye, [...at], 0.02) ? 0.4 : 1,
      'data-minimum': i,
    });
  }
}
