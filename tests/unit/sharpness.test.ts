import { describe, expect, it } from 'vitest';
import { buildMlp } from '../../src/catalog/nets/mlp';
import { sharpnessMeasures } from '../../src/catalog/sharpness';
import type { SharpnessContext } from '../../src/catalog/sharpness/types';
import { rescaledPoint } from '../../src/engine/plane';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { measureSharpness } from '../../src/engine/sharpness';
import { createRng } from '../../src/math/random';

/** A loss ½ Σ a_i θ_i² with its exact slope. */
function bowl(curvatures: readonly number[], theta: readonly number[]): SharpnessContext {
  return {
    layout: { size: theta.length, slots: [{ name: 'w', role: 'kernel', shape: [theta.length / 2, 2], offset: 0, size: theta.length }] },
    theta: Float32Array.from(theta),
    slopeAt: async (at) => ({
      loss: at.reduce((sum, x, i) => sum + 0.5 * (curvatures[i] as number) * x * x, 0),
      gradient: at.map((x, i) => (curvatures[i] as number) * x),
    }),
    largestEigenvalue: async () => Math.max(...curvatures),
    trace: async () => ({ value: curvatures.reduce((sum, a) => sum + a, 0), standardError: 0 }),
  };
}

const measureOf = async (id: string, context: SharpnessContext): Promise<number> =>
  (await sharpnessMeasures.get(id).measure(context)).value;

describe('sharpness in a bowl', () => {
  const [curvatures, theta] = [
    [1, 4, 9, 16],
    [2, -1, 0.5, 1],
  ];
  const context = bowl(curvatures, theta);
  const loss = (at: readonly number[]): number => at.reduce((sum, x, i) => sum + 0.5 * (curvatures[i] as number) * x * x, 0);
  const gradient = theta.map((x, i) => x * (curvatures[i] as number));
  const norm = Math.hypot(...gradient);

  it('the length of the gradient', async () => {
    expect(await measureOf('gradientNorm', context)).toBeCloseTo(norm, 5);
  });
  it("Keskar's is that of the farthest corner of the box", async () => {
    const corner = theta.map((x) => x + Math.sign(x) * 1e-3 * (Math.abs(x) + 1));
    const expected = (100 * (loss(corner) - loss(theta))) / (1 + loss(theta));
    expect(Math.abs((await measureOf('keskar', context)) / expected - 1)).toBeLessThan(1e-3);
  });
  it('the rise along the gradient, and along the gradient scaled by the norms of filters', async () => {
    const after = theta.map((x, i) => x + (0.05 * (gradient[i] as number)) / norm);
    expect(await measureOf('rise', context)).toBeCloseTo(loss(after) - loss(theta), 5);
    const norms = [Math.hypot(2, 0.5), Math.hypot(1, 1), Math.hypot(2, 0.5), Math.hypot(1, 1)];
    const scaled = Math.hypot(...gradient.map((g, i) => g * (norms[i] as number)));
    const adapted = theta.map((x, i) => x + (0.05 * (norms[i] as number) ** 2 * (gradient[i] as number)) / scaled);
    expect(await measureOf('adaptiveRise', context)).toBeCloseTo(loss(adapted) - loss(theta), 5);
  });
});

describe('sharpness of a net', () => {
  const rng = createRng(2);
  const net = buildMlp(
    { sizes: [2, 7, 5, 3], activation: 'relu', skips: false, batchNorm: false },
    { inputShape: [2], classes: 3 },
    (layout, stream) => Float32Array.from({ length: layout.size }, () => 0.6 * stream.normal()),
  );
  const samples = {
    n: 40,
    x: Float32Array.from({ length: 80 }, () => rng.normal()),
    labels: Int32Array.from({ length: 40 }, () => rng.integer(3)),
  };
  const point = { theta: net.initialise(rng), state: new Float32Array() };

  async function numbers(c: number): Promise<Map<string, number>> {
    const device = createReferenceDevice('f64');
    const options = { signal: new AbortController().signal, clock: () => 0, rng: createRng(1), breathe: async () => {} };
    const found = new Map<string, number>();
    for await (const { id, value } of measureSharpness(device, net, samples, 'frozen', rescaledPoint(net, point, c), options))
      found.set(id, value);
    expect(device.memory().tensors).toBe(0);
    return found;
  }

  it('keeps what is labelled invariant when layers are rescaled, and changes what is labelled dependent', async () => {
    const [before, after] = [await numbers(1), await numbers(4)];
    expect([...before.keys()]).toEqual(sharpnessMeasures.all.map(({ id }) => id));
    for (const { id, scale } of sharpnessMeasures.all) {
      const change = Math.abs((after.get(id) as number) / (before.get(id) as number) - 1);
      if (scale === 'invariant') expect(change, id).toBeLessThan(1e-4);
      else expect(change, id).toBeGreaterThan(0.05);
    }
  });

  it('stops at a signal', async () => {
    const controller = new AbortController();
    const options = {
      signal: controller.signal,
      clock: () => 0,
      rng: createRng(1),
      breathe: async () => controller.abort(new Error('enough')),
    };
    const device = createReferenceDevice('f32');
    const all = async (): Promise<void> => {
      for await (const { value } of measureSharpness(device, net, samples, 'frozen', point, options)) expect(value).not.toBeNaN();
    };
    await expect(all()).rejects.toThrow('enough');
    expect(device.memory().tensors).toBe(0);
  });
});
