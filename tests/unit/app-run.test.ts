import { describe, expect, it } from 'vitest';
import type { Document, Recipe } from '../../src/experiment/recipe';
import { runToEnd, setUpApp } from './support/app';
import { macrotask } from './support/in-process-worker';
import { tinyDocument, tinyRun } from './support/tiny';

const changePanes =
  (change: (recipe: Recipe) => Recipe) =>
  (document: Document): Document => ({ ...document, panes: document.panes.map(change) });
const width = (units: number) =>
  changePanes((recipe) => ({ ...recipe, net: { ...recipe.net, params: { ...recipe.net.params, width: units } } }));
const range = (max: number) => changePanes((recipe) => ({ ...recipe, grid: { ...recipe.grid, alpha: { ...recipe.grid.alpha, max } } }));
const longRuns = (): Document => {
  const document = tinyDocument();
  return { ...document, panes: document.panes.map((pane) => ({ ...pane, runs: [tinyRun({ epochs: 3000, checkpointEvery: 100 })] })) };
};

describe('a run', () => {
  it('trains both panes and computes both surfaces, with curves, checkpoints, boundary and provenance', async () => {
    const test = setUpApp();
    expect(test.phases()).toEqual(['empty', 'empty']);
    const seen = new Set<string>();
    test.store.subscribe(({ panes }) => {
      for (const { phase } of panes) seen.add(phase);
    });
    await runToEnd(test);
    expect([...seen]).toEqual(expect.arrayContaining(['training', 'done']));
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.needs()).toEqual([null, null]);
    for (const index of [0, 1]) {
      const { snapshot, dataset } = test.results.pane(index);
      expect(snapshot.curves[0].map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4]);
      expect(snapshot.checkpoints.map(({ epoch }) => epoch)).toEqual([0, 2, 4]);
      expect(snapshot.landscape?.done.every((mark) => mark > 0)).toBe(true);
      expect(snapshot.landscape?.loss.every((value) => value > 0)).toBe(true);
      expect(Math.abs(snapshot.landscape?.cosine ?? 9)).toBeLessThan(1);
      expect(snapshot.boundary?.classes.length).toBe(64 * 64);
      expect(snapshot.provenance).toMatchObject({ backend: 'wasm', host: 'Test 1', date: '2026-01-01T00:00:00.000Z' });
      expect(snapshot.provenance?.trainSeconds).toBeGreaterThan(0);
      expect(snapshot.provenance?.gridSeconds).toBeGreaterThan(0);
      expect(dataset?.train.n).toBe(60);
    }
    expect(test.app().run).toMatchObject({ kind: 'idle', secondsLeft: null });
    expect(test.app().run.lastSeconds).toBeGreaterThan(0);
    const [a, b] = [0, 1].map((index) => test.results.pane(index).snapshot.landscape?.loss);
    expect(a).not.toEqual(b);
  });

  it('reads θ* exactly where the grid has it', async () => {
    const test = setUpApp();
    await runToEnd(test);
    await test.until(() => test.results.pane(0).underProbe?.exact === true);
    const { snapshot, underProbe } = test.results.pane(0);
    expect(underProbe).toMatchObject({ alpha: 0, beta: 0, epoch: null });
    expect(underProbe?.loss).toBeCloseTo(snapshot.landscape?.loss[2 * 9 + 4] as number, 6);
    expect(underProbe?.loss).toBeCloseTo(snapshot.curves[0][4].trainLoss, 6);
    expect(underProbe?.boundary?.classes).toEqual(snapshot.boundary?.classes);
  });

  it('trains a net once that two panes share', async () => {
    const [pane] = tinyDocument().panes;
    const document = { ...tinyDocument(), panes: [pane, { ...pane, grid: { ...pane.grid, split: 'test' as const } }] };
    let trainings = 0;
    const test = setUpApp({
      document,
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train') trainings++;
        return false;
      },
    });
    await runToEnd(test);
    expect(trainings).toBe(1);
    expect(test.results.pane(0).snapshot.checkpoints).toEqual(test.results.pane(1).snapshot.checkpoints);
    expect(test.results.pane(0).snapshot.landscape?.loss).not.toEqual(test.results.pane(1).snapshot.landscape?.loss);
  });

  it('repeats to the bit, whatever the number of workers', async () => {
    const losses = [];
    for (const cores of [1, 4]) {
      const test = setUpApp({ cores });
      await runToEnd(test);
      losses.push([0, 1].map((index) => test.results.pane(index).snapshot.landscape?.loss));
    }
    expect(losses[0]).toEqual(losses[1]);
  });

  it('stops at once and keeps what is finished; going on evaluates only the rest', async () => {
    const document = range(1)(tinyDocument());
    const fine = changePanes((recipe) => ({
      ...recipe,
      grid: { ...recipe.grid, alpha: { min: -1, max: 1, points: 513 }, beta: { min: -1, max: 1, points: 513 } },
    }));
    const asked: number[] = [];
    const test = setUpApp({
      document: fine(document),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'patch') asked.push(message.job.coords.length / 2);
        return false;
      },
    });
    const stopped = test.once(
      () => test.app().panes.every(({ phase, fraction }) => phase === 'evaluating' && fraction > 0.01),
      () => test.app().stop(),
    );
    test.app().runAll();
    await stopped;
    expect(test.phases()).toEqual(['stopped', 'stopped']);
    expect(test.app().run.kind).toBe('idle');
    expect(test.needs()).toEqual(['surface', 'surface']);
    const before = [0, 1].map((index) => test.results.pane(index).snapshot.landscape);
    const open = before.map((landscape) => landscape?.done.filter((mark) => mark === 0).length ?? 0);
    expect(Math.min(...open)).toBeGreaterThan(1000);
    // Patches that were on their way when it stopped arrive, and are cancelled.
    for (let i = 0; i < 20; i++) await macrotask();
    asked.length = 0;
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);
    expect(asked.reduce((sum, points) => sum + points, 0)).toBe(open[0] + open[1]);
    const { landscape } = test.results.pane(0).snapshot;
    before[0]?.done.forEach((mark, i) => {
      if (mark > 0) expect(landscape?.loss[i]).toBe(before[0]?.loss[i]);
    });
  });

  it('stops in training: the curve so far stays, and the weights are asked for again', async () => {
    const test = setUpApp({ document: longRuns() });
    test.app().runAll();
    await test.until(() => test.app().panes.every(({ phase, epoch }) => phase === 'training' && epoch >= 150));
    expect(test.app().run.kind).toBe('training');
    test.app().stop();
    expect(test.phases()).toEqual(['stopped', 'stopped']);
    expect(test.needs()).toEqual(['training', 'training']);
    expect(test.results.pane(0).snapshot.curves[0].length).toBeGreaterThan(150);
    expect(
      test.results
        .pane(0)
        .snapshot.checkpoints.map(({ epoch }) => epoch)
        .slice(0, 2),
    ).toEqual([0, 100]);
  });

  it('pauses, steps by one epoch, and goes on', async () => {
    const test = setUpApp();
    test.app().stepEpoch();
    await test.until(() => test.app().panes.every(({ phase, epoch }) => phase === 'paused' && epoch === 1));
    expect(test.app().run.kind).toBe('paused');
    expect(test.results.pane(0).snapshot.curves[0].map(({ epoch }) => epoch)).toEqual([0, 1]);
    test.app().stepEpoch();
    await test.until(() => test.app().panes.every(({ epoch }) => epoch === 2));
    test.app().resume();
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()).toEqual(['done', 'done']);
  });

  it('shows the net in training at the probe', async () => {
    const test = setUpApp({ document: longRuns() });
    test.app().runAll();
    await test.until(() => (test.results.pane(0).underProbe?.epoch ?? 0) > 20 && test.results.pane(0).underProbe?.boundary != null);
    test.app().stop();
    expect(test.results.pane(0).snapshot.boundary?.classes.length).toBe(64 * 64);
  });
});

