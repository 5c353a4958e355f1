import type { Gram } from './gram';

/**
 * Coordinates [x, y] that bring x·a + y·b closest to a vector v: (AᵀA)⁻¹Aᵀv for A = [a b] (METHOD.md, section 2), from
 * the Gram matrix of a and b and the inner products of v with them. NaN where a and b are parallel.
 */
export function projectOnPlane({ aa, ab, bb }: Gram, av: number, bv: number): readonly [number, number] {
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-12 * aa * bb)) return [Number.NaN, Number.NaN];
  return [(bb * av - ab * bv) / determinant, (aa * bv - ab * av) / determinant];
}

/** Distance of v from the plane of a and b at its coordinates [x, y] there, from inner products; `vv` is ‖v‖². */
export function distanceFromPlane({ aa, ab, bb }: Gram, av: number, bv: number, vv: number, [x, y]: readonly [number, number]): number {
  const square = vv - 2 * (x * av + y * bv) + x * x * aa + 2 * x * y * ab + y * y * bb;
  return Math.sqrt(Math.max(0, square));
}
