import { describe, expect, it } from 'vitest';
import { readPreferences } from '../../src/app/preferences';
import { describeHost } from '../../src/app/run/host';
import { runStatus } from '../../src/app/run/status';
import { type BackendMeasure, chooseBackend, fallbackOf, measureSpeed, measureTraining, trainingPurpose } from '../../src/engine/backend';
import { readMeasures, untimed, writeMeasures } from '../../src/engine/backend-memory';
import { type BackendId, type Device, trainingDevice } from '../../src/engine/device';
import { DeviceLost } from '../../src/engine/device-lost';
import { presets } from '../../src/experiment/presets';
import type { WorkerPort } from '../../src/worker/client';
import type { ToWorker } from '../../src/worker/jobs';
import { memoryTexts, runToEnd, setUpApp, type TestApp } from './support/app';
import { openNodeDevice } from './support/in-process-worker';
import { tinyDocument } from './support/tiny';

const measure = (
  backend: BackendId,
  pointsPerSecond: number | null,
  hardware = true,
  adapter = backend === 'wasm' ? '' : 'card',
): BackendMeasure => ({
  backend,
  adapter,
  limits: '',
  hardware,
  state: 'timed',
  tries: 0,
  date: Date.parse('2026-01-01'),
  variant: '',
  pointsPerSecond,
  epochsPerSecond: pointsPerSecond === null ? null : pointsPerSecond / 10,
});

