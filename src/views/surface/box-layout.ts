import { fitLabels, formatCoordinateTick, formatHeight, labelWidth, linearTicks } from '../ticks';
import type { HeightScale } from '../types';
import { BOX_HEIGHT, FLOOR, type Frame, xOf, zOf } from './frame';
import { type LabelBox, placeLabels } from './place-labels';
import type { Projection, Room, ScreenPoint, Vec3 } from './projection';

export interface BoxLine {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly kind: 'grid' | 'edge';
}

export interface BoxLabel {
  readonly key: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly kind: 'tick' | 'name';
  readonly opacity: number;
}

export interface BoxLayout {
  readonly lines: readonly BoxLine[];
  readonly labels: readonly BoxLabel[];
}

export interface BoxNames {
  readonly alpha: string;
  readonly beta: string;
  readonly height: string;
}

const TICK_SIZE = 11;
const NAME_SIZE = 12;
/** Px of an axis per tick below which its labels begin to fade, and are gone. */
const FADE = [16, 8] as const;

type Candidate = BoxLabel & LabelBox;

function fadeOf(pxPerTick: number): number {
  return Math.min(1, Math.max(0, (pxPerTick - FADE[1]) / (FADE[0] - FADE[1])));
}

function distance(a: ScreenPoint, b: ScreenPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/**
 * The box around the surface in one pane's px: the two walls behind it with their grid, the outline of the floor, ticks and names along the
 * near edges. `scale` null leaves out what only data can tell. Labels never touch; those of an axis seen end-on fade.
 */
export function layoutBox(frame: Frame, projection: Projection, scale: HeightScale | null, names: BoxNames, compact: boolean): BoxLayout {
  const { eye, project, unit } = projection;
  const { halfX, halfZ } = frame;
  const nearX = eye[0] > 0 ? halfX : -halfX;
  const nearZ = eye[2] > 0 ? halfZ : -halfZ;
  const lines: BoxLine[] = [];
  const line = (a: Vec3, b: Vec3, kind: BoxLine['kind']): void => {
    const p = project(a);
    const q = project(b);
    lines.push({ x1: p.x, y1: p.y, x2: q.x, y2: q.y, kind });
  };
  const ticksA = linearTicks(frame.alpha.min, frame.alpha.max, 5);
  const ticksB = linearTicks(frame.beta.min, frame.beta.max, 5);
  const heights = scale ? scale.ticks.map((raw) => ({ raw, y: scale.normalise(raw) * BOX_HEIGHT })) : [];

  for (const tick of ticksA) {
    const x = xOf(frame, tick);
    if (Math.abs(x) < halfX - 1e-6) line([x, FLOOR, -nearZ], [x, BOX_HEIGHT, -nearZ], 'grid');
  }
  for (const tick of ticksB) {
    const z = zOf(frame, tick);
    if (Math.abs(z) < halfZ - 1e-6) line([-nearX, FLOOR, z], [-nearX, BOX_HEIGHT, z], 'grid');
  }
  for (const { y } of heights) {
    if (y > BOX_HEIGHT - 1e-6) continue;
    line([-halfX, y, -nearZ], [halfX, y, -nearZ], 'grid');
    line([-nearX, y, -halfZ], [-nearX, y, halfZ], 'grid');
  }
  for (const z of [-halfZ, halfZ]) line([-halfX, FLOOR, z], [halfX, FLOOR, z], 'edge');
  for (const x of [-halfX, halfX]) line([x, FLOOR, -halfZ], [x, FLOOR, halfZ], 'edge');
  line([-halfX, BOX_HEIGHT, -nearZ], [halfX, BOX_HEIGHT, -nearZ], 'edge');
  line([-nearX, BOX_HEIGHT, -halfZ], [-nearX, BOX_HEIGHT, halfZ], 'edge');
  for (const [x, z] of [
    [-nearX, -nearZ],
    [nearX, -nearZ],
    [-nearX, nearZ],
  ] as const) {
    line([x, FLOOR, z], [x, BOX_HEIGHT, z], 'edge');
  }

  const candidates: Candidate[] = [
    ...floorLabels(
      projection,
      'alpha',
      ticksA,
      (value) => [xOf(frame, value), FLOOR, nearZ],
      [0, 0, Math.sign(nearZ)],
      names.alpha,
      compact,
    ),
    ...floorLabels(projection, 'beta', ticksB, (value) => [nearX, FLOOR, zOf(frame, value)], [Math.sign(nearX), 0, 0], names.beta, compact),
  ];

  const sides = [
    [nearX, -nearZ],
    [-nearX, nearZ],
  ] as const;
  const side = project([sides[0][0], 0, sides[0][1]]).x < project([sides[1][0], 0, sides[1][1]]).x ? sides[0] : sides[1];
  const top = project([side[0], BOX_HEIGHT, side[1]]);
  const foot = project([side[0], FLOOR, side[1]]);
  const fade = fadeOf(distance(top, foot) / 3);
  const screenY = (raw: number): number => project([side[0], (scale?.normalise(raw) ?? 0) * BOX_HEIGHT, side[1]]).y;
  const numbered = scale ? fitLabels(scale.ticks, scale.major, screenY, () => TICK_SIZE * unit, 0.5) : [];
  for (const { raw, y } of heights) {
    const p = project([side[0], y, side[1]]);
    const tick = (compact ? 4 : 5) * unit;
    const text = formatHeight((scale as HeightScale).field, raw);
    const width = labelWidth(text, TICK_SIZE * unit);
    lines.push({ x1: p.x - tick, y1: p.y, x2: p.x, y2: p.y, kind: 'edge' });
    if (!numbered.includes(raw)) continue;
    const x = p.x - tick - 4 * unit;
    candidates.push({
      key: `height ${raw}`,
      text,
      x,
      y: p.y,
      anchor: 'end',
      kind: 'tick',
      opacity: fade,
      width,
      height: (TICK_SIZE - 0.5) * unit,
      rank: 1,
    });
  }
  candidates.push({
    key: 'height',
    text: names.height,
    x: Math.max(top.x + 5 * unit, labelWidth(names.height, NAME_SIZE * unit) + 6 * unit),
    y: Math.max(top.y - (scale ? 17 : 14) * unit, (NAME_SIZE / 2 + 4) * unit),
    anchor: 'end',
    kind: 'name',
    opacity: fade,
    width: labelWidth(names.height, NAME_SIZE * unit),
    height: (NAME_SIZE + 2) * unit,
    rank: 0,
  });

  const shown = candidates.filter((label) => label.opacity > 0.02);
  const centred = shown.map((label) => ({ ...label, x: label.anchor === 'end' ? label.x - label.width / 2 : label.x }));
  const labels = placeLabels(centred).map((i) => {
    const { key, text, x, y, anchor, kind, opacity } = shown[i];
    return { key, text, x, y, anchor, kind, opacity };
  });
  return { lines, labels };
}

/** Px between a label and the border of its pane. */
const CLEAR = 4;

/** How far a pane's labels reach beyond it: what they need of room besides. Those that fade away need less of it, so that nothing jumps while the picture turns. */
export function overflowOf({ labels }: BoxLayout, { width, height, unit }: Pick<Projection, 'width' | 'height' | 'unit'>): Room {
  const room = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const { text, x, y, anchor, kind, opacity } of labels) {
    const size = (kind === 'name' ? NAME_SIZE : TICK_SIZE) * unit;
    const wide = labelWidth(text, size);
    const left = anchor === 'end' ? x - wide : anchor === 'middle' ? x - wide / 2 : x;
    const over = {
      left: CLEAR - left,
      right: left + wide + CLEAR - width,
      top: CLEAR - (y - size / 2),
      bottom: y + size / 2 + CLEAR - height,
    };
    for (const side of ['left', 'right', 'top', 'bottom'] as const) room[side] = Math.max(room[side], over[side] * opacity);
  }
  return room;
}

