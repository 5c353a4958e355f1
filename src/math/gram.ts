/** Inner products of two vectors, in float64. */
export interface Gram {
  readonly aa: number;
  readonly ab: number;
  readonly bb: number;
}

/** The Gram matrix of two float32 vectors of one length. Throws a RangeError where the lengths differ. */
export function gramOf(a: Float32Array, b: Float32Array): Gram {
  if (a.length !== b.length) throw new RangeError(`Vectors of ${a.length} and ${b.length} entries have no inner product.`);
  let aa = 0;
  let ab = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    aa += a[i] * a[i];
    ab += a[i] * b[i];
    bb += b[i] * b[i];
  }
  return { aa, ab, bb };
}

/** Cosine of the angle between two vectors; NaN where one of them is zero. */
export function cosineOf({ aa, ab, bb }: Gram): number {
  return ab / Math.sqrt(aa * bb);
}
