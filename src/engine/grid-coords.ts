import type { GridAxis } from '../experiment/recipe';

/** (α, β) pairs, or α alone, of grid points given by flat index (iβ · nα + iα). */
export function gridCoords(axes: readonly GridAxis[], indices: ArrayLike<number>): Float64Array {
  const coords = new Float64Array(indices.length * axes.length);
  const at = ({ min, max, points }: GridAxis, i: number): number => min + ((max - min) * i) / (points - 1);
  for (let k = 0; k < indices.length; k++) {
    const columns = axes[0].points;
    coords[k * axes.length] = at(axes[0], indices[k] % columns);
    if (axes.length > 1) coords[k * axes.length + 1] = at(axes[1], Math.floor(indices[k] / columns));
  }
  return coords;
}
