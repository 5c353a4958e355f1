import { describe, expect, it } from 'vitest';
import { readRun, readSurface, writeRun, writeSurface } from '../../src/app/kept/records';
import { runKey, surfaceKey } from '../../src/app/keys';
import { snapshotOf } from '../../src/app/sharing';
import type { Landscape } from '../../src/experiment/landscape';
import { formats } from '../../src/formats';
import { syntheticPane } from '../links/synthetic';
import { memoryResults, runToEnd, setUpApp, type TestApp } from './support/app';
import { ADDRESS, fakeBrowser } from './support/fake-browser';
import { tinyDocument } from './support/tiny';

/** The page is loaded again: its memory is gone, its browser and what that keeps are not. */
async function reloaded(test: TestApp, resultStore = test.resultStore): Promise<TestApp> {
  test.follower.flush();
  const again = setUpApp({ document: tinyDocument(), browser: test.browser, resultStore });
  await again.opening.start();
  return again;
}

describe('a reload', () => {
  it('brings finished runs and surfaces back, weights included, with nothing to train', async () => {
    const first = setUpApp();
    await first.opening.start();
    await runToEnd(first);
    const second = await reloaded(first);
    await second.until(() => second.phases().every((phase) => phase === 'done'));
    expect(second.needs()).toEqual([null, null]);
    for (const index of [0, 1]) {
      const [now, before] = [second, first].map((test) => test.results.pane(index).snapshot);
      expect(now.landscape).toEqual(before.landscape);
      expect(now.checkpoints).toEqual(before.checkpoints);
      expect(now.curves).toEqual(before.curves);
      expect(now.provenance).toEqual(before.provenance);
    }
    second.app().setProbe({ alpha: 0.3, beta: 0.1 });
    await second.until(() => second.results.pane(1).underProbe?.exact === true);
  });

  it('brings them back as soon as the page says that they are done, however slow the disk is', async () => {
    const store = memoryResults();
    const put: typeof store.put = async (...entry) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await store.put(...entry);
    };
    const first = setUpApp({ resultStore: { ...store, put } });
    await first.opening.start();
    await runToEnd(first);
    const surfaces = [...store.kept.keys()].filter((key) => / surface /.test(key));
    expect(surfaces.length).toBe(2);
    const second = await reloaded(first, store);
    await second.until(() => second.phases().every((phase) => phase === 'done'));
  });

  it('brings surfaces back also when the sharpness of their nets was measured', async () => {
    const first = setUpApp();
    await first.opening.start();
    await runToEnd(first);
    first.app().showCurve('sharpness');
    await first.until(() => first.memory.runs.keys.every((key) => first.memory.runs.get(key)?.sharpness !== undefined));
    const second = await reloaded(first);
    await second.until(() => second.phases().every((phase) => phase === 'done'));
  });

  it('of a changed experiment brings the changed one back; undo is not needed for it', async () => {
    const first = setUpApp();
    await first.opening.start();
    first.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 99 } }));
    await runToEnd(first);
    const second = await reloaded(first);
    await second.until(() => second.phases().every((phase) => phase === 'done'));
    expect(second.app().document).toEqual(first.app().document);
  });

  it('brings own results before those in a link, and a link that is followed afresh shows what its sender saw', async () => {
    const first = setUpApp();
    await first.opening.start();
    await runToEnd(first);
    const { url } = await first.app().makeLink(8000);
    const second = await reloaded(first);
    await second.until(() => second.phases().every((phase) => phase === 'done'));
    const fresh = setUpApp({ browser: fakeBrowser(url.slice(ADDRESS.length)), resultStore: first.resultStore });
    await fresh.opening.start();
    expect(fresh.phases()).toEqual(['shared', 'shared']);
    const third = await reloaded(first);
    await third.until(() => third.phases().every((phase) => phase === 'done'));
    expect(third.results.pane(0).snapshot.checkpoints.length).toBe(3);
  });

  it('brings own results before the ready-made ones, whichever comes first', async () => {
    const first = setUpApp();
    await first.opening.start();
    await runToEnd(first);
    const gallery = formats.get('npz').encode(snapshotOf(first.memory, first.app().document));
    const second = setUpApp({ gallery, resultStore: first.resultStore });
    await second.opening.start();
    await second.until(() => second.phases().every((phase) => phase === 'done'));
    const third = setUpApp({ gallery });
    await third.opening.start();
    expect(third.phases()).toEqual(['ready-made', 'ready-made']);
  });

  it('brings back what came with a file', async () => {
    const maker = setUpApp();
    await runToEnd(maker);
    await maker.app().saveFile('npz');
    const [{ name, bytes }] = maker.downloads;
    const first = setUpApp();
    await first.opening.start();
    await first.app().openFiles([new File([bytes as Uint8Array<ArrayBuffer>], name)]);
    const second = await reloaded(first);
    await second.until(() => second.phases().every((phase) => phase === 'shared'));
    expect(second.results.pane(1).snapshot.checkpoints).toEqual(maker.results.pane(1).snapshot.checkpoints);
  });

  it('before the surface is done brings the trained nets back', async () => {
    const first = setUpApp();
    await first.opening.start();
    const trained = first.once(
      () => first.app().panes.every(({ phase }) => phase === 'evaluating'),
      () => first.app().stop(),
    );
    first.app().runAll();
    await trained;
    const second = await reloaded(first);
    await second.until(() => second.needs().every((need) => need === 'surface'));
    expect(second.results.pane(0).snapshot.checkpoints.length).toBe(3);
  });

  it('where the browser keeps nothing says so once, and works', async () => {
    const refuse = () => Promise.reject(new DOMException('No.', 'SecurityError'));
    const told: string[] = [];
    const test = setUpApp({ resultStore: { get: refuse, put: refuse, drop: refuse } });
    test.store.subscribe((state, before) => {
      if (state.toast && state.toast !== before.toast) told.push(state.toast.key);
    });
    await test.opening.start();
    await runToEnd(test);
    expect(told).toEqual(['share.kept.denied']);
    expect(test.phases()).toEqual(['done', 'done']);
  });
});

