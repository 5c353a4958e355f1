import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { buildMlp, mlp } from '../../src/catalog/nets/mlp';
import { defaultParams } from '../../src/catalog/params';
import { gridCoords } from '../../src/engine/grid-coords';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { buildPlane, rescaledPoint } from '../../src/engine/plane';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const rng = createRng(17);
const net = buildMlp(
  { sizes: [2, 16, 16, 2], activation: 'relu', skips: false, batchNorm: false },
  { inputShape: [2], classes: 2 },
  (layout) => Float32Array.from({ length: layout.size }, () => 0.6 * rng.normal()),
);
const point = { theta: net.initialise(rng), state: net.initialState() };
const samples = {
  n: 64,
  x: Float32Array.from({ length: 128 }, () => rng.normal()),
  labels: Int32Array.from({ length: 64 }, () => rng.integer(2)),
};
const axis = { min: -1, max: 1, points: 9 };

/** Losses of the plane of a direction seed around θ and around its rescaling by c. */
async function surfaces(norm: string, c: number): Promise<[Float32Array, Float32Array]> {
  const params = { ...defaultParams(directions.get('random').params), norm };
  const axes = [0, 1].map(() => ({ id: 'random', params, seed: null }));
  const evaluate = async (origin: typeof point): Promise<Float32Array> => {
    const evaluator = createGridEvaluator(createReferenceDevice('f32'), await buildPlane({ axes }, 3, net, origin), samples, 'frozen');
    const loss = new Float32Array(81);
    const coords = gridCoords(
      [axis, axis],
      Array.from({ length: 81 }, (_, i) => i),
    );
    for await (const chunk of evaluator.evaluate(coords, { signal: new AbortController().signal, clock: () => 0 }))
      loss.set(chunk.loss, chunk.first);
    evaluator.dispose();
    return loss;
  };
  return [await evaluate(point), await evaluate(rescaledPoint(net, point, c))];
}

describe('the reparametrisation W₁, b₁ → 10 W₁, 10 b₁ and W₂ → W₂ / 10', () => {
  it('moves the weights but not the function', async () => {
    const moved = rescaledPoint(net, point, 10).theta;
    expect(moved[0]).toBeCloseTo(10 * point.theta[0], 5);
    const [before, after] = await surfaces('none', 10);
    expectClose([after[40]], [before[40]], { rtol: 1e-5, atol: 0 });
  });

  it('changes the raw surface', async () => {
    const [before, after] = await surfaces('none', 10);
    const differing = before.filter((loss, i) => Math.abs(after[i] - loss) > 0.05 * loss);
    expect(differing.length).toBeGreaterThan(40);
  });

  it('leaves the filter-normalised surface as it is, point by point', async () => {
    const [before, after] = await surfaces('filter', 10);
    expectClose(after, before, { rtol: 1e-4, atol: 0 });
  });

  it('is refused, with the reason, where it would change the function', () => {
    const input = { inputShape: [2], classes: 2 };
    const reason = (params: Record<string, string | boolean | number>): unknown =>
      mlp.build({ ...defaultParams(mlp.params), depth: 3, ...params }, input).reparametrisation;
    expect(reason({ skips: false, batchNorm: false })).toHaveProperty('scaleUp');
    expect(reason({ skips: true, batchNorm: false })).toEqual({ reason: 'nets.reparametrisation.skips' });
    expect(reason({ skips: false, batchNorm: true })).toEqual({ reason: 'nets.reparametrisation.batchNorm' });
    expect(reason({ skips: false, batchNorm: false, activation: 'tanh' })).toEqual({ reason: 'nets.reparametrisation.needsRelu' });
    const withSkips = mlp.build({ ...defaultParams(mlp.params), batchNorm: false }, input);
    expect(() => rescaledPoint(withSkips, { theta: withSkips.initialise(rng), state: new Float32Array(0) }, 10)).toThrow(
      /cannot be rescaled/,
    );
  });
});
