import { describe, expect, it } from 'vitest';
import { ACTIVATION_KINDS, type ActivationKind } from '../../src/catalog/activations';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { activationValue } from '../../src/engine/reference/activations';

const modules = readWasmModules();
const POINTS = 40001;
type Order = 0 | 1 | 2;

/** Largest relative error over [low, high], at float32 points and against float64, of values above the denormals. */
async function largestError(variant: 'simd' | 'relaxed', kind: ActivationKind, order: Order, low: number, high: number): Promise<number> {
  const device = await createWasmDevice(modules, { variant });
  const b = new GraphBuilder();
  const x = b.input('x', [POINTS], { perReplica: false });
  const program = device.compile(b.build({ out: b.activation(x, kind, order) }), 1);
  const points = Float32Array.from({ length: POINTS }, (_, i) => low + ((high - low) * i) / (POINTS - 1));
  program.write('x', points);
  program.run(1);
  const actual = await program.read('out');
  program.dispose();
  let largest = 0;
  points.forEach((point, i) => {
    const expected = activationValue(kind, order, point);
    if (Math.abs(expected) < 1.2e-38) return;
    largest = Math.max(largest, Math.abs((actual[i] as number) - expected) / Math.abs(expected));
  });
  return largest;
}

/**
 * Allowed relative error, on whole tails. GELU's derivatives cross zero (at −0.75 and at ±√2), where a relative error means nothing; they are
 * measured on each side of it.
 */
const CASES: readonly (readonly [ActivationKind, Order, number, number, number])[] = [
  ['tanh', 0, -12, 12, 2e-7],
  ['tanh', 0, -1e-3, 1e-3, 2e-7],
  ['tanh', 1, -30, 30, 3e-7],
  ['tanh', 2, -30, 30, 4e-7],
  ['relu', 0, -3, 3, 0],
  ['gelu', 0, -12, 12, 4e-7],
  ['gelu', 1, -12, -1, 7e-7],
  ['gelu', 1, -0.5, 12, 7e-7],
  ['gelu', 2, -12, -1.6, 4e-7],
  ['gelu', 2, -1.2, 1.2, 4e-7],
  ['softplus', 0, -80, 80, 2e-7],
  ['softplus', 1, -80, 80, 3e-7],
  ['softplus', 2, -80, 80, 3e-7],
];

describe.each(['simd', 'relaxed'] as const)('activations on WASM, %s', (variant) => {
  it('are all measured', () => {
    expect(new Set(CASES.map(([kind]) => kind))).toEqual(new Set(ACTIVATION_KINDS));
  });
  it.each(CASES)('%s order %i on [%d, %d] is within %d of float64', async (kind, order, low, high, allowed) => {
    expect(await largestError(variant, kind, order, low, high)).toBeLessThanOrEqual(allowed);
  });
});
