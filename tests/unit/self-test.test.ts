import { describe, expect, it } from 'vitest';
import type { Device, Program } from '../../src/engine/device';
import { DeviceLost } from '../../src/engine/device-lost';
import type { Graph } from '../../src/engine/graph/graph';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { selfTest } from '../../src/engine/self-test';
import { SELF_TEST_CASES } from '../../src/engine/self-test/cases';
import { wrongAnswers } from '../../src/engine/self-test/check-case';
import { openNodeDevice } from './support/in-process-worker';

type Change = (values: Float32Array) => Float32Array;

/** A device whose answers a driver changed on their way. */
function changed(device: Device, change: Change): Device {
  return {
    ...device,
    compile(graph: Graph, most: number): Program {
      const program = device.compile(graph, most);
      return {
        write: program.write.bind(program),
        run: program.run.bind(program),
        read: async (name) => change(await program.read(name)),
        dispose: program.dispose.bind(program),
      };
    },
  };
}

describe('what a device is asked before it is trusted', () => {
  it('is known to WASM and to the reference', async () => {
    expect(await selfTest(await openNodeDevice('wasm'))).toBe('');
    expect(await selfTest(createReferenceDevice('f32'))).toBe('');
  });

  it.each<[string, Change]>([
    ['zeros at once', (values) => new Float32Array(values.length)],
    ['1.01 times the truth', (values) => values.map((value) => 1.01 * value)],
    ['0 for NaN', (values) => values.map((value) => (Number.isNaN(value) ? 0 : value))],
    ['the largest number for infinity', (values) => values.map((value) => Math.max(-3.4e38, Math.min(3.4e38, value)))],
    ['the last number lost', (values) => values.map((value, i) => (i === values.length - 1 ? 0 : value))],
  ])('is not known to one that gives %s', async (_what, change) => {
    expect(await selfTest(changed(await openNodeDevice('wasm'), change))).not.toBe('');
  });

  it('tells each of its questions apart from 1.01 times the answer, so that one broken kernel is found', async () => {
    const blind = [];
    for (const test of SELF_TEST_CASES) {
      const device = changed(await openNodeDevice('wasm'), (values) => values.map((value) => 1.01 * value));
      if ((await wrongAnswers(device, test)).failures.length === 0) blind.push(test.name);
    }
    expect(blind).toEqual([]);
  });

  it('is not answered by one that is lost meanwhile: lost is not wrong', async () => {
    const device = changed(await openNodeDevice('wasm'), () => {
      throw new DeviceLost('gone');
    });
    await expect(selfTest(device)).rejects.toThrow(DeviceLost);
  });
});
