import { directions } from '../catalog/directions';
import type { CurvatureContext, Direction, DirectionContext, RunPoint, WeightPoint } from '../catalog/directions/types';
import type { Net } from '../catalog/nets/types';
import { numberOf } from '../catalog/params';
import type { Recipe } from '../experiment/recipe';
import { createRng } from '../math/random';
import { createPathAxes, type PathAxesTools } from './path-axes';

/** A line or plane through weight space: origin + α·δ (+ β·η). */
export interface Plane {
  readonly net: Net;
  readonly origin: WeightPoint;
  readonly directions: readonly Direction[];
}

/** What axes are built from besides a recipe and the weights at the origin. */
export interface PlaneSources {
  /** Kept checkpoints of the recipe's runs, in order of run and epoch. */
  readonly checkpoints: readonly RunPoint[];
  /** Slopes of the loss at the origin. */
  readonly curvature: CurvatureContext;
  /** What principal axes are computed with. */
  readonly tools?: PathAxesTools;
}

const unavailable = async (): Promise<never> => {
  throw new Error('This direction needs the slopes of the loss, which were not asked for.');
};

/** Enough for axes that need nothing but the weights. */
export const NO_SOURCES: PlaneSources = { checkpoints: [], curvature: { gradient: unavailable, eigenvector: unavailable } };

/**
 * Builds the axes of a recipe around a point. A random axis draws from the stream "direction-0" or "direction-1" of its own seed or the
 * document's, so both panes of a comparison use the same raw directions. Rejects in plain words where an axis is not possible.
 */
export async function buildPlane(
  recipe: Pick<Recipe, 'axes'> & { readonly origin?: Pick<Recipe['origin'], 'run'> },
  directionSeed: number,
  net: Net,
  origin: WeightPoint,
  { checkpoints, curvature, tools }: PlaneSources = NO_SOURCES,
): Promise<Plane> {
  const built: Direction[] = [];
  const components = recipe.axes.map(({ id, params }) => (id === 'principal' ? numberOf(params, 'component') : 0));
  const principalAxes = createPathAxes(origin, net.parameters, Math.max(...components), tools ?? {});
  for (const [axis, { id, params, seed }] of recipe.axes.entries()) {
    const rng = createRng(seed ?? directionSeed).fork(`direction-${axis}`);
    const context: DirectionContext = {
      layout: net.parameters,
      origin,
      rng,
      axis,
      run: recipe.origin?.run ?? 0,
      checkpoints,
      built,
      principalAxes,
      curvature,
    };
    built.push(await directions.get(id).build(params, context));
  }
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
