import { afterEach, describe, expect, it, vi } from 'vitest';
import { Heap } from '../../src/engine/kernels/wasm/heap';
import { inErrorScopes } from '../../src/engine/kernels/webgpu/error-scopes';
import { probeWebgpu } from '../../src/engine/kernels/webgpu/probe';
import { findAdapter } from '../../src/engine/kernels/webgpu/within';
import { createStepLimit } from '../../src/engine/step-limit';
import { cardBudget, heapBudget } from '../../src/worker/heap-budget';
import { poolSize } from '../../src/worker/pool-size';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a machine', () => {
  it('that does not say how many processors it has gets four workers', () => {
    expect([undefined, Number.NaN, 0, 1, 3, 64].map(poolSize)).toEqual([4, 4, 1, 1, 3, 8]);
  });

  it('shares its memory among its workers: from 512 MiB to 2 GiB each', () => {
    const mebibytes = (machine: Omit<Parameters<typeof heapBudget>[0], 'userAgent'>, userAgent = 'Chrome'): number =>
      heapBudget({ ...machine, userAgent }) / 2 ** 20;
    expect(mebibytes({ deviceMemory: 8, hardwareConcurrency: 8 })).toBe(1024);
    expect(mebibytes({ deviceMemory: 8, hardwareConcurrency: 2 })).toBe(2048);
    expect(mebibytes({ hardwareConcurrency: 8 })).toBe(512);
    expect(mebibytes({ deviceMemory: 0.5, hardwareConcurrency: 4 })).toBe(512);
    expect(mebibytes({}, 'iPhone')).toBe(512);
  });

  it('that is a phone gives a program on its graphics card 256 MiB, others up to 2 GiB', () => {
    const mebibytes = (userAgent: string, deviceMemory?: number): number =>
      cardBudget({ userAgent, ...(deviceMemory !== undefined && { deviceMemory }) }) / 2 ** 20;
    expect(mebibytes('Mozilla/5.0 (Linux; Android 15) Mobile', 8)).toBe(256);
    expect(mebibytes('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)')).toBe(256);
    expect(mebibytes('Chrome', 2)).toBe(512);
    expect(mebibytes('Chrome', 4)).toBe(1024);
    expect(mebibytes('Firefox')).toBe(1024);
    expect(mebibytes('Chrome', 8)).toBe(2048);
  });

  it('of 32 bits that has no 2 GiB of addresses gets by with 512 MiB', () => {
    const { Memory } = WebAssembly;
    const asked: number[] = [];
    vi.stubGlobal('WebAssembly', {
      ...WebAssembly,
      Memory: class extends Memory {
        constructor(descriptor: WebAssembly.MemoryDescriptor) {
          asked.push(descriptor.maximum ?? 0);
          if ((descriptor.maximum ?? 0) > 2 ** 13) throw new RangeError('could not allocate memory');
          super(descriptor);
        }
      },
    });
    const heap = new Heap(2 ** 31 - 65536);
    expect(asked).toEqual([32767, 8192]);
    expect(heap.largestBytes).toBeLessThanOrEqual(2 ** 29);
    expect(heap.allocate(2 ** 30)).toBeUndefined();
  });
});

describe('steps of training on a graphics card', () => {
  it('are handed over in numbers that double up to 50 ms of work, and shrink where it slows down', () => {
    const limit = createStepLimit(50);
    const handed: number[] = [];
    for (const msPerStep of [1, 1, 1, 1, 1, 1, 1, 1, 10, 10, 200, 200]) {
      handed.push(limit.steps);
      limit.done(limit.steps, limit.steps * msPerStep);
    }
    expect(handed).toEqual([1, 2, 4, 8, 16, 32, 50, 50, 50, 5, 5, 1]);
  });
});

describe('a tiling that the card refuses', () => {
  /** A device whose scopes report what was refused in them. */
  function scopes(refusal: 'validation' | 'internal' | 'out-of-memory' | null) {
    const open: string[] = [];
    const gpu = {
      pushErrorScope: (filter: string) => void open.push(filter),
      popErrorScope: async () => (open.pop() === refusal ? { message: 'refused' } : null),
    } as unknown as GPUDevice;
    return { gpu, open };
  }

  it.each(['validation', 'internal', 'out-of-memory'] as const)('for %s is no answer, and no fault of the card', async (refusal) => {
    const { gpu, open } = scopes(refusal);
    expect(
      await inErrorScopes(
        gpu,
        () => false,
        async () => 7,
      ),
    ).toBeNull();
    expect(open).toEqual([]);
  });

  it('by throwing is none either, unless the card is lost', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('no such pipeline');
    };
    expect(await inErrorScopes(scopes(null).gpu, () => false, broken)).toBeNull();
    await expect(inErrorScopes(scopes(null).gpu, () => true, broken)).rejects.toThrow('no such pipeline');
    expect(
      await inErrorScopes(
        scopes(null).gpu,
        () => false,
        async () => 7,
      ),
    ).toBe(7);
  });
});

describe('a look for an adapter', () => {
  it('that is never answered ends after five seconds', async () => {
    vi.useFakeTimers();
    vi.stubGlobal('navigator', { gpu: { requestAdapter: () => new Promise(() => {}) } });
    const probe = probeWebgpu();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await probe).toMatchObject({ usable: false, adapter: expect.stringContaining('within 5 s') });
  });

  it('takes any where there is no fast one', async () => {
    const asked: unknown[] = [];
    const adapter = {} as GPUAdapter;
    const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
      asked.push(options);
      return options ? null : adapter;
    };
    expect(await findAdapter({ requestAdapter } as unknown as GPU)).toBe(adapter);
    expect(asked).toEqual([{ powerPreference: 'high-performance' }, undefined]);
  });
});
