import type { Predictions } from '../../experiment/landscape';

/** Which samples are shown: all; those that some net, or one pane's net, has wrong; those on which the nets do not agree. */
export type SampleFilter = 'all' | 'wrong' | 'differ' | { readonly wrongFor: number };

/** A net's answer to one sample. */
export interface Answer {
  readonly predicted: number;
  /** What it gives the class that it chose, and the right one: 0 … 1, or NaN. */
  readonly share: number;
  readonly rightShare: number;
  readonly right: boolean;
}

/** The answer to sample i, or null where there is none. */
export function answerTo(predictions: Predictions | null, labels: Int32Array, i: number): Answer | null {
  if (!predictions || i >= predictions.predicted.length) return null;
  const { predicted, probabilities } = predictions;
  const row = i * (probabilities.length / predicted.length);
  return {
    predicted: predicted[i],
    share: probabilities[row + predicted[i]],
    rightShare: probabilities[row + labels[i]],
    right: predicted[i] === labels[i],
  };
}

/** Indices of the samples that a filter and a class (null: any) let through, in order. `answers` has one entry per pane. */
export function filterSamples(
  labels: Int32Array,
  answers: readonly (Predictions | null)[],
  filter: SampleFilter,
  cls: number | null = null,
): number[] {
  const classesOf = (i: number): number[] =>
    answers.flatMap((predictions) => (predictions && i < predictions.predicted.length ? [predictions.predicted[i]] : []));
  const passes = (i: number): boolean => {
    if (cls !== null && labels[i] !== cls) return false;
    if (filter === 'all') return true;
    if (filter === 'wrong') return classesOf(i).some((predicted) => predicted !== labels[i]);
    if (filter === 'differ') return new Set(classesOf(i)).size > 1;
    return answerTo(answers[filter.wrongFor] ?? null, labels, i)?.right === false;
  };
  return Array.from(labels.keys()).filter(passes);
}

/** One page of a list; a page beyond the last is the last. */
export function pageOf<T>(list: readonly T[], page: number, size: number): { items: readonly T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(list.length / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return { items: list.slice(shown * size, (shown + 1) * size), page: shown, pages };
}

/** Samples of one class that a net takes for another. */
export interface Mistake {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/** The most frequent mistakes, most frequent first. */
export function commonMistakes(labels: Int32Array, { predicted }: Predictions, most: number): Mistake[] {
  const counts = new Map<string, Mistake>();
  predicted.forEach((answer, i) => {
    if (answer === labels[i]) return;
    const key = `${labels[i]} ${answer}`;
    counts.set(key, { label: labels[i], predicted: answer, count: (counts.get(key)?.count ?? 0) + 1 });
  });
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, most);
}