describe('a changed recipe', () => {
  it('leaves the picture as stale, and says whether training or only the surface is due', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const before = test.results.pane(0).snapshot;
    test.app().edit(range(0.5));
    expect([test.phases(), test.needs()]).toEqual([
      ['stale', 'stale'],
      ['surface', 'surface'],
    ]);
    expect(test.results.pane(0).snapshot.landscape).toBe(before.landscape);
    test.app().edit(width(7));
    expect([test.phases(), test.needs()]).toEqual([
      ['stale', 'stale'],
      ['training', 'training'],
    ]);
    expect(test.results.pane(0).snapshot.landscape).toBe(before.landscape);
  });

  it('is computed without training where the weights are kept', async () => {
    const jobs: string[] = [];
    const test = setUpApp({
      intercept(message) {
        if (message.type === 'start') jobs.push(message.job.kind);
        return false;
      },
    });
    await runToEnd(test);
    const before = test.results.pane(0).snapshot;
    jobs.length = 0;
    test.app().edit(range(0.5));
    await runToEnd(test);
    expect(jobs).not.toContain('train');
    expect(jobs).toContain('patch');
    const after = test.results.pane(0).snapshot;
    expect(test.phases()).toEqual(['done', 'done']);
    expect(after.checkpoints).toEqual(before.checkpoints);
    expect(after.landscape?.axes[0].max).toBe(0.5);
  });

  it('has its results back after undo and redo', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const first = test.results.pane(1).snapshot;
    test.passTime();
    test.app().edit(width(7));
    await runToEnd(test);
    const second = test.results.pane(1).snapshot;
    test.app().undo();
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.results.pane(1).snapshot.landscape).toBe(first.landscape);
    expect(test.results.pane(1).snapshot.curves).toEqual(first.curves);
    test.app().redo();
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.results.pane(1).snapshot.landscape).toBe(second.landscape);
  });

  it('keeps its results where only the view changed', async () => {
    const test = setUpApp();
    await runToEnd(test);
    test.app().edit((document) => ({ ...document, shared: { ...document.shared, height: 'linear', view: 'contours' } }));
    test.app().edit(changePanes((recipe) => ({ ...recipe, name: 'mine', view: { ...recipe.view, field: 'accuracy' } })));
    expect(test.phases()).toEqual(['done', 'done']);
  });

  it('ends the training of the pane whose net changed, and only that', async () => {
    const test = setUpApp({ document: longRuns() });
    test.app().runAll();
    await test.until(() => test.app().panes.every(({ phase, epoch }) => phase === 'training' && epoch > 5));
    test.app().edit((document) => ({ ...document, panes: [document.panes[0], width(9)(document).panes[1]] }));
    expect(test.phases()[0]).toBe('training');
    expect(test.phases()[1]).not.toBe('training');
    test.app().stop();
  });

  it('is taken up by a surface under way, whose training stays', async () => {
    let trainings = 0;
    const test = setUpApp({
      document: changePanes((recipe) => ({
        ...recipe,
        grid: { ...recipe.grid, alpha: { min: -1, max: 1, points: 257 }, beta: { min: -1, max: 1, points: 65 } },
      }))(tinyDocument()),
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'train') trainings++;
        return false;
      },
    });
    const edited = test.once(
      () => test.phases().every((phase) => phase === 'evaluating'),
      () => test.app().edit(range(0.5)),
    );
    test.app().runAll();
    await edited;
    await test.until(() => test.app().run.kind === 'idle');
    expect(test.phases()).toEqual(['done', 'done']);
    expect(trainings).toBe(2);
    for (const index of [0, 1]) {
      const { landscape } = test.results.pane(index).snapshot;
      expect(landscape?.axes[0].max).toBe(0.5);
      expect(landscape?.done.every((mark) => mark > 0)).toBe(true);
    }
  });

  it('by another experiment ends what is under way', async () => {
    const test = setUpApp({ document: longRuns() });
    test.app().runAll();
    await test.until(() => test.phases().every((phase) => phase === 'training'));
    test.app().openPreset('skip-connections');
    await test.until(() => test.app().document.preset === 'skip-connections');
    expect(test.phases()).toEqual(['empty', 'empty']);
    expect(test.app().run.kind).toBe('idle');
    test.app().undo();
    expect(test.needs()).toEqual(['training', 'training']);
  });

  it('shows the same results in a pane that copies its neighbour', async () => {
    const test = setUpApp();
    await runToEnd(test);
    test.app().edit((document) => ({ ...document, panes: [...document.panes, document.panes[0]] }));
    expect(test.phases()).toEqual(['done', 'done', 'done']);
    expect(test.results.pane(2).snapshot.landscape).toBe(test.results.pane(0).snapshot.landscape);
  });
});

