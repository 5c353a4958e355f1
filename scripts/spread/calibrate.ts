import { kindOf } from '../../src/experiment/spread/kind';
import { COMPARED, type Compared, scaled } from '../../src/experiment/spread/scales';
import type { Spread } from '../../src/experiment/spread/thresholds';
import type { Row } from './measure';
import type { MeasuredRecipe } from './recipes';

/** The share of pairs of seeds whose differences stay below the thresholds, all measures of a headline together. */
const QUANTILE = 0.97;
/** What a headline speaks of over the far range and over the near one. */
const TOGETHER: readonly (readonly Compared[])[] = [
  ['roughness', 'minima', 'error'],
  ['flat', 'error'],
];
/** Measures that hardly vary on the seeds tried may still do so on others. */
const LEAST: Spread = { roughness: 0.45, minima: 1, flat: 0.4, error: 0.25 };

/** A row's numbers on the scales on which they are compared. */
function comparedOf(row: Row): Spread {
  const { roughness, minima, flatShare: flat, testError: error } = row;
  const values = { roughness, minima, flat, error };
  return mapped((measure) => scaled(measure, values[measure]));
}

/** The thresholds of every kind, from rows of its recipes: of each measure the widest of its recipes'. */
export function calibrate(recipes: readonly MeasuredRecipe[], rows: readonly Row[]): Record<string, Spread> {
  const table: Record<string, Spread> = {};
  for (const { id, recipe } of recipes) {
    const kind = kindOf(recipe);
    const values = rows.filter((row) => row.recipe === id).map(comparedOf);
    if (kind === null || values.length < 2) continue;
    const own = thresholds(values);
    const before = table[kind];
    table[kind] = before ? mapped((measure) => Math.max(before[measure], own[measure])) : own;
  }
  return table;
}

/**
 * Of each measure, c times the standard deviation of its differences between two seeds, with the c that the largest of all measures' differences, so scaled, stays below in 97 % of the
 * pairs: one joint statistic instead of a Bonferroni correction, which would not know that they go together.
 */
function thresholds(values: readonly Spread[]): Spread {
  const pairs = values.flatMap((one, i) =>
    values.slice(i + 1).map((other) => mapped((measure) => Math.abs(one[measure] - other[measure]))),
  );
  const deviation = mapped((measure) =>
    Math.max(LEAST[measure] / 2, Math.sqrt(pairs.reduce((sum, pair) => sum + pair[measure] ** 2, 0) / pairs.length)),
  );
  const scales = TOGETHER.map((measures) =>
    quantile(pairs.map((pair) => Math.max(...measures.map((measure) => pair[measure] / deviation[measure])))),
  );
  return mapped((measure) => {
    const scale = Math.max(...TOGETHER.flatMap((measures, i) => (measures.includes(measure) ? [scales[i] as number] : [])));
    return Number(Math.max(LEAST[measure], scale * deviation[measure]).toPrecision(3));
  });
}

function quantile(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(QUANTILE * sorted.length))] as number;
}

function mapped(of: (measure: Compared) => number): Spread {
  return Object.fromEntries(COMPARED.map((measure) => [measure, of(measure)])) as unknown as Spread;
}