describe('the choice of a backend', () => {
  it.each([
    ['nothing is known', [], 4, 'wasm'],
    ['a card beats all workers together', [measure('wasm', 200), measure('webgpu', 900)], 4, 'webgpu'],
    ['a card beats one worker but not all', [measure('wasm', 200), measure('webgpu', 700)], 4, 'wasm'],
    ['the better of two cards', [measure('wasm', 10), measure('webgl', 300), measure('webgpu', 200)], 1, 'webgl'],
    ['a software rasteriser is fast', [measure('wasm', 10), measure('webgpu', 900, false)], 1, 'wasm'],
    ['WASM was never timed', [measure('webgpu', 900)], 1, 'wasm'],
    ['a card failed when it was tried', [measure('wasm', 200), { ...measure('webgpu', 900), state: 'failed' }], 4, 'wasm'],
  ] as const)('when %s', (_when, measures, workers, expected) => {
    expect(chooseBackend(measures, workers, 'grid')).toBe(expected);
  });

  it('is made apart for training, which has one worker, and for grids', () => {
    const card = { ...measure('webgpu', 900), epochsPerSecond: 3 };
    const wasm = { ...measure('wasm', 200), epochsPerSecond: 40 };
    expect(chooseBackend([wasm, card], 4, 'grid')).toBe('webgpu');
    expect(chooseBackend([wasm, card], 4, 'training')).toBe('wasm');
    expect(chooseBackend([{ ...wasm, epochsPerSecond: 2 }, card], 4, 'training')).toBe('webgpu');
    expect(chooseBackend([{ ...wasm, epochsPerSecond: 2 }, card], 4, 'same-training')).toBe('wasm');
  });

  it('is WASM for every training that it does in reasonable time, whatever card there is: all presets', () => {
    const recipes = presets.all.flatMap((preset) => preset.build().panes);
    expect(recipes.filter((recipe) => trainingPurpose(recipe) !== 'same-training')).toEqual([]);
    const long = recipes.map((recipe) => ({ ...recipe, runs: recipe.runs.map((run) => ({ ...run, epochs: 5000 })) }));
    expect(long.some((recipe) => trainingPurpose(recipe) === 'training')).toBe(true);
  });

  it('falls back to WASM, then to the plain CPU, then nowhere', () => {
    expect([fallbackOf('webgpu'), fallbackOf('webgl'), fallbackOf('wasm'), fallbackOf('cpu')]).toEqual(['wasm', 'wasm', 'cpu', null]);
  });

  it('times hardware that is new or changed, never software', () => {
    const found = [
      { backend: 'webgpu', adapter: 'card', hardware: true },
      { backend: 'webgl', adapter: 'SwiftShader', hardware: false },
    ] as const;
    const today = Date.parse('2026-01-01');
    expect(untimed(found, [], today)).toEqual(['wasm', 'webgpu']);
    expect(untimed(found, [measure('wasm', 9), measure('webgpu', 5)], today)).toEqual([]);
    expect(untimed(found, [measure('wasm', 9), measure('webgpu', 5, true, 'old card')], today)).toEqual(['webgpu']);
    expect(untimed([{ ...found[0], limits: 'more' }], [measure('wasm', 9), measure('webgpu', 5)], today)).toEqual(['webgpu']);
    expect(untimed([found[1]], [], today)).toEqual([]);
  });

  it.each([
    ['took the page with it once', { state: 'trying', tries: 1 }, '2026-01-01T00:01:00.000Z', true],
    ['took the page with it twice', { state: 'trying', tries: 2 }, '2026-03-01T00:00:00.000Z', false],
    ['failed a day ago', { state: 'failed', tries: 1 }, '2026-01-02T00:00:00.000Z', false],
    ['failed eight days ago', { state: 'failed', tries: 1 }, '2026-01-09T00:00:00.000Z', true],
    ['failed twice', { state: 'failed', tries: 2 }, '2026-03-01T00:00:00.000Z', false],
    ['was wrong', { state: 'wrong', tries: 0 }, '2026-03-01T00:00:00.000Z', false],
  ] as const)('tries a card anew, or not, that %s', (_what, then, date, isTried) => {
    const card = { ...measure('webgpu', null), ...then };
    expect(untimed([{ backend: 'webgpu', adapter: 'card', hardware: true }], [measure('wasm', 9), card], Date.parse(date))).toEqual(
      isTried ? ['webgpu'] : [],
    );
  });

  it('is remembered as text for one version of the browser, and forgets what is not its own', () => {
    const measures = [measure('wasm', 200), measure('webgpu', null)];
    expect(readMeasures(writeMeasures(measures, 'Test 1'), 'Test 1')).toEqual(measures);
    expect(readMeasures(writeMeasures(measures, 'Test 1'), 'Test 2')).toEqual([]);
    for (const text of [null, '', '{', '[]', 'null', '{"version":2,"measures":[]}', '{"version":3,"browser":"Test 1","measures":"x"}'])
      expect(readMeasures(text, 'Test 1')).toEqual([]);
    expect(readMeasures('{"version":3,"browser":"Test 1","measures":[{"backend":"cuda"},null,7]}', 'Test 1')).toEqual([]);
  });

  it('rests on points per second that the injected clock measures', async () => {
    const device = await trainingDevice(await openNodeDevice('wasm'));
    let time = 0;
    let points = 0;
    const counting: Device = {
      ...device,
      compile(graph, maxReplicas) {
        const program = device.compile(graph, maxReplicas);
        // A device that takes exactly 2 ms a point.
        const run = (replicas: number): void => {
          time += 2 * replicas;
          points += replicas;
          program.run(replicas);
        };
        return {
          ...program,
          run,
          write: program.write.bind(program),
          read: program.read.bind(program),
          dispose: program.dispose.bind(program),
        };
      },
    };
    const options = { signal: new AbortController().signal, clock: () => time };
    expect(await measureSpeed(counting, options)).toBeCloseTo(500, 6);
    expect(points).toBeGreaterThan(64);
    // An epoch of 512 points in batches of 64 is 8 steps and two looks at the metrics: 20 ms.
    expect(await measureTraining(counting, options)).toBeCloseTo(50, 6);
  });
});

