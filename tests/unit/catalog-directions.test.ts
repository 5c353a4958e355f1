import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { cosineByChance } from '../../src/catalog/directions/chance';
import { IGNORE_IDS, NORM_IDS, normaliseDirection } from '../../src/catalog/directions/normalise';
import { createLayout, type TensorLayout } from '../../src/catalog/layout';
import { defaultParams } from '../../src/catalog/params';
import { cosineOf, gramOf } from '../../src/math/gram';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';
import { directionContext } from './support/directions';

interface NormFixture {
  readonly params: readonly { name: string; shape: number[]; data: number[] }[];
  readonly raw: readonly (readonly number[] | null)[];
  readonly normalized: Readonly<Record<string, readonly (readonly number[] | null)[]>>;
}

/** Out axis first (PyTorch: [out, in], [out, in, kh, kw]) to out axis last (ours: [in, out], [kh, kw, in, out]). */
function toOurs(values: readonly number[] | null, shape: readonly number[]): Float32Array {
  const size = shape.reduce((product, extent) => product * extent, 1);
  if (values === null) return new Float32Array(size);
  if (shape.length === 1) return Float32Array.from(values);
  const [out, inputs, height = 1, width = 1] = shape;
  const ours = new Float32Array(size);
  for (let o = 0; o < out; o++) {
    for (let i = 0; i < inputs; i++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          ours[((y * width + x) * inputs + i) * out + o] = values[((o * inputs + i) * height + y) * width + x];
        }
      }
    }
  }
  return ours;
}

function layoutOf(params: NormFixture['params']): TensorLayout {
  return createLayout(
    params.map(({ name, shape }) => {
      const [out, ...rest] = shape;
      const ours = shape.length === 1 ? shape : shape.length === 2 ? [rest[0], out] : [rest[1], rest[2], rest[0], out];
      return { name, role: shape.length > 1 ? 'kernel' : 'bias', shape: ours } as const;
    }),
  );
}

function flat(parts: readonly (readonly number[] | null)[], params: NormFixture['params']): Float32Array {
  return Float32Array.from(parts.flatMap((part, i) => [...toOurs(part, params[i].shape)]));
}

describe.each(['mlp_tiny', 'resnet_micro'])('normalisations of %s', (net) => {
  const fixture = JSON.parse(readFileSync(new URL(`../fixtures/norms/${net}.json`, import.meta.url), 'utf8')) as NormFixture;
  const layout = layoutOf(fixture.params);
  const weights = flat(
    fixture.params.map((param) => param.data),
    fixture.params,
  );
  const raw = flat(fixture.raw, fixture.params);

  const cases = NORM_IDS.filter((norm) => norm !== 'none').flatMap((norm) => IGNORE_IDS.map((ignore) => [norm, ignore] as const));
  it.each(cases)('%s with ignore %s agrees with the reference', (norm, ignore) => {
    const expected = flat(fixture.normalized[ignore === 'biasbn' ? `${norm}+biasbn` : norm], fixture.params);
    expectClose(normaliseDirection(raw, weights, layout, norm, ignore), expected, { rtol: 1e-6, atol: 1e-9 });
  });

  it('leaves kernels alone without a norm', () => {
    const result = normaliseDirection(raw, weights, layout, 'none', 'none');
    for (const slot of layout.slots) {
      const source = slot.shape.length > 1 ? raw : weights;
      expectClose(result.subarray(slot.offset, slot.offset + slot.size), source.subarray(slot.offset, slot.offset + slot.size), {
        rtol: 0,
        atol: 0,
      });
    }
  });
});

const MLP = createLayout([
  { name: 'layer1.kernel', role: 'kernel', shape: [64, 64] },
  { name: 'layer1.bias', role: 'bias', shape: [64] },
  { name: 'layer2.kernel', role: 'kernel', shape: [64, 64] },
  { name: 'layer2.scale', role: 'bn-scale', shape: [64] },
]);

