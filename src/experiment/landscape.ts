import type { GridAxis } from './recipe';

export type FieldId = 'loss' | 'accuracy';

/** How and on what a result was computed. All of it travels with a link or file. */
export interface Provenance {
  readonly backend: string;
  /** Kernel variant, e.g. "relaxed-simd": training and grids are bit-identical only within one. */
  readonly variant: string;
  readonly engine: string;
  /** Browser or Node, in words. */
  readonly host: string;
  /** ISO date of the run. */
  readonly date: string;
  /** Seconds spent training, and on the grid; 0 where not done here. */
  readonly trainSeconds: number;
  readonly gridSeconds: number;
}

/**
 * Loss over a line or plane. Raw values, row-major: index = iβ · nα + iα. NaN and ±∞ are results, not gaps:
 * what has not been evaluated yet is told by `done`.
 */
export interface Landscape {
  readonly axes: readonly GridAxis[];
  readonly loss: Float32Array;
  /** Share of correct samples, 0 … 1, an exact multiple of 1/samples. */
  readonly accuracy: Float32Array;
  /** 0 = not evaluated, else 1 + the refinement level that evaluated it. */
  readonly done: Uint8Array;
  readonly samples: number;
  /** Cosine of the two axes and what chance gives (METHOD.md, section 2); NaN for a line. */
  readonly cosine: number;
  readonly cosineByChance: number;
}

/** The classes a net assigns over two of its inputs, row-major from the lowest second input. */
export interface Boundary {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly inputs: readonly [number, number];
  readonly classes: Uint8Array;
}