describe('what is kept', () => {
  it('says where the minima were that a surface came with', () => {
    const { landscape, provenance } = syntheticPane({ seed: 3, points: 9 });
    const minima = [{ alpha: 0.25, beta: -0.5 }];
    const [recipe] = tinyDocument().panes;
    const record = { landscape: { ...(landscape as Landscape), minima }, complete: true, source: 'shared' as const, provenance };
    expect(readSurface(writeSurface(record).value, recipe)?.landscape.minima).toEqual(minima);
    const bare = { ...record, landscape: landscape as Landscape };
    expect(readSurface(writeSurface(bare).value, recipe)?.landscape).not.toHaveProperty('minima');
  });

  it('is dropped where the weights that it was drawn from are trained anew', async () => {
    const resultStore = memoryResults();
    const test = setUpApp({ resultStore });
    await runToEnd(test);
    const surfaces = () => [...resultStore.kept.keys()].filter((key) => key.includes(' surface ')).length;
    expect(surfaces()).toBe(2);
    const again = test.once(
      () => test.app().panes.every(({ phase }) => phase === 'evaluating'),
      () => test.app().stop(),
    );
    test.app().runAll();
    await again;
    await test.until(() => surfaces() === 0);
  });

  it('is checked like a file from a stranger', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const [recipe] = test.app().document.panes;
    const run = test.memory.runs.get(runKey(recipe, 0));
    const surface = test.memory.surfaces.get(surfaceKey(recipe, test.app().document.shared.directionSeed));
    if (!run || !surface) throw new Error('Nothing was computed.');
    const [keptRun, keptSurface] = [writeRun(run).value, writeSurface(surface).value];
    expect(readRun(structuredClone(keptRun), recipe, 0)).toEqual(run);
    expect(readSurface(structuredClone(keptSurface), recipe)).toEqual(surface);
    const head = JSON.parse(keptRun.head);
    const runs: unknown[] = [
      null,
      7,
      [],
      {},
      'x',
      { ...keptRun, source: 'ready-made' },
      { ...keptRun, head: 'not JSON' },
      { ...keptRun, head: '{}' },
      { ...keptRun, head: JSON.stringify({ ...head, epochs: [0, 1, 9999] }) },
      { ...keptRun, head: JSON.stringify({ ...head, epochs: head.epochs.slice(0, -1) }) },
      { ...keptRun, theta: keptRun.theta.map((theta) => theta.subarray(1)) },
      { ...keptRun, theta: [] },
      { ...keptRun, state: keptRun.state.map((state) => [...state]) },
      { ...keptRun, curve: keptRun.curve.subarray(1) },
      { ...keptRun, metrics: keptRun.metrics.map(() => -1) },
    ];
    for (const value of runs) expect(readRun(value, recipe, 0)).toBeNull();
    const surfaces: unknown[] = [
      undefined,
      {},
      { ...keptSurface, head: '[' },
      { ...keptSurface, loss: keptSurface.loss.subarray(1) },
      { ...keptSurface, done: keptSurface.done.map(() => 0) },
      { ...keptSurface, accuracy: keptSurface.accuracy.map(() => 2) },
      { ...keptSurface, head: keptSurface.head.replace(/"points":\d+/, '"points":100000') },
    ];
    for (const value of surfaces) expect(readSurface(value, recipe)).toBeNull();
    const wider = { ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, width: 5 } } };
    expect(readRun(keptRun, wider, 0)).toBeNull();
  });
});
