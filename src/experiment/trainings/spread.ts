/** How some numbers are spread. */
export interface NumberSpread {
  readonly mean: number;
  /** Standard deviation with n − 1, so that few trainings do not look closer than they are; NaN of fewer than two. */
  readonly deviation: number;
  /** Largest ÷ smallest of numbers from 0 up; 1 where all are equal, ∞ where only the smallest is 0. */
  readonly ratio: number;
}

/** Mean, standard deviation and largest ÷ smallest; all NaN of none. */
export function spreadOf(values: readonly number[]): NumberSpread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const ratio = values.length === 0 ? Number.NaN : least === most ? 1 : most / least;
  return { mean, deviation: values.length < 2 ? Number.NaN : Math.sqrt(squares / (values.length - 1)), ratio };
}

/** Whether the bands of so many standard deviations around two means have nothing in common. */
export function areApart(a: NumberSpread, b: NumberSpread, deviations = 1): boolean {
  const [low, high] = a.mean < b.mean ? [a, b] : [b, a];
  return low.mean + deviations * low.deviation < high.mean - deviations * high.deviation;
}
