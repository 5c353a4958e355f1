import { type Phrase, phrase } from './phrase';
import type { Recipe } from './recipe';
import { runNames } from './run-names';

/** What lies at a place of a line, in words. */
export interface EndName {
  readonly at: 0 | 1;
  readonly name: Phrase;
}

/** The trained points that a line goes through, by name: of two runs "batch 16" and "full batch"; of one, its end and where it began. None for a line of another kind. */
export function endNames(recipe: Recipe): readonly EndName[] {
  const { axes, origin, runs } = recipe;
  const [axis] = axes;
  if (axes.length !== 1 || axis?.id !== 'between') return [];
  const names = runNames(recipe);
  const target = Number(axis.params.run) - 1;
  const momentOf = (run: number, epoch: number | 'last'): Phrase => {
    if (epoch === 0) return phrase('catalog.end.start');
    if (epoch !== 'last') return phrase('catalog.end.epoch', { epoch });
    return (runs.length > 1 && names[run]) || phrase('catalog.end.trained');
  };
  const { at, epoch } = axis.params;
  return [
    { at: 0, name: momentOf(origin.run, origin.epoch) },
    { at: 1, name: momentOf(target, at === 'start' ? 0 : at === 'epoch' ? Number(epoch) : 'last') },
  ];
}