/** Weights whose filters have very different norms. */
function unevenWeights(): Float32Array {
  const rng = createRng(5);
  return Float32Array.from({ length: MLP.size }, (_, i) => rng.normal() * Math.exp((i % 64) / 16 - 2));
}

describe('random directions', () => {
  const random = directions.get('random');

  it('keeps a filter of zero weights at zero and a direction of zeros finite', () => {
    const layout = createLayout([{ name: 'k', role: 'kernel', shape: [3, 2] }]);
    const weights = Float32Array.of(0, 1, 0, 2, 0, 3);
    const result = normaliseDirection(Float32Array.of(1, 1, 1, 1, 1, 1), weights, layout, 'filter', 'biasbn');
    expectClose(result, [0, Math.sqrt(14 / 3), 0, Math.sqrt(14 / 3), 0, Math.sqrt(14 / 3)], { rtol: 1e-6, atol: 0 });
    expectClose(normaliseDirection(new Float32Array(6), weights, layout, 'filter', 'biasbn'), new Array(6).fill(0), { rtol: 0, atol: 0 });
  });

  it('gives a tensor the same entries in every layout that has it', async () => {
    const params = { ...defaultParams(random.params), norm: 'none' };
    const kernel = { name: 'layer1.kernel', role: 'kernel', shape: [4, 4] } as const;
    const plain = createLayout([kernel]);
    const more = createLayout([{ name: 'layer0.kernel', role: 'kernel', shape: [2, 4] }, kernel]);
    const build = async (layout: TensorLayout): Promise<Float32Array> => {
      const origin = { theta: new Float32Array(layout.size), state: new Float32Array(0) };
      return (await random.build(params, directionContext({ layout, origin, rng: createRng(9) }))).delta;
    };
    expectClose((await build(more)).subarray(8), await build(plain), { rtol: 0, atol: 0 });
  });

  it.each(NORM_IDS.flatMap((norm) => IGNORE_IDS.map((ignore) => [norm, ignore] as const)))(
    'meets as often as chance says: %s, ignore %s',
    async (norm, ignore) => {
      const theta = unevenWeights();
      const params = { norm, ignore };
      const context = (seed: number) =>
        directionContext({ layout: MLP, origin: { theta, state: new Float32Array(0) }, rng: createRng(seed) });
      const draw = async (seed: number): Promise<Float32Array> => (await random.build(params, context(seed))).delta;
      let sum = 0;
      const pairs = 200;
      for (let i = 0; i < pairs; i++) sum += Math.abs(cosineOf(gramOf(await draw(2 * i), await draw(2 * i + 1)))) / pairs;
      const axis = { id: 'random', params };
      const predicted = cosineByChance([axis, axis], MLP, theta);
      // The mean of 200 |cos| has a relative standard error of 5 %.
      expect(sum / predicted).toBeGreaterThan(0.84);
      expect(sum / predicted).toBeLessThan(1.16);
    },
  );

  it("reduces to METHOD.md's two formulas", () => {
    const theta = unevenWeights();
    const kernels = MLP.slots.filter((slot) => slot.role === 'kernel');
    const axis = (norm: string) => ({ id: 'random', params: { norm, ignore: 'biasbn' } });
    const count = kernels.reduce((total, slot) => total + slot.size, 0);
    expect(cosineByChance([axis('none'), axis('none')], MLP, theta)).toBeCloseTo(Math.sqrt(2 / (Math.PI * count)), 9);
    let squares = 0;
    let fourths = 0;
    for (const slot of kernels) {
      for (let j = 0; j < 64; j++) {
        let square = 0;
        for (let i = j; i < slot.size; i += 64) square += theta[slot.offset + i] ** 2;
        squares += square;
        fourths += square ** 2 / 64;
      }
    }
    const expected = Math.sqrt((2 / Math.PI) * (fourths / squares ** 2));
    expect(cosineByChance([axis('filter'), axis('filter')], MLP, theta)).toBeCloseTo(expected, 9);
  });

  it('has no chance level for a line', () => {
    expect(cosineByChance([{ id: 'random', params: defaultParams(random.params) }], MLP, unevenWeights())).toBeNaN();
  });
});
