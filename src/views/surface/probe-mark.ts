import { BOX_HEIGHT, FLOOR, type Frame, xOf, zOf } from './frame';
import { type HeightField, isHidden, rawHeightAt } from './height-field';
import type { Projection, Vec3 } from './projection';

export interface StemPiece {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  readonly hidden: boolean;
}

/** Ring, stem and the place of the label at one (α, β), px of the pane. */
export interface ProbeMark {
  readonly x: number;
  readonly y: number;
  /** Behind the surface, or where there is none: drawn dashed, never left out. */
  readonly hidden: boolean;
  readonly stem: readonly StemPiece[];
  readonly labelX: number;
  readonly labelY: number;
}

const STEM_TOP = BOX_HEIGHT + 0.1;
/** Px between ring and label even where the stem is seen end-on. */
const LABEL_CLEARANCE = 16;
const STEM_SAMPLES = 40;

/** Where the mark of (α, β) stands: on the surface, on the cut where the surface is cut away, on the floor where there is a hole. */
export function layoutProbe(
  frame: Frame,
  field: HeightField | null,
  projection: Projection,
  alpha: number,
  beta: number,
  compact: boolean,
): ProbeMark {
  const x = xOf(frame, alpha);
  const z = zOf(frame, beta);
  const h = field ? rawHeightAt(field, x, z) : Number.NaN;
  const isHole = Number.isNaN(h);
  const y = isHole ? FLOOR : Math.min(BOX_HEIGHT, Math.max(FLOOR, h * BOX_HEIGHT));
  const hides = (point: Vec3): boolean => field !== null && isHidden(field, projection.eye, point, 0.02);
  const top = compact ? Math.max(y + 0.45, 0.75) : Math.max(STEM_TOP, y + 0.25);
  const base = projection.project([x, y, z]);
  const tip = projection.project([x, top, z]);
  const stem: StemPiece[] = [];
  let start: Vec3 = [x, y, z];
  let state: boolean | null = null;
  for (let s = 0; s < STEM_SAMPLES; s++) {
    const middle: Vec3 = [x, y + ((top - y) * (s + 0.5)) / STEM_SAMPLES, z];
    const hidden = hides(middle);
    const from: Vec3 = [x, y + ((top - y) * s) / STEM_SAMPLES, z];
    if (state !== null && hidden !== state) {
      stem.push(piece(projection, start, from, state));
      start = from;
    }
    state = hidden;
  }
  stem.push(piece(projection, start, [x, top, z], state === true));
  const cut = !isHole && h * BOX_HEIGHT > BOX_HEIGHT;
  return {
    x: base.x,
    y: base.y,
    hidden: isHole || cut || hides([x, y, z]),
    stem,
    labelX: tip.x,
    labelY: Math.min(tip.y, base.y - LABEL_CLEARANCE * projection.unit),
  };
}

function piece(projection: Projection, from: Vec3, to: Vec3, hidden: boolean): StemPiece {
  const a = projection.project(from);
  const b = projection.project(to);
  return { x1: a.x, y1: a.y, x2: b.x, y2: b.y, hidden };
}
