import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device';
import { DeviceLost } from '../../src/engine/device-lost';
import type { Step } from '../../src/engine/kernels/tfjs/kernel';
import { matMulKernel } from '../../src/engine/kernels/tfjs/ops/matmul';
import { candidates, defaultTiling, productThreads, productTileOf, TILINGS } from '../../src/engine/kernels/webgpu/tiling';
import { measureTilings } from '../../src/engine/kernels/webgpu/tune';

describe('the choice of a tiling', () => {
  /** A device without numbers: a run takes what `cost` says of the tiling in use, the first run in it a second more. */
  async function choose(tilings: typeof TILINGS, cost: Readonly<Record<string, number>>) {
    let [time, used, disposed] = [0, '', 0];
    const device = {
      compile() {
        let compiled = false;
        return {
          write() {},
          run() {
            time += (cost[used] as number) + (compiled ? 0 : 1000);
            compiled = true;
          },
          read: async () => new Float32Array(1),
          dispose() {
            disposed++;
          },
        };
      },
    } as unknown as Device;
    const use = ({ name }: { readonly name: string }): void => {
      used = name;
    };
    return { ...(await measureTilings(device, tilings, use, () => time)), disposed };
  }

  it('is the one in which the test layers took the least time, compiling apart', async () => {
    const cost = Object.fromEntries(TILINGS.map(({ name }, k) => [name, 5 + ((k + 2) % TILINGS.length)]));
    const { fastest, times, disposed } = await choose(TILINGS, cost);
    expect(fastest.name).toBe((TILINGS.at(-2) as { name: string }).name);
    expect(Object.keys(times)).toEqual(TILINGS.map(({ name }) => name));
    expect(times[fastest.name]).toBe(3 * 5);
    expect(disposed).toBe(3 * TILINGS.length);
  });

  it('leaves out those that the card refuses, and is none where it refuses all', async () => {
    const device = { compile: () => ({ run() {}, read: async () => new Float32Array(1), dispose() {} }) } as unknown as Device;
    let used = '';
    const use = ({ name }: { readonly name: string }): void => {
      used = name;
    };
    const attempt = (refused: RegExp) => async (run: () => Promise<number>) => (refused.test(used) ? null : run());
    const { fastest, times } = await measureTilings(device, TILINGS, use, () => 0, attempt(/workgroup|8x8/));
    expect(Object.keys(times)).toEqual(['register-8x4', 'register-4x4', 'register-16x8', 'quad-16x4'].filter((name) => name in times));
    expect(times).not.toHaveProperty('workgroup-4x4');
    expect(fastest.name).toBe('register-8x4');
    await expect(measureTilings(device, TILINGS, use, () => 0, attempt(/./))).rejects.toThrow(DeviceLost);
  });

  it('is among all on hardware, among those without barriers on software, which start with the largest', () => {
    expect(candidates(true, true)).toEqual(TILINGS);
    expect(candidates(false, true).length).toBeGreaterThan(2);
    expect(candidates(false, true).some(({ sharesWeights }) => sharesWeights)).toBe(false);
    expect([defaultTiling(true, true), defaultTiling(false, true), defaultTiling(false, false)].map(({ name }) => name)).toEqual([
      'register-8x4',
      'quad-16x4',
      'register-16x8',
    ]);
  });
});

describe('the tiles of a product', () => {
  const product = (n: number, inner: number, m: number): Step => ({
    kernel: matMulKernel(false, false),
    operands: [],
    uniforms: [n, inner, m],
    size: n * m,
  });

  it.each([
    [512, 64, 64, 16, 8, true],
    [512, 64, 2, 16, 2, true],
    [9, 40, 10, 9, 5, true],
    [70, 45, 37, 14, 8, false],
    [70, 145, 37, 8, 8, false],
    [1, 1, 1, 1, 1, true],
  ])('%i × %i × %i are %i rows of %i units', (n, inner, m, rows, units, isWhole) => {
    const step = product(n, inner, m);
    const tiling = defaultTiling(false, false);
    expect(productTileOf(step, tiling)).toEqual({ rows, units, isWhole, isLong: inner > 128, sharesOperands: false, sharesRows: false });
    expect(productThreads(step, 3, tiling)).toBe(3 * Math.ceil(n / rows) * Math.ceil(m / units));
  });

  it.each([
    [512, 64, 64, 16, 4, true],
    [512, 16, 16, 16, 4, true],
    [70, 145, 37, 8, 8, false],
    [9, 40, 10, 9, 3, true],
    [512, 64, 2, 16, 2, false],
    [9, 40, 9, 9, 5, false],
  ])('%i × %i × %i where quads can be: %i rows of %i units, shared by four threads: %s', (n, inner, m, rows, units, sharesRows) => {
    const step = product(n, inner, m);
    const tiling = defaultTiling(false, true);
    expect(productTileOf(step, tiling)).toMatchObject({ rows, units, sharesRows });
    expect(productThreads(step, 3, tiling)).toBe(3 * Math.ceil(n / rows) * Math.ceil(m / units));
    if (sharesRows) expect(Math.ceil(m / units) % 4).toBe(0);
  });

  it('that share operands come in workgroups of 64 threads', () => {
    const tiling = TILINGS.find(({ name }) => name === 'workgroup-8x4') as (typeof TILINGS)[number];
    expect(productThreads(product(65, 5, 33), 3, tiling)).toBe(3 * 2 * 2 * 64);
  });
});
