/** Readable steps (1, 2, 2.5, 5 × 10ⁿ) inside [min, max], at most `most` values. */
export function niceTicks(min: number, max: number, most: number): number[] {
  const span = max - min;
  const decade = 10 ** Math.floor(Math.log10(span / most));
  for (const factor of [1, 2, 2.5, 5, 10, 20]) {
    const step = decade * factor;
    const first = Math.ceil(min / step - 1e-9);
    const last = Math.floor(max / step + 1e-9);
    if (last - first + 1 <= most) return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step + 0);
  }
  return [min, max];
}
