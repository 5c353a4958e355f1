import type { Landscape } from '../../experiment/landscape';
import type { HeightScale } from '../types';
import type { Bake } from './bake';
import { BOX_HEIGHT, CUT_BOTTOM, CUT_TOP, FLOOR, type Frame, frameOf } from './frame';

/** Places of the surface along its longer side. */
const SIDE = 32;

/** A surface in few points, by which its picture is fitted into a pane; it goes along when heights change slowly. */
export class Sketch {
  /** x, y, z one after another: the corners of the floor, then places of the surface. */
  points = new Float32Array(0);
  private before = new Float32Array(0);
  private now = new Float32Array(0);

  /** Takes a bake over; `keepBefore` starts from the heights shown until now. */
  set(bake: Bake, frame: Frame, keepBefore: boolean): void {
    const before = this.points;
    this.now = outline(bake, frame);
    this.before = keepBefore && before.length === this.now.length ? before : this.now;
    this.setBlend(keepBefore ? 0 : 1);
  }

  /** Share of the way from the heights before to those now. */
  setBlend(share: number): void {
    this.points = share === 1 ? this.now : this.now.map((value, i) => this.before[i] + (value - this.before[i]) * share);
  }
}

/** The same of points that are not baked, because their pane is not shown: so that those that are shown are drawn as large as if it were. */
export function outlineOf(
  { axes: [alpha, beta], loss, accuracy, done }: Landscape,
  { field, normalise }: HeightScale,
): Float32Array<ArrayBuffer> {
  const raws = field === 'loss' ? loss : accuracy;
  const heights = Float32Array.from(raws, normalise);
  const marks = new Uint8Array(raws.length * 4);
  for (let i = 0; i < raws.length; i++) marks[i * 4 + 2] = done[i] > 0 && !Number.isNaN(heights[i]) ? 255 : 0;
  return outline({ width: alpha.points, height: beta.points, heights, marks }, frameOf(alpha, beta));
}

function outline(
  { width, height, heights, marks }: Pick<Bake, 'width' | 'height' | 'heights' | 'marks'>,
  { halfX, halfZ }: Frame,
): Float32Array<ArrayBuffer> {
  const step = Math.max(1, Math.floor((Math.max(width, height) - 1) / SIDE));
  const points = [-1, 1].flatMap((x) => [-1, 1].flatMap((z) => [x * halfX, FLOOR, z * halfZ]));
  const stepsOf = (n: number): number[] => [...Array.from({ length: Math.ceil((n - 1) / step) }, (_, k) => k * step), n - 1];
  for (const j of stepsOf(height)) {
    for (const i of stepsOf(width)) {
      const at = j * width + i;
      // A hole shows nothing: the floor stands in, so that the number of points is always the same.
      const h = marks[at * 4 + 2] < 128 ? CUT_BOTTOM : Math.min(CUT_TOP, Math.max(CUT_BOTTOM, heights[at]));
      points.push(((i / (width - 1)) * 2 - 1) * halfX, h * BOX_HEIGHT, (1 - (j / (height - 1)) * 2) * halfZ);
    }
  }
  return Float32Array.from(points);
}
