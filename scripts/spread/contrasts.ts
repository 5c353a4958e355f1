import { NO_READING, type PaneReading, verdict } from '../../src/experiment/headline';
import { presets } from '../../src/experiment/presets';
import type { Document, Recipe } from '../../src/experiment/recipe';
import type { Row } from './measure';
import { CHECK_RECIPES, type MeasuredRecipe, TABLE_RECIPES } from './recipes';

/** How many of some seeds' pictures showed what they were asked for. */
export interface Count {
  readonly shown: number;
  readonly of: number;
}

/** Presets whose panes are all among the measured recipes, so that their headline follows from rows. */
export const CONTRASTS = [
  'skip-connections',
  'depth',
  'depth-with-skips',
  'batch-norm',
  'width',
  'digits',
  'iris',
  'curvature',
  'activation',
  'weight-decay',
] as const;
/** A preset's difference that (b) of the check asks for, by the measured recipes of its two panes. */
export const ASKED = { 'skip-connections': ['skips-30', 'plain-30'], 'depth 10 and 30': ['plain-10', 'plain-30'] } as const;

const all: readonly MeasuredRecipe[] = [...TABLE_RECIPES, ...CHECK_RECIPES];

/** What a headline reads of a row, over the far range or the near one. */
function readingOfRow(row: Row, near: boolean): PaneReading {
  return {
    ...NO_READING,
    statistics: { roughness: row.roughness, minima: row.minima, holes: row.holes, columns: 33, rows: 33, standard: true },
    testError: row.testError,
    flatShare: near ? row.flatShare : null,
    ends: [{ loss: row.trainLoss, accuracy: row.trainAccuracy }],
    basin: row.basin,
  };
}

/** The measured recipe that a pane is; null where none is the same. */
export function measuredAs(recipe: Recipe): string | null {
  const keyOf = ({ data, net, runs }: Recipe): string =>
    JSON.stringify([data, net, runs.map((run) => ({ ...run, seed: 0, checkpointEvery: 0 }))]);
  return all.find((known) => keyOf(known.recipe) === keyOf(recipe))?.id ?? null;
}

/** Of the seeds that all panes were measured with, how many get a headline that claims a difference. `changed` keeps a preset's own words and doubts out. */
export function claimsOf(panes: readonly string[], rows: readonly Row[], near: boolean): Count {
  const recipes = panes.map((id) => all.find((known) => known.id === id)?.recipe as Recipe);
  const document: Document = { ...presets.get('skip-connections').build(), preset: '', panes: recipes };
  const [first, ...others] = panes.map((id) => rows.filter((row) => row.recipe === id));
  const together = (first ?? []).flatMap((row) => {
    const beside = others.map((list) => list.find(({ seed }) => seed === row.seed));
    return beside.every((one) => one !== undefined) ? [[row, ...beside] as Row[]] : [];
  });
  const shown = together.filter(
    (of) =>
      verdict(
        document,
        of.map((row) => readingOfRow(row, near)),
      ).claims,
  );
  return { shown: shown.length, of: together.length };
}

/** Of the seeds that small and full batches were both measured with, how many give the small batch a basin that is clearly the larger one. */
export function basinsOf(rows: readonly Row[]): Count {
  const of = (id: string) => new Map(rows.filter((row) => row.recipe === id).map((row) => [row.seed, row.basin]));
  const [small, full] = [of('sgd-4-batch-16'), of('sgd-4-full-batch')];
  const ratios = [...small].flatMap(([seed, basin]) => basin / (full.get(seed) ?? Number.NaN)).filter((ratio) => !Number.isNaN(ratio));
  return { shown: ratios.filter((ratio) => ratio >= 1.25).length, of: ratios.length };
}

/** Of all pairs of seeds of one recipe, how many get a headline that claims a difference; the two panes differ in next to nothing. */
export function falseClaimsOf({ id, recipe }: MeasuredRecipe, rows: readonly Row[], near: boolean): Count {
  const [run] = recipe.runs;
  if (!run) throw new Error(`${id} has no run.`);
  const other = { ...recipe, runs: [{ ...run, learningRate: run.learningRate * 1.001 }] };
  const document: Document = { ...presets.get('skip-connections').build(), preset: '', panes: [recipe, other] };
  const known = rows.filter((row) => row.recipe === id).map((row) => readingOfRow(row, near));
  const pairs = known.flatMap((one, i) => known.slice(i + 1).map((two) => [one, two] as const));
  return { shown: pairs.filter((pair) => verdict(document, pair).claims).length, of: pairs.length };
}
