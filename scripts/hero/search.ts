import { coordinateOf } from '../../src/experiment/basin';
import type { Landscape } from '../../src/experiment/landscape';
import { surfaceStatistics } from '../../src/experiment/statistics';
import { type DrawnShape, drawnShape } from '../../src/views/drawn-shape';
import { topOf } from '../../src/views/loss-scale';
import { openingPlanes } from '../../src/views/surface/opening';
import { isNearFace, openingAzimuth, wallTowards } from '../../src/views/surface/opening-azimuth';

/** Added to the loss before the logarithm; infinite: the loss itself. */
const OFFSETS = [0.1, 1, 10, 30, 100, 300, 1000, Number.POSITIVE_INFINITY];
/** Shares of a range that are looked at as ranges of their own, cut out of its points. */
const SHARES = [1, 0.7, 0.5, 0.25];
const TURN = 15;

/** How the panes look at one range and offset, and how far from what is so. */
export interface Candidate {
  readonly range: number;
  readonly offset: number;
  readonly shapes: readonly DrawnShape[];
  /** By how much the smoothest pane is more open than the roughest: positive where the picture tells the truth. NaN where no roughness is known. */
  readonly lead: number;
}

/** Height 0 … 1 of a loss: [log(L + s) − log s] / [log(T + s) − log s] from 0 to `top`. */
export function heightWith(offset: number, top: number): (loss: number) => number {
  if (offset === Number.POSITIVE_INFINITY) return (loss) => loss / top;
  const span = Math.log1p(top / offset);
  return (loss) => (Math.sign(loss) * Math.log1p(Math.abs(loss) / offset)) / span;
}

/** The part of a plane within ± `reach` of both axes. */
export function cutOut(landscape: Landscape, reach: number): Landscape {
  const [alpha, beta] = landscape.axes;
  const inside = (axis: typeof alpha): number[] =>
    Array.from({ length: axis.points }, (_, i) => i).filter((i) => Math.abs(coordinateOf(axis, i)) <= reach * (1 + 1e-9));
  const [columns, rows] = [inside(alpha), inside(beta)];
  const at = rows.flatMap((j) => columns.map((i) => j * alpha.points + i));
  const axisOf = (axis: typeof alpha, kept: readonly number[]) => ({
    min: coordinateOf(axis, kept[0]),
    max: coordinateOf(axis, kept[kept.length - 1]),
    points: kept.length,
  });
  return {
    ...landscape,
    axes: [axisOf(alpha, columns), axisOf(beta, rows)],
    loss: Float32Array.from(at, (k) => landscape.loss[k]),
    accuracy: Float32Array.from(at, (k) => landscape.accuracy[k]),
    done: Uint8Array.from(at, (k) => landscape.done[k]),
  };
}

/** Every offset over every part of one range; all panes share the height of the highest. `planes`: one for each pane, over the same range, complete. */
export function searchOffsets(planes: readonly Landscape[]): Candidate[] {
  const reach = planes[0].axes[0].max;
  const roughness = planes.map((plane) => surfaceStatistics(plane)?.roughness ?? Number.NaN);
  const [smooth, rough] = [Math.min, Math.max].map((pick) => roughness.indexOf(pick(...roughness)));
  return SHARES.flatMap((share) => {
    const parts = planes.map((plane) => cutOut(plane, reach * share));
    const highest = Math.max(...parts.flatMap(({ loss }) => [...loss].filter(Number.isFinite)));
    return OFFSETS.map((offset): Candidate => {
      const height = heightWith(offset, topOf(0, highest));
      const shapes = parts.map(({ loss, axes }) => drawnShape(Float32Array.from(loss, height), axes[0].points));
      const lead = smooth < 0 || smooth === rough ? Number.NaN : shapes[smooth].open - shapes[rough].open;
      return { range: reach * share, offset, shapes, lead };
    });
  });
}

/** The one whose smoothest pane leads by most; of equals the first. Undefined where none is known to tell the truth. */
export function bestOf(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>((best, one) => (one.lead > (best?.lead ?? 0) ? one : best), undefined);
}

export interface Side {
  readonly azimuth: number;
  /** Highest wall between the trained weights and the eye, degrees: of each pane. */
  readonly walls: readonly number[];
  /** False where an edge of the floor is seen nearly end-on, so that the page does not open from there. */
  readonly allowed: boolean;
}

/** Walls all around, as heights are on the page, and the side from which the page opens with its walls. */
export function searchSides(planes: readonly Landscape[]): { readonly sides: readonly Side[]; readonly opening: Side } {
  const seen = openingPlanes(planes);
  const sideAt = (azimuth: number): Side => ({
    azimuth,
    walls: seen.map((plane) => wallTowards(plane, azimuth)),
    allowed: !isNearFace(azimuth),
  });
  const sides = Array.from({ length: 360 / TURN }, (_, k) => sideAt(-180 + k * TURN));
  return { sides, opening: sideAt(openingAzimuth(seen)) };
}