describe('the probe and the scrubber', () => {
  it('read exact loss, accuracy and boundary at a point in every pane, and follow a newer point', async () => {
    const test = setUpApp();
    await runToEnd(test);
    for (let i = 0; i < 20; i++) test.app().setProbe({ alpha: i / 40, beta: -0.5 });
    await test.until(() => [0, 1].every((index) => test.results.pane(index).underProbe?.alpha === 19 / 40));
    test.app().setProbe({ alpha: -0.75, beta: 0.5 });
    await test.until(() => [0, 1].every((index) => test.results.pane(index).underProbe?.alpha === -0.75));
    const { underProbe, snapshot } = test.results.pane(1);
    expect(underProbe).toMatchObject({ alpha: -0.75, beta: 0.5, epoch: null, exact: true });
    expect(underProbe?.loss).toBeCloseTo(snapshot.landscape?.loss[3 * 9 + 1] as number, 6);
    expect(Math.fround(underProbe?.accuracy as number)).toBe(snapshot.landscape?.accuracy[3 * 9 + 1]);
    expect(underProbe?.boundary?.classes.length).toBe(64 * 64);
  });

  it('go to the nearest kept checkpoint', async () => {
    const test = setUpApp();
    await runToEnd(test);
    test.app().setScrub(3);
    await test.until(() => [0, 1].every((index) => test.results.pane(index).underProbe?.epoch === 2));
    const { underProbe, snapshot } = test.results.pane(0);
    expect(underProbe?.loss).toBeCloseTo(snapshot.curves[0][2].trainLoss, 6);
    test.app().setScrub(0);
    await test.until(() => test.results.pane(0).underProbe?.epoch === 0);
    expect(test.results.pane(0).underProbe?.boundary?.classes).not.toEqual(underProbe?.boundary?.classes);
  });

  it('say so where a reading fails, and give the grid point nearest', async () => {
    let broken = false;
    const test = setUpApp({
      intercept(message, port) {
        if (!broken || message.type !== 'start' || message.job.kind !== 'reading') return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    });
    await runToEnd(test);
    await test.until(() => test.results.pane(0).underProbe?.exact === true);
    broken = true;
    test.app().setProbe({ alpha: 0.3, beta: 0.4 });
    await test.until(() => test.app().toast !== null);
    expect(test.app().toast?.key).toBe('run.problem.crash');
    expect(test.results.pane(0).underProbe).toMatchObject({ alpha: 0.25, beta: 0.5, exact: false, failed: true, boundary: null });
    broken = false;
    test.app().setProbe({ alpha: 0.25, beta: 0.5 });
    await test.until(() => test.results.pane(0).underProbe?.alpha === 0.25 && test.results.pane(0).underProbe?.exact === true);
  });

  it('play through the checkpoints and end at the last', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const shown: (number | null)[] = [];
    test.store.subscribe((state, before) => state.scrubEpoch !== before.scrubEpoch && shown.push(state.scrubEpoch));
    test.app().setPlaying(true);
    await test.until(() => !test.app().playing);
    expect(shown).toEqual([0, 2, null]);
  });
});
