import { expect, it } from 'vitest';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { checkTangles } from './tangles';

const GRAPHS = 400;

it(`${GRAPHS} random graphs on WASM agree with the reference over five runs`, async () => {
  expect(await checkTangles(await createWasmDevice(readWasmModules()), GRAPHS)).toEqual([]);
});
