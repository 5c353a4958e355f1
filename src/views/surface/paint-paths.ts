import { markerOf } from '../markers';
import { labelWidth } from '../ticks';
import type { PathMarks, PathStop } from './path-marks';
import { stackLabels } from './place-labels';
import type { SvgPainter } from './svg-painter';

const CASING = '#11161C';
/** Of what lies below or behind the surface. */
const HIDDEN_OPACITY = 0.66;

/** Draws paths over a pane: casing, coloured line, drop lines to the surface, beads, and a named marker where each run stands. */
export function paintPaths(painter: SvgPainter, paths: readonly PathMarks[], unit: number): void {
  for (const { key, pieces, stops, hasHead } of paths) {
    const opacityOf = (hidden: boolean): number => (hidden ? HIDDEN_OPACITY : 1);
    for (const [i, { x1, y1, x2, y2, hidden, passed }] of pieces.entries()) {
      if (!passed) continue;
      const casing = {
        x1,
        y1,
        x2,
        y2,
        stroke: CASING,
        'stroke-width': 5.2 * unit,
        'stroke-linecap': 'round',
        opacity: 0.9 * opacityOf(hidden),
      };
      painter.draw(`${key} casing ${i}`, 'line', casing);
    }
    for (const [i, { x1, y1, x2, y2, color: own, hidden, passed }] of pieces.entries()) {
      const width = (passed ? 3.2 : 1.2) * unit;
      const line = { x1, y1, x2, y2, stroke: own, 'stroke-width': width, 'stroke-linecap': 'round', opacity: opacityOf(hidden) };
      painter.draw(`${key} line ${i}`, 'line', line);
    }
    for (const [i, { x, y, footX, footY, hidden }] of stops.entries()) {
      const stem = { x1: x, y1: y, x2: footX, y2: footY, stroke: '#FFFFFF', 'stroke-width': unit, opacity: opacityOf(hidden) };
      painter.draw(`${key} stem ${i}`, 'line', stem);
    }
    const beads = hasHead ? stops.slice(0, -1) : stops;
    for (const [i, { x, y, hidden, point }] of beads.entries()) {
      const bead = {
        cx: x,
        cy: y,
        r: (point.epoch === 0 ? 4.5 : 2.4) * unit,
        fill: '#FFFFFF',
        stroke: CASING,
        'stroke-width': 1.3 * unit,
        opacity: opacityOf(hidden),
      };
      painter.draw(`${key} bead ${i}`, 'circle', bead);
    }
  }
  const heads = paths.flatMap((path) => {
    const head = path.hasHead ? path.stops.at(-1) : undefined;
    return head ? [{ path, head }] : [];
  });
  for (const { path, head } of heads) paintMarker(painter, path, head, unit);
  paintNames(painter, heads, unit);
}

function paintMarker(painter: SvgPainter, { key, run, color }: PathMarks, { x, y, hidden }: PathStop, unit: number): void {
  const marker = {
    d: markerOf(run),
    transform: `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${(6 * unit).toFixed(2)})`,
    fill: color,
    stroke: CASING,
    'stroke-width': 0.3,
    'stroke-linejoin': 'round',
    opacity: hidden ? HIDDEN_OPACITY : 1,
  };
  painter.draw(`${key} head`, 'path', marker);
}

/** Right of the markers; where runs end close together, one below the other. */
function paintNames(
  painter: SvgPainter,
  heads: readonly { readonly path: Pick<PathMarks, 'key' | 'name'>; readonly head: PathStop }[],
  unit: number,
): void {
  const named = heads.flatMap(({ path: { key, name }, head }) => (name === null ? [] : [{ key, name, x: head.x + 10 * unit, y: head.y }]));
  const heights = stackLabels(
    named.map(({ name, x, y }) => {
      const width = labelWidth(name, 11.5 * unit);
      return { x: x + width / 2, y, width, height: 14 * unit };
    }),
  );
  for (const [i, { key, name, x }] of named.entries()) {
    const label = {
      x,
      y: heights[i] + 4 * unit,
      'font-size': 11.5 * unit,
      'font-weight': 600,
      fill: '#FFFFFF',
      stroke: CASING,
      'stroke-opacity': 0.8,
      'stroke-width': 3 * unit,
      'stroke-linejoin': 'round',
      'paint-order': 'stroke',
    };
    painter.draw(`${key} name`, 'text', label, name);
  }
}
