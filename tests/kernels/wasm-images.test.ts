import { describe, expect, it } from 'vitest';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { checkCase } from '../../src/engine/self-test/check-case';
import { IMAGE_CASES } from './image-cases';
import { SLIDING_CASES, WINOGRAD_CASES } from './sliding-cases';

const modules = readWasmModules();

describe.each(['simd', 'relaxed'] as const)('operations on images on WASM, %s', async (variant) => {
  const device = await createWasmDevice(modules, { variant });
  it.each([...IMAGE_CASES, ...SLIDING_CASES, ...WINOGRAD_CASES].map((test) => [test.name, test] as const))('%s', async (_, test) => {
    const report = await checkCase(device, test);
    expect(report.failure).toBe('');
  });
});
