import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/engine/graph/builder';
import type { GraphNode, Shape, Sliding } from '../../src/engine/graph/graph';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { planWinograd, planWinogradFilterGradient } from '../../src/engine/kernels/wasm/winograd';
import { createRng } from '../../src/math/random';
import { WINOGRAD_EXTENTS } from './sliding-cases';

const modules = readWasmModules();

const nodeOf = (shape: Shape): GraphNode => ({ operation: { op: 'input', name: '' }, inputs: [], shape, perReplica: true, dtype: 'f32' });

function planFor(x: Shape, kernel: Shape, out: Shape, sliding: Sliding) {
  return planWinograd(nodeOf(out), [nodeOf(x), nodeOf(kernel)], sliding);
}

describe('convolutions by Winograd’s algorithm', () => {
  it.each(WINOGRAD_EXTENTS.map((each) => [String(each.x), each] as const))('take %s', (_, { x, kernel, out, sliding }) => {
    expect(planFor(x, kernel, out, sliding)).toBeDefined();
  });

  const same = { stride: 1, padTop: 1, padLeft: 1 };
  it.each([
    ['a stride of two', [64, 8, 8, 8], [3, 3, 8, 8], [64, 4, 4, 8], { ...same, stride: 2 }],
    ['grey images', [64, 16, 16, 1], [3, 3, 1, 8], [64, 16, 16, 8], same],
    ['a number of units that panels do not hold', [64, 16, 16, 8], [3, 3, 8, 12], [64, 16, 16, 12], same],
    ['windows of one column', [64, 8, 8, 8], [1, 1, 8, 8], [64, 8, 8, 8], { stride: 1, padTop: 0, padLeft: 0 }],
    ['windows of three columns and one row', [64, 8, 8, 8], [1, 3, 8, 8], [64, 8, 8, 8], { ...same, padTop: 0 }],
    ['images of five by five, of whose four tiles most is not there', [64, 5, 5, 8], [3, 3, 8, 8], [64, 5, 5, 8], same],
    ['a few tiles', [3, 8, 8, 8], [3, 3, 8, 8], [3, 8, 8, 8], same],
  ] as const)('leave out %s', (_, x, kernel, out, sliding) => {
    expect(planFor(x, kernel, out, sliding)).toBeUndefined();
  });

  it('takes the gradients of those kernels too', () => {
    for (const { x, kernel, out, sliding } of WINOGRAD_EXTENTS)
      expect(planWinogradFilterGradient(nodeOf(kernel), [nodeOf(x), nodeOf(out)], sliding), String(x)).toBeDefined();
  });

  it.each(['simd', 'relaxed'] as const)('round less than 3.2 times as much as plain sums, %s', async (variant) => {
    const device = await createWasmDevice(modules, { variant });
    const rng = createRng(5);
    const normals = (length: number, of = (value: number) => value) => Float32Array.from({ length }, () => of(rng.normal()));
    const values = {
      x: normals(64 * 64 * 32, (value) => Math.max(0, value)),
      kernel: normals(9 * 32 * 32, (value) => 0.1 * value),
      g: normals(64 * 64 * 32),
    };
    const b = new GraphBuilder();
    const input = (name: string, shape: Shape) => b.input(name, shape, { perReplica: true });
    const [x, kernel, g] = [input('x', [64, 8, 8, 32]), input('kernel', [3, 3, 32, 32]), input('g', [64, 8, 8, 32])];
    const out = b.conv2d(x, kernel, { stride: 1, padding: 1 });
    const toKernel = b.slide('convFilterGradient', x, g, [3, 3, 32, 32], { stride: 1, padTop: 1, padLeft: 1 });
    const program = device.compile(b.build({ out, toKernel }), 1);
    for (const [name, each] of Object.entries(values)) program.write(name, each);
    program.run(1);
    const exact = slide(values, (value) => value);
    const plain = slide(values, Math.fround);
    for (const name of ['out', 'toKernel'] as const) {
      const errorOf = (found: ArrayLike<number>): number =>
        Math.sqrt(exact[name].reduce((sum, value, i) => sum + (value - (found[i] as number)) ** 2, 0));
      const winograd = errorOf(await program.read(name));
      expect(winograd / errorOf(plain[name]), name).toBeLessThan(3.2);
      const norm = Math.sqrt(exact[name].reduce((sum, v) => sum + v * v, 0));
      expect(winograd / norm, name).toBeLessThan(1e-6);
    }
    program.dispose();
  });
});

interface Values {
  readonly x: Float32Array;
  readonly kernel: Float32Array;
  readonly g: Float32Array;
}

/** x [64, 8, 8, 32] with the kernel [3, 3, 32, 32], padding 1, and the kernel's gradient for g; every sum is rounded by `round`. */
function slide({ x, kernel, g }: Values, round: (value: number) => number): { out: Float64Array; toKernel: Float64Array } {
  const out = new Float64Array(64 * 64 * 32);
  const toKernel = new Float64Array(9 * 32 * 32);
  for (let n = 0; n < 64; n++)
    for (let p = 0; p < 64; p++)
      for (let tap = 0; tap < 9; tap++) {
        const [row, column] = [(p >> 3) + Math.floor(tap / 3) - 1, (p & 7) + (tap % 3) - 1];
        if (row < 0 || row > 7 || column < 0 || column > 7) continue;
        for (let c = 0; c < 32; c++) {
          const value = x[(n * 64 + row * 8 + column) * 32 + c];
          for (let u = 0; u < 32; u++) {
            const at = (n * 64 + p) * 32 + u;
            const entry = (tap * 32 + c) * 32 + u;
            out[at] = round(out[at] + value * kernel[entry]);
            toKernel[entry] = round(toKernel[entry] + value * g[at]);
          }
        }
      }
  return { out, toKernel };
}
