/** Where the largest and the smallest of some numbers are. */
export interface Order {
  readonly largest: number;
  readonly smallest: number;
  readonly ratio: number;
  readonly span: number;
}

/** The order of some numbers; null without two, and where one is not finite. The ratio is ∞ where the smallest is 0 and the others are not. */
export function order(values: readonly number[]): Order | null {
  if (values.length < 2 || !values.every(Number.isFinite)) return null;
  const max = Math.max(...values);
  const min = Math.min(...values);
  return { largest: values.indexOf(max), smallest: values.lastIndexOf(min), ratio: max === min ? 1 : max / min, span: max - min };
}
