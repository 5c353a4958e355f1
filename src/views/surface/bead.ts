import type { ProbeMark } from './probe-mark';
import type { SvgPainter } from './svg-painter';

/** Radius of the bead at the trained weights, scene units, and of the ring around it, px. */
export const BEAD_RADIUS = 0.028;
const RING = 11;
const LEAST = 3.6;
const CASING = '#11161C';
/** Of the bead and its ring where a wall is before them. */
const THROUGH_WALLS = 0.5;

/** The trained weights as a lit bead, seen through walls; `ring` also where nothing else is pointed at. `radius` is the bead's, px. */
export function paintBead(painter: SvgPainter, { x, y, hidden }: ProbeMark, radius: number, unit: number, ring: boolean): void {
  const r = Math.max(LEAST * unit, radius);
  const opacity = hidden ? THROUGH_WALLS : 1;
  if (ring) {
    const circle = { cx: x, cy: y, r: RING * unit, fill: 'none', opacity };
    painter.draw('bead ring casing', 'circle', { ...circle, stroke: CASING, 'stroke-width': 3.4 * unit, 'stroke-opacity': 0.28 });
    painter.draw('bead ring', 'circle', { ...circle, stroke: '#FFFFFF', 'stroke-width': 1.7 * unit });
  }
  painter.draw('bead casing', 'circle', { cx: x, cy: y, r: r + 0.8 * unit, fill: CASING, opacity: 0.55 * opacity });
  // Lit from the upper left: shade, body and light of one sphere.
  painter.draw('bead shade', 'circle', { cx: x, cy: y, r, fill: '#A3947A', opacity });
  painter.draw('bead body', 'circle', { cx: x - r * 0.1, cy: y - r * 0.12, r: r * 0.84, fill: '#D9CBA6', opacity });
  painter.draw('bead light', 'circle', { cx: x - r * 0.24, cy: y - r * 0.28, r: r * 0.5, fill: '#FFEDC2', opacity });
}

/** A line from a mark to its label: white, in a dark casing that shows it on a pale page; dotted where a wall is before it. */
export function paintStem(painter: SvgPainter, mark: ProbeMark, clear: number, unit: number): void {
  for (const [i, { x1, y1, x2, y2, hidden }] of mark.stem.entries()) {
    // What stands at the foot of the stem stays free of it.
    const free = i === 0 ? Math.min(1, clear / Math.max(1e-6, Math.hypot(x2 - x1, y2 - y1))) : 0;
    const line = { x1: x1 + (x2 - x1) * free, y1: y1 + (y2 - y1) * free, x2, y2, 'stroke-linecap': 'round' } as const;
    const dash = hidden ? { 'stroke-dasharray': `0.1 ${4.5 * unit}` } : {};
    const width = hidden ? 2 : 1.6;
    painter.draw(`stem casing ${i}`, 'line', {
      ...line,
      ...dash,
      stroke: CASING,
      'stroke-opacity': 0.5,
      'stroke-width': (width + 1.6) * unit,
    });
    painter.draw(`stem ${i}`, 'line', { ...line, ...dash, stroke: '#FFFFFF', 'stroke-width': width * unit });
  }
}
