import { coordinateOf, type Place } from '../../../experiment/basin';
import type { Metrics } from '../../../experiment/checkpoint';
import type { Landscape } from '../../../experiment/landscape';
import type { GridAxis, Recipe } from '../../../experiment/recipe';

/** A surface that a minimum lies on: where, and its loss there. */
export interface BasinPlace {
  readonly landscape: Landscape;
  readonly place: Place;
  readonly centreLoss: number;
}

/** Farther off the plane than this share of its way from the origin, a minimum is not on it. Weights are float32. */
const ON_PLANE = 1e-3;

/**
 * Where the end of a run lies on the surface of its pane: at the origin, at 1 of an axis that leads to it, or where its path ends, if that is on the
 * plane and in its range. Null otherwise.
 */
export function basinPlace(recipe: Recipe, landscape: Landscape | null, run: number, metrics: Metrics | null): BasinPlace | null {
  if (!landscape) return null;
  const isOrigin = run === recipe.origin.run;
  const end = landscape.paths?.find((path) => path.run === run)?.points.at(-1);
  const onPlane = end && end.distance <= ON_PLANE * end.length ? ([end.alpha, end.beta] as const) : null;
  const place: Place | null = isOrigin ? [0, 0] : (endOfAxis(recipe, run) ?? onPlane);
  if (!place || !landscape.axes.every((axis, i) => place[i] >= axis.min && place[i] <= axis.max)) return null;
  const own = recipe.grid.split === 'train' ? metrics?.trainLoss : metrics?.testLoss;
  const besideGrid = isOrigin ? own : end?.planeLoss;
  return { landscape, place, centreLoss: lossAt(landscape, place) ?? besideGrid ?? Number.NaN };
}

function endOfAxis({ axes }: Recipe, run: number): Place | null {
  const axis = axes.findIndex(({ id, params }) => id === 'between' && params.run === run + 1 && params.at === 'end' && !params.orthogonal);
  return axis === -1 ? null : axis === 0 ? [1, 0] : [0, 1];
}

/** The surface's loss at a place, where it has a point there. */
function lossAt({ axes, loss, done }: Landscape, place: Place): number | null {
  const [column, row = 0] = axes.map((axis, i) => indexOf(axis, place[i]));
  if (column === undefined || column < 0 || row < 0) return null;
  const at = row * axes[0].points + column;
  return done[at] === 0 ? null : loss[at];
}

function indexOf(axis: GridAxis, coordinate: number): number {
  return Array.from({ length: axis.points }, (_, i) => i).findIndex((i) => Math.abs(coordinateOf(axis, i) - coordinate) < 1e-9);
}