/** Ticks and name along one near edge of the floor, pushed out along the other axis as seen on the screen. */
function floorLabels(
  projection: Projection,
  axis: 'alpha' | 'beta',
  ticks: readonly number[],
  at: (value: number) => Vec3,
  outwards: Vec3,
  name: string,
  compact: boolean,
): Candidate[] {
  const { project, unit } = projection;
  const push = (point: Vec3, px: number): { x: number; y: number } => {
    const p = project(point);
    const q = project([point[0] + outwards[0] * 0.05, point[1], point[2] + outwards[2] * 0.05]);
    const over = project([point[0], BOX_HEIGHT, point[2]]);
    const length = Math.max(distance(p, q), 1e-6);
    // A little downwards whatever the angle: labels stand below the floor, never on the surface.
    const dx = (q.x - p.x) / length;
    const dy = (q.y - p.y) / length + 0.15;
    const norm = Math.hypot(dx, dy);
    // Seen from above, the top of the box stands out further than its floor.
    const scale = (px + Math.max(0, ((over.x - p.x) * dx + (over.y - p.y) * dy) / norm)) / norm;
    return { x: p.x + dx * scale, y: p.y + dy * scale };
  };
  const first = project(at(ticks[0]));
  const last = project(at(ticks[ticks.length - 1]));
  const opacity = fadeOf(distance(first, last) / Math.max(1, ticks.length - 1));
  const offset = (compact ? 17 : 24) * unit;
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 1;
  const labels: Candidate[] = ticks.map((value, k) => {
    const text = formatCoordinateTick(value, step);
    const isEnd = k === 0 || k === ticks.length - 1;
    return {
      key: `${axis} ${value}`,
      text,
      ...push(at(value), offset),
      anchor: 'middle',
      kind: 'tick',
      opacity,
      width: labelWidth(text, TICK_SIZE * unit),
      height: (TICK_SIZE + 2) * unit,
      rank: isEnd || value === 0 ? 2 : 3,
    };
  });
  const middle = (ticks[0] + ticks[ticks.length - 1]) / 2;
  labels.push({
    key: axis,
    text: name,
    ...push(at(middle), offset + Math.max((compact ? 22 : 30) * unit, labelWidth(name, NAME_SIZE * unit) / 2 + 14 * unit)),
    anchor: 'middle',
    kind: 'name',
    opacity,
    width: labelWidth(name, NAME_SIZE * unit),
    height: (NAME_SIZE + 3) * unit,
    rank: 0,
  });
  return labels;
}
