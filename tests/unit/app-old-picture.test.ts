import { describe, expect, it } from 'vitest';
import { datasetKey } from '../../src/app/keys';
import { snapshotOf } from '../../src/app/sharing';
import type { Document } from '../../src/experiment/recipe';
import { formats } from '../../src/formats';
import { runToEnd, setUpApp, type TestApp } from './support/app';
import { tinyDocument } from './support/tiny';

/** The tiny pair with so many epochs that a test can look at it in training. */
const epochs =
  (count: number) =>
  (document: Document): Document => ({
    ...document,
    panes: document.panes.map((pane) => ({ ...pane, runs: pane.runs.map((run) => ({ ...run, epochs: count, checkpointEvery: 100 })) })),
  });
const inTraining = (test: TestApp): boolean => test.app().panes.every(({ phase, epoch }) => phase === 'training' && epoch > 0);

describe('a result', () => {
  it('stays while its nets are trained again, marked as the old picture, and Stop gives it back whole', async () => {
    const document = epochs(4000)(tinyDocument());
    const maker = setUpApp({ document: epochs(3)(tinyDocument()) });
    await runToEnd(maker);
    const snapshot = snapshotOf(maker.memory, maker.app().document);
    // The same numbers as the end of a long training, which is long enough to be looked at.
    const panes = snapshot.panes.map((pane) => {
      const curves = pane.curves.map((curve) => curve.map((point, i) => (i === curve.length - 1 ? { ...point, epoch: 4000 } : point)));
      const [last] = pane.checkpoints.slice(-1);
      return { ...pane, curves, checkpoints: last ? [{ ...last, epoch: 4000 }] : [] };
    });
    const test = setUpApp({ document, gallery: formats.get('npz').encode({ document, panes }) });
    await test.opening.start();
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    const before = test.results.pane(0).snapshot;
    test.app().runAll();
    await test.until(() => inTraining(test));
    expect(test.results.pane(0).snapshot.landscape).toBe(before.landscape);
    expect(test.app().panes.map(({ old }) => old)).toEqual([true, true]);
    expect(test.app().run.stopped).toBe(false);
    test.app().stop();
    expect(test.app().run.stopped).toBe(true);
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    expect(test.app().panes.map(({ old }) => old)).toEqual([false, false]);
    expect(test.results.pane(0).snapshot).toEqual(before);
  });

  it('of a recipe that was changed keeps its own data, recipe and read-out until the new one is there', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const [before] = test.app().document.panes;
    const { snapshot, dataset } = test.results.pane(0);
    test.app().edit((document) => ({
      ...document,
      panes: document.panes.map((pane) => ({ ...pane, data: { ...pane.data, seed: pane.data.seed + 1 } })),
    }));
    const [after] = test.app().document.panes;
    await test.until(() => test.memory.datasets.get(datasetKey(after)) !== undefined);
    expect(test.phases()).toEqual(['stale', 'stale']);
    expect(test.results.pane(0)).toMatchObject({ of: { recipe: before }, snapshot });
    expect(test.results.pane(0).dataset).toBe(dataset);
    expect(test.results.pane(0).underProbe?.boundary).toEqual(snapshot.boundary);
    await runToEnd(test);
    expect(test.results.pane(0).of?.recipe).toBe(after);
    expect(test.results.pane(0).dataset).toBe(test.memory.datasets.get(datasetKey(after)));
  });

  it('of a recipe that was changed is there again where its training is stopped', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const { snapshot } = test.results.pane(1);
    test.app().edit(epochs(4000));
    test.app().runAll();
    await test.until(() => inTraining(test));
    expect(test.results.pane(1).snapshot.landscape).toBe(snapshot.landscape);
    expect(test.results.pane(1).snapshot.curves).not.toEqual(snapshot.curves);
    test.app().stop();
    expect(test.phases()).toEqual(['stale', 'stale']);
    expect(test.results.pane(1).snapshot).toEqual(snapshot);
  });
});

it('the read-out of one net is not shown under the picture of another', async () => {
  const test = setUpApp();
  await runToEnd(test);
  await test.until(() => test.results.pane(0).underProbe?.exact === true);
  const first = test.results.pane(0).underProbe;
  test.app().edit((document) => ({ ...document, panes: [...document.panes].reverse() }));
  expect(test.results.pane(0).underProbe).not.toBe(first);
  expect(test.results.pane(0).underProbe?.boundary ?? null).not.toBe(first?.boundary);
});

it('Play moves the scrubber over the curves where only the last checkpoint is known, and says each epoch’s own numbers', async () => {
  const maker = setUpApp();
  await runToEnd(maker);
  const snapshot = snapshotOf(maker.memory, maker.app().document);
  const panes = snapshot.panes.map((pane) => ({ ...pane, checkpoints: pane.checkpoints.slice(-1) }));
  const test = setUpApp({ gallery: formats.get('npz').encode({ ...snapshot, panes }) });
  await test.opening.start();
  const epochsSeen = new Set<number>();
  test.store.subscribe(({ scrubEpoch }) => {
    if (scrubEpoch !== null) epochsSeen.add(scrubEpoch);
  });
  test.app().setPlaying(true);
  await test.until(() => !test.app().playing);
  expect(epochsSeen.size).toBeGreaterThan(1);
  test.app().setScrub(0);
  expect(test.results.pane(0).underProbe).toMatchObject({ epoch: 0, exact: false, boundary: null, loss: panes[0].curves[0][0].trainLoss });
});
