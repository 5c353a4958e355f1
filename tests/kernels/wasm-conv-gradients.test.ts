import { describe, expect, it } from 'vitest';
import type { Samples } from '../../src/catalog/datasets/types';
import { defineNet } from '../../src/catalog/nets/define';
import { initialiseKernels } from '../../src/catalog/nets/initialise';
import { resnetDefinition } from '../../src/catalog/nets/resnet';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createSlopes } from '../../src/engine/slopes';
import { createRng } from '../../src/math/random';

const modules = readWasmModules();
const CLASSES = 5;

/** A small ResNet, random images for it, and where its gradient is taken. */
function caseOf({ seed, side, n, blocks, shortcuts }: { seed: number; side: number; n: number; blocks: number; shortcuts: boolean }) {
  const rng = createRng(seed);
  const shape = { widths: [8, 8], blocks, shortcuts, activation: 'relu', classes: CLASSES, pool: null } as const;
  const net = defineNet(
    { inputShape: [side, side, 1], classes: CLASSES },
    resnetDefinition(shape),
    (layout, stream) => initialiseKernels(layout, { init: 'he', initScale: 1 }, stream),
    { reason: '' },
  );
  const samples: Samples = {
    n,
    x: Float32Array.from({ length: n * side * side }, () => rng.normal()),
    labels: Int32Array.from({ length: n }, () => rng.integer(CLASSES)),
  };
  return { net, samples, point: { theta: net.initialise(rng.fork('w')), state: net.initialState() } };
}

// At seeds 2, 121 and 124 Winograd's sums in the forward pass take an activation over its kink: gradients off by 7e-3, 7e-4 and 5e-3.
const CASES = [
  { seed: 2, side: 14, n: 32, blocks: 3, shortcuts: false },
  ...[1, 2, 7, 8, 21, 24].map((i) => ({ seed: 100 + i, side: 8, n: 24, blocks: 2, shortcuts: i % 2 === 0 })),
];

describe.each(['simd', 'relaxed'] as const)('gradients of conv nets on WASM, %s', (variant) => {
  it.each(CASES.map((each) => [each.seed, each] as const))('are those in float64, seed %s', async (_, each) => {
    const { net, samples, point } = caseOf(each);
    for (const mode of ['frozen', 'recomputed'] as const) {
      const at = async (device: Device): Promise<Float32Array> => {
        const slopes = createSlopes(device, net, samples, mode);
        const { gradient } = await slopes.at(point);
        slopes.dispose();
        return gradient;
      };
      const exact = await at(createReferenceDevice('f64'));
      const found = await at(await createWasmDevice(modules, { variant }));
      const norm = (of: (i: number) => number): number => Math.sqrt(exact.reduce((sum, _value, i) => sum + of(i) ** 2, 0));
      expect(norm((i) => (found[i] as number) - (exact[i] as number)) / norm((i) => exact[i] as number), mode).toBeLessThan(1e-5);
    }
  });
});
