import { describe, expect, it } from 'vitest';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { checkCase } from '../../src/engine/self-test/check-case';
import { KERNEL_CASES } from './cases';

const modules = readWasmModules();

describe.each(['simd', 'relaxed'] as const)('op contract on WASM, %s', async (variant) => {
  const device = await createWasmDevice(modules, { variant });
  it.each(KERNEL_CASES.map((test) => [test.name, test] as const))('%s', async (_, test) => {
    const report = await checkCase(device, test);
    expect(report.failure).toBe('');
  });
});
