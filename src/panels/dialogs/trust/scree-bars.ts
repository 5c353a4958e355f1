import { numberOf } from '../../../catalog/params';
import type { Landscape } from '../../../experiment/landscape';
import type { Recipe } from '../../../experiment/recipe';

/** The shares of the first principal components of a pane's paths, 0 … 1. */
export interface ScreeOfPane {
  readonly shares: readonly number[];
  /** Of a random walk; null where there is none to compare with. */
  readonly byChance: readonly number[] | null;
  /** Components, from 0, that are axes of the picture. */
  readonly axes: readonly number[];
}

/** Null where the picture's axes are no principal ones, and where only the axes' own shares came with a link. */
export function screeOf(landscape: Landscape | null, { axes }: Pick<Recipe, 'axes'>): ScreeOfPane | null {
  if (!landscape?.scree) return null;
  const shown = axes.flatMap(({ id, params }) => (id === 'principal' ? [numberOf(params, 'component') - 1] : []));
  return { shares: landscape.scree, byChance: landscape.screeByChance ?? null, axes: [...new Set(shown)] };
}

/** The sum of some shares. */
export function sumOf(shares: readonly number[], components: readonly number[]): number {
  return components.reduce((sum, component) => sum + (shares[component] ?? 0), 0);
}
