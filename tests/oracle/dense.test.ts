import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkFolder } from '../../scripts/verify/checks';
import type { OracleFolder } from '../../scripts/verify/oracle-net';
import type { CheckRow } from '../../scripts/verify/rows';
import type { Device } from '../../src/engine/device';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';

const directory = new URL('../fixtures/oracle/', import.meta.url);
const folder: OracleFolder = new Map(
  readdirSync(directory)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, directory), 'utf8'))]),
);
const tiny: OracleFolder = new Map([...folder].filter(([name]) => !name.startsWith('mlp_tanh')));

const devices: readonly [string, OracleFolder, () => Promise<Device>][] = [
  ['plain CPU', tiny, async () => createReferenceDevice('f32')],
  ['WASM', folder, () => createWasmDevice(readWasmModules())],
  ['WASM without relaxed SIMD', folder, () => createWasmDevice(readWasmModules(), { variant: 'simd' })],
];

for (const [name, files, open] of devices) {
  describe(`dense nets of the reference on ${name}`, () => {
    const rows: CheckRow[] = [];
    let left = { tensors: -1, bytes: -1 };
    beforeAll(async () => {
      const device = await open();
      for await (const row of checkFolder(device, files)) rows.push(row);
      left = device.memory();
      device.dispose();
    });

    it('agree with float64: losses, accuracies, logits, interpolations, normalisations, gradients, PCA, Hessians', () => {
      expect(
        rows.filter(({ status }) => status !== 'passed').map(({ net, quantity, maxRelative }) => `${net} ${quantity}: ${maxRelative}`),
      ).toEqual([]);
      const quantities = new Set(rows.map(({ quantity }) => quantity));
      for (const quantity of [
        'center loss',
        'line loss',
        'grid loss',
        'grid accuracy',
        'interpolation loss',
        'norm filter+biasbn',
        'gradient, trainMode',
        'PCA biasbn: axes',
        'PCA none: projections',
        'PCA biasbn: surface loss',
        'Hv at center',
        'λ min, all parameters',
        'Hessian at center',
      ]) {
        expect(quantities).toContain(quantity);
      }
    });

    it('leave nothing on the device', () => {
      expect(left.tensors).toBe(0);
    });
  });
}

describe('the comparison itself', () => {
  it('fails when one weight of the net is off by 1e-3', async () => {
    const file = structuredClone(folder.get('mlp_tiny.json')) as unknown as { params: { data: number[] }[] };
    file.params[0].data[0] += 1e-3;
    const changed: OracleFolder = new Map([...tiny, ['mlp_tiny.json', file as unknown as Record<string, unknown>]]);
    const failed: string[] = [];
    for await (const row of checkFolder(createReferenceDevice('f32'), changed)) if (row.status === 'failed') failed.push(row.quantity);
    expect(failed).toEqual(expect.arrayContaining(['center loss', 'grid loss', 'logits at center', 'gradient, evalMode']));
  });
});