describe('a backend that fails', () => {
  /** A WASM device under another name that breaks after so many replicas. */
  const fragile = async (replicasLeft: number): Promise<Device> => {
    const device = await trainingDevice(await openNodeDevice('wasm'));
    let left = replicasLeft;
    return {
      ...device,
      id: 'webgpu',
      compile(graph, maxReplicas) {
        const program = device.compile(graph, maxReplicas);
        const run = (replicas: number): void => {
          left -= replicas;
          if (left < 0) throw new DeviceLost('The device is lost.');
          program.run(replicas);
        };
        return { run, write: program.write.bind(program), read: program.read.bind(program), dispose: program.dispose.bind(program) };
      },
    };
  };

  it('hands over to WASM with one sentence, and finished points stay', async () => {
    const patches = new Map<string, number>();
    const test = setUpApp({
      openDevice: async (backend) => (backend === 'webgpu' ? fragile(60) : openNodeDevice(backend)),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') {
          patches.set(message.job.backend, (patches.get(message.job.backend) ?? 0) + message.job.coords.length / 2);
        }
        return false;
      },
      document: { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) },
    });
    const toasts: string[] = [];
    test.store.subscribe(({ toast }, before) => {
      if (toast && toast !== before.toast) toasts.push(toast.key);
    });
    test.app().forceBackend('webgpu');
    expect(test.app().device).toMatchObject({ backend: 'webgpu', forced: 'webgpu', workers: 1 });
    await runToEnd(test);
    expect(test.phases()).toEqual(['done']);
    expect(toasts).toEqual(['run.trouble.webgpu']);
    expect(test.app().device).toMatchObject({ backend: 'wasm', forced: 'webgpu', workers: 2 });
    const { provenance, landscape } = test.results.pane(0).snapshot;
    expect(landscape?.done.every((mark) => mark > 0)).toBe(true);
    expect(patches.get('wasm') ?? 0).toBeLessThanOrEqual(45);
    expect(['wasm', 'webgpu+wasm']).toContain(provenance?.backend);
  });

  it('comes back when it answers again, and is left alone once it fails a second time', async () => {
    let opened = 0;
    const later: (() => void)[] = [];
    const test = setUpApp({
      // The second opening is the trial; the third is lost, too.
      openDevice: async (backend) => (backend === 'webgpu' ? fragile(++opened === 2 ? 1e9 : 20) : openNodeDevice(backend)),
      later: (callback, ms) => void (ms === 1000 ? later.push(callback) : setTimeout(callback, ms)),
      document: { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) },
    });
    const toasts: string[] = [];
    test.store.subscribe(({ toast }, before) => {
      if (toast && toast !== before.toast) toasts.push(toast.key);
    });
    test.app().forceBackend('webgpu');
    await runToEnd(test);
    expect([toasts, test.app().device.backend, later.length]).toEqual([['run.trouble.webgpu'], 'wasm', 1]);
    later[0]();
    await test.until(() => test.app().device.backend === 'webgpu');
    await runToEnd(test);
    expect([toasts, test.app().device.backend]).toEqual([['run.trouble.webgpu', 'run.trouble.twice'], 'wasm']);
    expect([test.phases(), later.length]).toEqual([['done'], 1]);
    expect(test.results.pane(0).snapshot.landscape?.done.every((mark) => mark > 0)).toBe(true);
  });

  it('by wrong results is not used again, in this visit or the next', async () => {
    const texts = memoryTexts();
    const document = { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) };
    const openDevice = (backend: BackendId) => (backend === 'webgpu' ? fragile(1e9) : openNodeDevice(backend));
    const adapters = [{ backend: 'webgpu', adapter: '', hardware: true }] as const;
    let asked = 0;
    const selfTest = async (): Promise<string> => {
      asked++;
      return 'losses of NaN: loss: entry 0 is 0, not NaN';
    };
    const first = setUpApp({ openDevice, selfTest, texts, adapters, document, cores: 1 });
    first.probe();
    await first.until(() => first.app().device.available.some(({ trouble }) => trouble === 'wrong'));
    await runToEnd(first);
    expect(first.results.pane(0).snapshot.provenance?.backend).toBe('wasm');
    const before = asked;
    const later = setUpApp({ openDevice, selfTest, texts, adapters, document, cores: 1 });
    later.probe();
    await later.until(() => later.app().device.available.length > 0);
    await runToEnd(later);
    expect([asked, later.app().device.backend]).toEqual([before, 'wasm']);
    // A person may ask for another trial; it ends with one sentence.
    later.app().forceBackend('webgpu');
    await runToEnd(later);
    expect(later.app().toast?.key).toBe('run.trouble.wrong');
    expect(asked).toBe(before + 1);
    expect(later.results.pane(0).snapshot.provenance?.backend).toBe('wasm');
  });

  it('that does not start at all does so, too', async () => {
    const test = setUpApp();
    test.app().forceBackend('webgl');
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.app().toast?.key).toBe('run.trouble.webgl');
    expect(test.results.pane(0).snapshot.provenance?.backend).toBe('wasm');
  });

  it('ends on the plain CPU where there is no WASM', async () => {
    const test = setUpApp({
      openDevice: (backend) => (backend === 'wasm' ? Promise.reject(new Error('no SIMD')) : openNodeDevice(backend)),
    });
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.results.pane(0).snapshot.provenance?.backend).toBe('cpu');
  });

  it('fails a pane with a sentence where none is left', async () => {
    const test = setUpApp({ openDevice: () => Promise.reject(new Error('nothing works')) });
    await runToEnd(test);
    expect(test.phases()).toEqual(['failed', 'failed']);
    expect(test.app().panes[0].failure).toMatchObject({ key: 'run.problem.backend', values: { message: 'nothing works' } });
  });
});

