import type { GridAxis } from './recipe';

/** What a curvature map can be coloured by: |λ_min/λ_max|, the largest or the smallest eigenvalue. */
export const CURVATURE_FIELDS = ['ratio', 'largest', 'smallest'] as const;
export type CurvatureField = (typeof CURVATURE_FIELDS)[number];

/** Points along an axis of a map, at most: both eigenvalues take some hundred times as long as a loss. */
export const MAP_POINTS = 25;

/**
 * The Hessian's extreme eigenvalues over a plane, on a grid of its own (METHOD.md, section 4). Row-major: index = iβ · nα + iα. NaN is a result, where the
 * Hessian is not finite; what has not been evaluated yet is told by `done`.
 */
export interface CurvatureMap {
  readonly axes: readonly GridAxis[];
  readonly ratio: Float32Array;
  readonly largest: Float32Array;
  readonly smallest: Float32Array;
  /** Bounds on the errors of the two eigenvalues. */
  readonly largestBound: Float32Array;
  readonly smallestBound: Float32Array;
  /** 0 = not evaluated, else 1 + the refinement level that evaluated it. */
  readonly done: Uint8Array;
  readonly finished: number;
  readonly phase: 'running' | 'stopped' | 'done';
  /** Points a second since it was last begun; null while that says little, and where it is not running. */
  readonly rate: number | null;
}

/** The arrays of a map that stand for themselves: the rest follows from them. */
export const MAP_ARRAYS = ['largest', 'smallest', 'largestBound', 'smallestBound'] as const satisfies readonly (keyof CurvatureMap)[];

/** |λ_min/λ_max|, 0 where λ_min ≥ 0 (METHOD.md, section 4; the paper's section 6.6). */
export function curvatureRatio(largest: number, smallest: number): number {
  return smallest >= 0 ? 0 : Math.abs(smallest / largest);
}

/** A complete map of stored eigenvalues, [nβ · nα] each. */
export function finishedMap(axes: readonly GridAxis[], arrays: Pick<CurvatureMap, (typeof MAP_ARRAYS)[number]>): CurvatureMap {
  const { largest, smallest } = arrays;
  return {
    axes,
    ...arrays,
    ratio: largest.map((value, i) => curvatureRatio(value, smallest[i])),
    done: new Uint8Array(largest.length).fill(1),
    finished: largest.length,
    phase: 'done',
    rate: null,
  };
}
