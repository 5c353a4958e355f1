import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { checkHessian, HESSIAN_CASES } from './hessian-cases';

const modules = readWasmModules();
const devices: readonly (readonly [string, () => Promise<Device>])[] = [
  ['the reference in float32', async () => createReferenceDevice('f32')],
  ['WASM, simd', () => createWasmDevice(modules, { variant: 'simd' })],
  ['WASM, relaxed', () => createWasmDevice(modules, { variant: 'relaxed' })],
];

/** On GPUs the same cases run in tests/kernels/browser. That the reference's products are right is tested against differences of gradients in tests/unit/hessian.test.ts. */
describe.each(devices)('on %s as in float64', (_, open) => {
  it.each(HESSIAN_CASES.map((test) => [test.name, test] as const))('%s', async (_name, test) => {
    const device = await open();
    const { error, tensors } = await checkHessian(device, test);
    expect(error).toBeLessThan(1e-4);
    expect(tensors).toBe(0);
    device.dispose();
  });
});
