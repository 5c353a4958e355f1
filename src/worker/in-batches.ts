import type { WeightPoint } from '../catalog/directions/types';

/** Most that a message carries: its sender is held up while it is copied, about 5 ms for each MB. */
const BATCH_BYTES = 2 ** 23;

/** Points in lists of at most {@link BATCH_BYTES} each, one point at least; one empty list of none. */
export function inBatches<T extends WeightPoint>(points: readonly T[]): readonly (readonly T[])[] {
  const bytes = Math.max(1, (points[0]?.theta.byteLength ?? 0) + (points[0]?.state.byteLength ?? 0));
  const size = Math.max(1, Math.floor(BATCH_BYTES / bytes));
  return Array.from({ length: Math.max(1, Math.ceil(points.length / size)) }, (_, i) => points.slice(i * size, (i + 1) * size));
}