describe('a failure', () => {
  it('stays with its pane: the other is computed', async () => {
    const [first, second] = tinyDocument().panes;
    const digits = { ...second, data: { id: 'digits', params: { trainShare: 0.5 }, seed: 1 } };
    const test = setUpApp({ document: { ...tinyDocument(), panes: [first, digits] } });
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'failed']);
    expect(test.app().panes[1].failure).toMatchObject({
      key: 'run.problem.data',
      values: { file: 'digits.table', message: '404 Not Found' },
    });
  });
});

describe('the probe for adapters', () => {
  it('lists what there is, times hardware only, remembers, and switches', async () => {
    const texts = memoryTexts();
    const opened: BackendId[] = [];
    const adapters = [
      { backend: 'webgpu', adapter: 'Big card', hardware: true },
      { backend: 'webgl', adapter: 'SwiftShader', hardware: false },
    ] as const;
    const openDevice = async (backend: BackendId): Promise<Device> => {
      opened.push(backend);
      if (backend === 'wasm') return openNodeDevice('cpu');
      return { ...(await trainingDevice(await openNodeDevice('wasm'))), id: 'webgpu', adapter: 'Big card' };
    };
    const test = setUpApp({ adapters, openDevice, texts, cores: 1 });
    test.probe();
    await test.until(() => test.app().device.backend === 'webgpu');
    expect(test.app().device.available).toEqual(adapters);
    expect(opened).not.toContain('webgl');
    expect(readMeasures(texts.read('measures'), 'Test 1').map(({ backend }) => backend)).toEqual(['wasm', 'webgpu']);
  });

  it('whose worker ends while a card is timed goes on with the next card, and leaves the first alone for a week', async () => {
    const texts = memoryTexts();
    const adapters = [
      { backend: 'webgpu', adapter: 'Bad card', hardware: true },
      { backend: 'webgl', adapter: 'Good card', hardware: true },
    ] as const;
    const timed: BackendId[] = [];
    const openDevice = async (backend: BackendId): Promise<Device> => {
      timed.push(backend);
      if (backend === 'wasm') return openNodeDevice('cpu');
      return { ...(await trainingDevice(await openNodeDevice('wasm'))), id: backend, adapter: 'Good card' };
    };
    let ended = 0;
    const intercept = (message: ToWorker, port: WorkerPort): boolean => {
      if (message.type !== 'start' || message.job.kind !== 'speed' || message.job.backend !== 'webgpu') return false;
      ended++;
      port.onerror?.({ message: 'The process of the graphics card is gone.' });
      return true;
    };
    const visit = (): TestApp => setUpApp({ adapters, openDevice, texts, cores: 1, intercept });
    const first = visit();
    first.probe();
    await first.until(() => first.app().device.backend === 'webgl');
    expect(readMeasures(texts.read('measures'), 'Test 1').map(({ backend, state }) => [backend, state])).toEqual([
      ['wasm', 'timed'],
      ['webgpu', 'failed'],
      ['webgl', 'timed'],
    ]);
    const second = visit();
    second.probe();
    await second.until(() => second.app().device.available.length === 2);
    expect(second.app().device.available).toEqual([{ ...adapters[0], trouble: 'failed' }, adapters[1]]);
    expect([ended, timed]).toEqual([1, ['wasm', 'webgl']]);
  });

  it('chooses kernels by measuring, once for an adapter, and whatever is computed says which', async () => {
    const texts = memoryTexts();
    const openedWith: (string | undefined)[] = [];
    let tunings = 0;
    const openDevice = async (backend: BackendId, variant?: string): Promise<Device> => {
      // Slow while it is timed; it trains, as it does wherever that is quick enough.
      if (backend === 'wasm') return openNodeDevice(tunings === 0 ? 'cpu' : 'wasm');
      openedWith.push(variant);
      let used = variant ?? 'as built';
      const tune = async (): Promise<void> => {
        tunings++;
        used = 'fastest';
      };
      const device: Device = { ...(await trainingDevice(await openNodeDevice('wasm'))), id: 'webgpu', adapter: 'Big card', tune };
      return Object.defineProperty(device, 'variant', { get: () => used });
    };
    const adapters = [{ backend: 'webgpu', adapter: 'Big card', hardware: true }] as const;
    const document = { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) };
    const first = setUpApp({ adapters, openDevice, texts, cores: 1, document });
    first.probe();
    await first.until(() => first.app().device.backend === 'webgpu');
    expect([tunings, openedWith]).toEqual([1, [undefined]]);
    expect(readMeasures(texts.read('measures'), 'Test 1')[1]).toMatchObject({ backend: 'webgpu', variant: 'fastest' });
    await runToEnd(first);
    expect(openedWith).toEqual([undefined, 'fastest']);
    expect(first.results.pane(0).snapshot.provenance).toMatchObject({ backend: 'webgpu', variant: 'fastest' });

    const later = setUpApp({ adapters, openDevice, texts, cores: 1, document });
    later.probe();
    await runToEnd(later);
    expect([tunings, openedWith]).toEqual([1, [undefined, 'fastest', 'fastest']]);
  });
});

