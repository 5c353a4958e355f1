import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { type Difference, differences, valuePhrase } from './differences';
import { type Phrase, phrase } from './phrase';
import type { Document, Recipe } from './recipe';

/** A name for every pane: the one a person gave, else what sets it apart. To be said with a capital (`sayAlone`). */
export function paneNames(document: Document): Phrase[] {
  const found = differences(document);
  return document.panes.map((recipe, pane) =>
    recipe.name === '' ? computedName(document, found, pane) : { ...phrase('catalog.name.own', { what: recipe.name }), asGiven: true },
  );
}

/** The letter that stands for a pane everywhere. */
export function paneLetter(pane: number): string {
  return 'ABCD'.charAt(pane);
}

function computedName(document: Document, found: readonly Difference[], pane: number): Phrase {
  if (document.panes.length === 1) return netPhrase(document.panes[0]);
  const [first, second] = found;
  if (!first) return phrase('catalog.name.same');
  if (found.length === 1) return nameByOne(first, pane, document.panes.length);
  if (areOnlyPlanes(found)) return planePhrase(document.panes[pane]);
  const lead = valuePhrase(first.specs[pane], first.values[pane]);
  if (found.length === 2) {
    return phrase('catalog.name.pair', { first: lead, second: valuePhrase(second.specs[pane], second.values[pane]) });
  }
  return phrase('catalog.name.more', { first: lead, others: found.length - 1 });
}

/** Whether panes look at the same weights on planes of different kinds. */
export function areOnlyPlanes(found: readonly Difference[]): boolean {
  return found.some(({ path }) => /^axes\.\d\.id$/.test(path)) && found.every(({ path }) => /^(axes|grid)\./.test(path));
}

/** A plane by its axes: "Random", "To a checkpoint / Random". */
function planePhrase({ axes }: Recipe): Phrase {
  const [first, second] = axes.map(({ id }) => phrase(directions.get(id).label));
  return !second || first.key === second.key ? first : phrase('directions.name.plane', { first, second });
}

/** With two panes the second one of a pair with/without needs no more than the word. */
function nameByOne(difference: Difference, pane: number, panes: number): Phrase {
  const spec = difference.specs[pane];
  const value = difference.values[pane];
  if (spec.kind !== 'flag') return valuePhrase(spec, value);
  const thing = phrase(`${spec.label}.noun`);
  if (panes === 2 && pane === 1) return phrase(value ? 'catalog.name.withToo' : 'catalog.name.without', { thing });
  return phrase(value ? 'catalog.name.with' : 'catalog.name.withoutThing', { thing });
}

/** A net by its first setting where that is a number, which says its size, "30 hidden layers"; else by what it is called, "ResNet". */
function netPhrase(recipe: Recipe): Phrase {
  const spec = nets.get(recipe.net.id);
  const [[id, first]] = Object.entries(spec.params);
  return first.kind === 'number' ? valuePhrase(first, recipe.net.params[id]) : phrase(spec.label);
}
