import { describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../src/engine/graph/builder';
import type { GraphNode, Shape, Sliding } from '../../src/engine/graph/graph';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { planWinograd } from '../../src/engine/kernels/wasm/winograd';
import { createRng } from '../../src/math/random';
import { WINOGRAD_EXTENTS } from './sliding-cases';

const modules = readWasmModules();

function planFor(x: Shape, kernel: Shape, out: Shape, sliding: Sliding) {
  const node = (shape: Shape): GraphNode => ({ operation: { op: 'input', name: '' }, inputs: [], shape, perReplica: true, dtype: 'f32' });
  return planWinograd(node(out), [node(x), node(kernel)], sliding);
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

  it.each(['simd', 'relaxed'] as const)('round less than 3.2 times as much as plain sums, %s', async (variant) => {
    const device = await createWasmDevice(modules, { variant });
    const [x, kernel] = [
      [64, 8, 8, 32],
      [3, 3, 32, 32],
    ] as const;
    const rng = createRng(5);
    const values = {
      x: Float32Array.from({ length: 64 * 64 * 32 }, () => Math.max(0, rng.normal())),
      kernel: Float32Array.from({ length: 9 * 32 * 32 }, () => 0.1 * rng.normal()),
    };
    const b = new GraphBuilder();
    const out = b.conv2d(b.input('x', x, { perReplica: true }), b.input('kernel', kernel, { perReplica: true }), { stride: 1, padding: 1 });
    const program = device.compile(b.build({ out }), 1);
    program.write('x', values.x);
    program.write('kernel', values.kernel);
    program.run(1);
    const exact = convolve(values.x, values.kernel, (value) => value);
    const errorOf = (found: ArrayLike<number>): number =>
      Math.sqrt(exact.reduce((sum, value, i) => sum + (value - (found[i] as number)) ** 2, 0));
    const winograd = errorOf(await program.read('out'));
    program.dispose();
    expect(winograd / errorOf(convolve(values.x, values.kernel, Math.fround))).toBeLessThan(3.2);
    const norm = Math.sqrt(exact.reduce((sum, v) => sum + v * v, 0));
    expect(winograd / norm).toBeLessThan(1e-6);
  });
});

/** [64, 8, 8, 32] with [3, 3, 32, 32], padding 1; every sum is rounded by `round`. */
function convolve(x: Float32Array, kernel: Float32Array, round: (value: number) => number): Float64Array {
  const out = new Float64Array(64 * 64 * 32);
  for (let n = 0; n < 64; n++)
    for (let p = 0; p < 64; p++)
      for (let tap = 0; tap < 9; tap++) {
        const [row, column] = [(p >> 3) + Math.floor(tap / 3) - 1, (p & 7) + (tap % 3) - 1];
        if (row < 0 || row > 7 || column < 0 || column > 7) continue;
        for (let c = 0; c < 32; c++) {
          const value = x[(n * 64 + row * 8 + column) * 32 + c];
          for (let u = 0; u < 32; u++) {
            const at = (n * 64 + p) * 32 + u;
            out[at] = round(out[at] + value * kernel[(tap * 32 + c) * 32 + u]);
          }
        }
      }
  return out;
}