describe('the status of a run', () => {
  const training = (epoch: number) => ({ trainings: [{ epoch, epochs: 100 }], surface: null });
  const evaluating = (finished: number) => ({ trainings: [{ epoch: 100, epochs: 100 }], surface: { finished, points: 1000 } });
  const facts = { paused: false, rate: 50, elapsed: 4000, lastSeconds: 7, stopped: true };

  it('tells the training of all panes first, by the slowest', () => {
    expect(runStatus({ ...facts, jobs: [training(60), training(20)] })).toEqual({
      kind: 'training',
      fraction: 0.4,
      secondsLeft: 16,
      lastSeconds: 7,
      stopped: false,
    });
    expect(runStatus({ ...facts, jobs: [evaluating(10), training(20)] })).toMatchObject({ kind: 'training', fraction: 0.6 });
    expect(runStatus({ ...facts, jobs: [training(1)] }).secondsLeft).toBeNull();
  });

  it('then the points of all surfaces together', () => {
    expect(runStatus({ ...facts, jobs: [evaluating(900), evaluating(500)] })).toEqual({
      kind: 'evaluating',
      fraction: 0.7,
      secondsLeft: 12,
      lastSeconds: 7,
      stopped: false,
    });
    expect(runStatus({ ...facts, rate: null, jobs: [evaluating(900)] }).secondsLeft).toBeNull();
    expect(runStatus({ ...facts, paused: true, jobs: [evaluating(900)] })).toMatchObject({ kind: 'paused', secondsLeft: null });
    expect(runStatus({ ...facts, jobs: [] })).toMatchObject({ kind: 'idle', stopped: true });
  });
});

describe('preferences', () => {
  const browser = { prefersDark: true, languages: ['zh-CN', 'en'] };

  it('come from this device, else from the browser', () => {
    const texts = memoryTexts();
    expect(readPreferences(texts, browser)).toEqual({ theme: 'dark', language: 'zh', forced: null });
    expect(readPreferences(texts, { prefersDark: false, languages: [] })).toEqual({ theme: 'light', language: 'en', forced: null });
    texts.write('theme', 'light');
    texts.write('language', 'en');
    texts.write('backend', 'cpu');
    expect(readPreferences(texts, browser)).toEqual({ theme: 'light', language: 'en', forced: 'cpu' });
    texts.write('backend', 'cuda');
    expect(readPreferences(texts, browser).forced).toBeNull();
  });

  it('are kept when they change', () => {
    const texts = memoryTexts();
    const test = setUpApp({ texts });
    test.app().setTheme('dark');
    test.app().setLanguage('zh');
    test.app().forceBackend('cpu');
    expect(Object.fromEntries(texts.kept)).toEqual({ theme: 'dark', language: 'zh', backend: 'cpu' });
    test.app().forceBackend(null);
    expect(texts.kept.has('backend')).toBe(false);
  });
});

describe('the name of the browser', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36', 'Chromium 156'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0', 'Edge 156'],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:151.0) Gecko/20100101 Firefox/151.0', 'Firefox 151'],
    ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari 26'],
  ])('%s', (userAgent, name) => {
    expect(describeHost(userAgent)).toBe(name);
  });
});
