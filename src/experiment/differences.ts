import type { ParamSpec, ParamValue } from '../catalog/params';
import { type Leaf, leavesOf } from './leaves';
import { type Phrase, phrase } from './phrase';
import type { Document } from './recipe';

/** A value that is not the same in all panes. */
export interface Difference {
  /** Where in a recipe, e.g. "net.params.skips". */
  readonly path: string;
  /** One per pane. */
  readonly specs: readonly ParamSpec[];
  readonly values: readonly ParamValue[];
}

/**
 * What differs between a document's panes, in the order of the rail. Where panes chose different entries (another data set, another
 * optimizer) that is the difference, and settings that only one of them has are not.
 */
export function differences(document: Document): Difference[] {
  const panes = document.panes.map((recipe) => leavesOf(recipe, document.shared.directionSeed));
  const byPath = panes.map((leaves) => new Map(leaves.map((leaf) => [leaf.path, leaf])));
  const found: Difference[] = [];
  for (const { path } of panes[0]) {
    const leaves = byPath.map((leaves) => leaves.get(path));
    if (!leaves.every((leaf): leaf is Leaf => leaf !== undefined) || leaves.every((leaf) => !leaf.matters)) continue;
    if (leaves.every((leaf) => leaf.value === leaves[0].value)) continue;
    found.push({ path, specs: leaves.map((leaf) => leaf.spec), values: leaves.map((leaf) => leaf.value) });
  }
  return sameTold(found);
}

/** Both axes of a plane, and the runs of a pane, are usually set alike: differences of the later ones say nothing new then. */
function sameTold(found: readonly Difference[]): Difference[] {
  const twin = (path: string): string | null => {
    if (path.startsWith('axes.1.')) return path.replace('axes.1.', 'axes.0.');
    if (/^runs\.[1-9]/.test(path)) return path.replace(/^runs\.\d+/, 'runs.0');
    return path.startsWith('grid.beta.') ? path.replace('grid.beta.', 'grid.alpha.') : null;
  };
  return found.filter(({ path, values }) => {
    const first = found.find((other) => other.path === twin(path));
    return !first?.values.every((value, i) => value === values[i]);
  });
}

/** A short phrase for one value of a schema: "noise 0.02", "ReLU", "skips on". */
export function valuePhrase(spec: ParamSpec, value: ParamValue): Phrase {
  if (spec.kind === 'flag') return phrase(`${spec.label}.${value ? 'on' : 'off'}`);
  if (spec.kind === 'choice' && value === 'none' && spec.label === 'catalog.param.norm') return phrase('catalog.norm.none.value');
  if (spec.kind === 'choice') return phrase(spec.options.find((option) => option.id === value)?.label ?? spec.label);
  if (value === 0 && spec.label === 'catalog.field.batchSize') return phrase('catalog.field.batchSize.full');
  if (value === 0 && spec.label.endsWith('.field.samples')) return phrase(`${spec.label}.all`);
  return phrase(`${spec.label}.value`, { value: value as number });
}
