import type { DirectionSpec, Recipe } from '../../experiment/recipe';
import { t } from '../../i18n';
import type { Field } from './fields';

const NAMES = ['α', 'β'] as const;

/** A kind, and the settings that say together with it which way an axis goes. */
const FIELD = /^axes\.([01])\.(id|run|at|epoch|orthogonal|component|end)$/;

/** The axis whose way a field is part of. */
export function axisOfField({ id }: Field): 0 | 1 | null {
  const axis = FIELD.exec(id)?.[1];
  return axis === undefined ? null : axis === '0' ? 0 : 1;
}

export function isKindOfAxis({ id }: Field): boolean {
  return FIELD.exec(id)?.[2] === 'id';
}

/** Which way an axis goes, in words that need no other setting: "α to the end of run 2"; null for kinds of which there is no more to say. */
export function axisWords({ axes, runs }: Recipe, index: 0 | 1): string | null {
  const spec = axes[index];
  const way = spec && wayOf(spec, runs.length, NAMES[index]);
  return way && spec.params.orthogonal === true ? t('rail.axis.orthogonal', { way }) : (way ?? null);
}

function wayOf({ id, params }: DirectionSpec, runs: number, axis: string): string | null {
  const { run, epoch, component } = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  if (id === 'between') return t(`rail.axis.between.${params.at}${runs > 1 ? '' : '.own'}`, { axis, run, epoch });
  if (id === 'principal') return t('rail.axis.principal', { axis, component });
  return id === 'eigenvector' ? t(`rail.axis.eigenvector.${params.end}`, { axis }) : null;
}

/** Both axes at once, where that is shorter: "Principal axes 1 and 2 of the path"; null elsewhere. */
export function bothAxesWords({ axes }: Recipe): string | null {
  if (axes.length < 2 || axes.some(({ id }) => id !== 'principal')) return null;
  const [first, second] = axes.map(({ params }) => String(params.component));
  return t('rail.axis.principal.both', { first, second });
}
