import { directions } from '../catalog/directions';
import type { Direction, WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import type { Recipe } from '../experiment/recipe';
import { createRng } from '../math/random';

/** A line or plane through weight space: origin + α·δ (+ β·η). */
export interface Plane {
  readonly net: Net;
  readonly origin: WeightPoint;
  readonly directions: readonly Direction[];
}

/**
 * Builds the axes of a recipe around a point. A random axis draws from the stream "direction-0" or "direction-1" of its own seed or the
 * document's, so both panes of a comparison use the same raw directions.
 */
export function buildPlane(recipe: Pick<Recipe, 'axes'>, directionSeed: number, net: Net, origin: WeightPoint): Plane {
  const built = recipe.axes.map((axis, i) => {
    const rng = createRng(axis.seed ?? directionSeed).fork(`direction-${i}`);
    return directions.get(axis.id).build(axis.params, { layout: net.parameters, origin, rng });
  });
  return { net, origin, directions: built };
}

/** The weights (and state) at (α, β), composed in float32 in the order that kernels use. */
export function pointOnPlane(plane: Plane, coords: readonly number[]): WeightPoint {
  const theta = plane.origin.theta.slice();
  const state = plane.origin.state.slice();
  plane.directions.forEach(({ delta, stateDelta }, k) => {
    const coord = Math.fround(coords[k] as number);
    for (let i = 0; i < theta.length; i++) theta[i] = (theta[i] as number) + coord * (delta[i] as number);
    if (!stateDelta) return;
    for (let i = 0; i < state.length; i++) state[i] = (state[i] as number) + coord * (stateDelta[i] as number);
  });
  return { theta, state };
}

/**
 * The same function at other weights (METHOD.md, section 5): W₁, b₁ → c·W₁, c·b₁ and W₂ → W₂/c. Throws where the net has no
 * such pair of layers; c = 1 returns the point itself.
 */
export function rescaledPoint(net: Net, point: WeightPoint, c: number): WeightPoint {
  if (c === 1) return point;
  const { reparametrisation } = net;
  if ('reason' in reparametrisation) throw new Error(`These weights cannot be rescaled: ${reparametrisation.reason}.`);
  const theta = point.theta.slice();
  for (const slot of net.parameters.slots) {
    const factor = reparametrisation.scaleUp.includes(slot.name) ? c : reparametrisation.scaleDown.includes(slot.name) ? 1 / c : 1;
    for (let i = slot.offset; factor !== 1 && i < slot.offset + slot.size; i++) theta[i] = (theta[i] as number) * factor;
  }
  return { theta, state: point.state };
}
