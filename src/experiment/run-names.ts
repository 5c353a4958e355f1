import type { ParamValue } from '../catalog/params';
import { valuePhrase } from './differences';
import { type Leaf, leavesOf } from './leaves';
import { type Phrase, phrase } from './phrase';
import type { Recipe } from './recipe';

const SEED = 'seed';
const OPTIMIZER = 'optimizer.id';
/** Says how much is kept, not how the run was trained. */
const KEPT = 'checkpointEvery';

type Leaves = ReadonlyMap<string, Leaf>;

/**
 * A name for every run of a recipe: what sets it apart from the others, "batch 64" or "SGD, momentum 0.9". What most runs have in common and what goes with
 * an optimizer are told only where names would be the same without, seeds only where nothing else differs. Runs that do not differ are "run 1", "run 2".
 */
export function runNames(recipe: Recipe): Phrase[] {
  const runs = recipe.runs.map((_, index) => leavesOfRun(recipe, index));
  const differing = differingPaths(runs);
  const common = new Map(differing.map((path) => [path, commonValue(path, runs)]));
  const telling = differing.filter((path) => path === OPTIMIZER || !(differing.includes(OPTIMIZER) && goesWithOptimizer(path)));
  const parts = runs.map((leaves) =>
    tell(leaves, telling, (path, leaf) => path === OPTIMIZER || (leaf.value !== common.get(path) && !isNone(path, leaf))),
  );
  const full = runs.map((leaves, run) => {
    const alike = runs.filter((_, other) => same(parts[other], parts[run]));
    if (alike.length > 1) return [...(parts[run] ?? []), ...apart(leaves, alike)];
    return parts[run]?.length ? parts[run] : tell(leaves, telling, () => true);
  });
  return full.map((told, run) => {
    const clear = told.length > 0 && full.filter((other) => same(other, told)).length === 1;
    return clear ? joined(told) : phrase('catalog.field.run.value', { value: run + 1 });
  });
}

/** What sets a run apart from those that are told alike so far: no more settings than that takes. */
function apart(leaves: Leaves, alike: readonly Leaves[]): Phrase[] {
  const paths = differingPaths(alike);
  for (let count = 1; count <= paths.length; count++) {
    const told = (each: Leaves): Phrase[] => tell(each, paths.slice(0, count), (path, leaf) => !isNone(path, leaf));
    const all = alike.map(told);
    if (all.every((one) => all.filter((other) => same(other, one)).length === 1)) return told(leaves);
  }
  return tell(leaves, paths, () => true);
}

/** Paths whose values differ between runs; the seed only where it is all that does. */
function differingPaths(runs: readonly Leaves[]): string[] {
  const paths = [...new Set(runs.flatMap((leaves) => [...leaves.keys()]))];
  const differing = paths.filter((path) => path !== KEPT && runs.some((leaves) => leaves.get(path)?.value !== runs[0]?.get(path)?.value));
  const others = differing.filter((path) => path !== SEED);
  return others.length > 0 ? others : differing;
}

function tell(leaves: Leaves, paths: readonly string[], told: (path: string, leaf: Leaf) => boolean): Phrase[] {
  return paths.flatMap((path) => {
    const leaf = leaves.get(path);
    return leaf?.matters && told(path, leaf) ? [valuePhrase(leaf.spec, leaf.value)] : [];
  });
}

/** Another optimizer has another rate and other settings. */
function goesWithOptimizer(path: string): boolean {
  return path === 'learningRate' || path.startsWith('optimizer.params.');
}

/** No momentum, no weight decay. */
function isNone(path: string, { value }: Leaf): boolean {
  return path.startsWith('optimizer.params.') && (value === 0 || value === false);
}

function same(a: readonly Phrase[] | undefined, b: readonly Phrase[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A run's own values by their path within it. */
function leavesOfRun(recipe: Recipe, index: number): Leaves {
  const prefix = `runs.${index}.`;
  const own = leavesOf(recipe, 0).filter(({ path }) => path.startsWith(prefix));
  return new Map(own.map((leaf) => [leaf.path.slice(prefix.length), leaf]));
}

/** The value that more than half of the runs with this setting have, if there is one. */
function commonValue(path: string, runs: readonly Leaves[]): ParamValue | undefined {
  const values = runs.flatMap((leaves) => leaves.get(path)?.value ?? []);
  return values.find((value) => values.length > 1 && 2 * values.filter((other) => other === value).length > values.length);
}

function joined(parts: readonly Phrase[]): Phrase {
  return parts.reduce((first, second) => phrase('catalog.name.pair', { first, second }));
}
