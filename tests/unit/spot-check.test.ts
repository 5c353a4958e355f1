import { describe, expect, it } from 'vitest';
import { judge } from '../../src/app/run/spot-check';
import { readMeasures } from '../../src/engine/backend-memory';
import type { BackendId, Device } from '../../src/engine/device';
import { memoryTexts, runToEnd, setUpApp } from './support/app';
import { openNodeDevice } from './support/in-process-worker';
import { tinyDocument } from './support/tiny';

describe('a point that a graphics card computed', () => {
  it.each([
    [1, 1, 'right'],
    [1.0009, 1, 'right'],
    [1.005, 1, 'doubtful'],
    [1.011, 1, 'wrong'],
    [0, 1, 'wrong'],
    [0, 0, 'right'],
    [3e-6, 1e-9, 'right'],
    [Number.NaN, Number.NaN, 'right'],
    [Number.NaN, Number.POSITIVE_INFINITY, 'right'],
    [3e38, Number.POSITIVE_INFINITY, 'right'],
    [0, Number.NaN, 'wrong'],
    [Number.NaN, 2, 'wrong'],
    [Number.POSITIVE_INFINITY, 2, 'wrong'],
  ] as const)('with loss %d where WASM finds %d is %s', (card, known, verdict) => {
    expect(judge({ loss: card, accuracy: 0.5 }, { loss: known, accuracy: 0.5 })).toBe(verdict);
  });

  it('may count few samples otherwise, and no more', () => {
    expect(judge({ loss: 1, accuracy: 0.51 }, { loss: 1, accuracy: 0.5 })).toBe('right');
    expect(judge({ loss: 1, accuracy: 0.9 }, { loss: 1, accuracy: 0.5 })).toBe('wrong');
  });
});

describe('a graphics card that passes its test and gets surfaces wrong', () => {
  const document = { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) };
  const adapters = [{ backend: 'webgpu', adapter: '', hardware: true }] as const;

  /** WASM under another name, with the losses of grids changed on their way. */
  const card = async (change: (loss: number) => number): Promise<Device> => {
    const device = await openNodeDevice('wasm');
    return {
      ...device,
      id: 'webgpu',
      compile(graph, most) {
        const program = device.compile(graph, most);
        const isGrid = graph.nodes.some(({ operation }) => operation.op === 'compose');
        return {
          run: program.run.bind(program),
          write: program.write.bind(program),
          dispose: program.dispose.bind(program),
          async read(name) {
            const values = await program.read(name);
            return isGrid && name === 'loss' ? values.map(change) : values;
          },
        };
      },
    };
  };

  async function surfaceOf(change: ((loss: number) => number) | null) {
    const texts = memoryTexts();
    const openDevice = (backend: BackendId) => (backend === 'webgpu' && change ? card(change) : openNodeDevice(backend));
    const test = setUpApp({ openDevice, texts, adapters, document });
    const toasts: string[] = [];
    test.store.subscribe(({ toast }, before) => {
      if (toast && toast !== before.toast) toasts.push(toast.key);
    });
    if (change) test.app().forceBackend('webgpu');
    await runToEnd(test);
    const { landscape, provenance } = test.results.pane(0).snapshot;
    const states = readMeasures(texts.read('measures'), 'Test 1').map(({ backend, state }) => [backend, state]);
    return { loss: landscape?.loss, done: landscape?.done, backend: provenance?.backend, toasts, states, phases: test.phases() };
  }

  it.each([
    ['1.01 times the truth', (loss: number) => 1.0101 * loss],
    ['zeros', () => 0],
    ['0.2 % too much everywhere', (loss: number) => 1.002 * loss],
  ])('by %s: the surface is done again on WASM, and the card is not used again', async (_what, change) => {
    const [wrong, right] = [await surfaceOf(change), await surfaceOf(null)];
    expect(wrong.loss).toEqual(right.loss);
    expect(wrong.done?.every((mark) => mark > 0)).toBe(true);
    expect([wrong.backend, wrong.toasts, wrong.phases]).toEqual(['wasm', ['run.trouble.wrong'], ['done']]);
    expect(wrong.states).toContainEqual(['webgpu', 'wrong']);
  });

  it('is not what rounding makes of one', async () => {
    const close = await surfaceOf((loss) => loss * (1 + 1e-4));
    expect([close.backend, close.toasts, close.phases]).toEqual(['webgpu', [], ['done']]);
  });
});
