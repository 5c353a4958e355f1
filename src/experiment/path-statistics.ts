import type { Landscape, PathPoint } from './landscape';

/** Share of a path's movement, measured from the origin, that lies in the plane: 1 − Σ distance² / Σ length²; NaN where it never moves. */
export function shareInPlane(points: readonly PathPoint[]): number {
  let [off, all] = [0, 0];
  for (const { length, distance } of points) {
    off += distance ** 2;
    all += length ** 2;
  }
  return 1 - off / all;
}

/** The same of all paths beside a landscape, 0 … 1; null where there is none. */
export function pathShare({ paths = [] }: Landscape): number | null {
  const share = shareInPlane(paths.flatMap(({ points }) => points));
  return share >= 0 ? share : null;
}
