import { describe, expect, it } from 'vitest';
import { coarseFirst } from '../../src/app/run/sharpening';
import type { Document } from '../../src/experiment/recipe';
import type { ToWorker } from '../../src/worker/jobs';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument, tinyRun } from './support/tiny';

type App = ReturnType<typeof setUpApp>;

const pointsOf = (app: App, pane = 0, run = 0) => app.sharpening.panes()[pane]?.runs[run] ?? [];
const left = (app: App) => app.sharpening.panes().reduce((sum, pane) => sum + pane.left, 0);
const isJob = (message: ToWorker) => message.type === 'start' && message.job.kind === 'sharpening';

async function measured(app: App): Promise<void> {
  app.app().showCurve('sharpness');
  await app.until(() => left(app) === 0);
}

/** Tiny panes that train for so many epochs, a checkpoint each. */
function documentOf(epochs: number, runs = 1): Document {
  const document = tinyDocument();
  const all = Array.from({ length: runs }, (_, i) => tinyRun({ epochs, checkpointEvery: 1, seed: i + 1 }));
  return { ...document, panes: document.panes.map((pane) => ({ ...pane, runs: all })) };
}

describe('sharpness along the training of the panes', () => {
  it('is measured at every checkpoint of every run once asked for, to the same bits whatever the number of workers', async () => {
    const found = [];
    for (const cores of [1, 3]) {
      let jobs = 0;
      const app = setUpApp({
        cores,
        document: documentOf(6, 2),
        intercept(message) {
          if (isJob(message)) jobs++;
          return false;
        },
      });
      await runToEnd(app);
      expect(jobs).toBe(0);
      await measured(app);
      found.push(app.sharpening.panes());
    }
    expect(found[1]).toEqual(found[0]);
    expect(found[0]).toHaveLength(2);
    for (const { runs, problem } of found[0]) {
      expect(problem).toBeNull();
      expect(runs).toHaveLength(2);
      for (const points of runs) {
        expect(points.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3, 4, 5, 6]);
        for (const { value, bound } of points) expect(bound).toBeLessThanOrEqual(0.01 * value);
      }
    }
    expect(found[0][0].runs[0]).not.toEqual(found[0][0].runs[1]);
  });

  it('goes with a file once it is whole, and is there where that is opened, without being measured again', async () => {
    const app = setUpApp({ document: documentOf(6, 2) });
    await runToEnd(app);
    await measured(app);
    await app.until(() => app.memory.runs.keys.every((key) => app.memory.runs.get(key)?.sharpness?.length === 7));
    await app.app().saveFile('npz');
    const [{ name, bytes }] = app.downloads;
    let jobs = 0;
    const reader = setUpApp({
      intercept(message) {
        if (isJob(message)) jobs++;
        return false;
      },
    });
    await reader.app().openFiles([new File([bytes as Uint8Array<ArrayBuffer>], name)]);
    await measured(reader);
    expect(reader.sharpening.panes()).toEqual(app.sharpening.panes());
    expect(jobs).toBe(0);
  });

  it('is measured while a net trains', async () => {
    const app = setUpApp({ document: documentOf(400) });
    app.app().showCurve('sharpness');
    app.app().runAll();
    await app.until(() => pointsOf(app).length > 3);
    expect(app.phases()).toContain('training');
    app.app().stop();
    await app.until(() => left(app) === 0);
    const kept = app.results.pane(0).snapshot.checkpoints.map(({ epoch }) => epoch);
    expect(pointsOf(app).map(({ epoch }) => epoch)).toEqual(kept);
  });

  it('ends when no one looks any more, keeps what is there, and goes on from it', async () => {
    let begun = 0;
    let cancelled = 0;
    const app: App = setUpApp({
      cores: 1,
      document: documentOf(60),
      intercept(message) {
        if (isJob(message) && ++begun === 2) app.app().showCurve('loss');
        if (message.type === 'cancel') cancelled++;
        return false;
      },
    });
    await runToEnd(app);
    app.app().showCurve('sharpness');
    await app.until(() => cancelled > 0);
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(begun).toBe(2);
    expect(left(app)).toBeGreaterThan(90);
    expect(left(app)).toBeLessThan(122);
    await measured(app);
    expect(pointsOf(app)).toHaveLength(61);
    expect(begun).toBeLessThan(2 + 122 / 8 + 2);
  });

  it('comes back with a recipe, and is measured anew after another training', async () => {
    let asked = 0;
    const app = setUpApp({
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'sharpening') asked += message.job.points.length;
        return false;
      },
    });
    await runToEnd(app);
    await measured(app);
    const before = pointsOf(app);
    expect(asked).toBe(6);
    const rate = (learningRate: number) =>
      app.app().edit((document) => ({
        ...document,
        panes: document.panes.map((pane) => ({ ...pane, runs: pane.runs.map((run) => ({ ...run, learningRate })) })),
      }));
    rate(0.5);
    expect(pointsOf(app)).toEqual([]);
    app.app().undo();
    expect(pointsOf(app)).toEqual(before);
    await runToEnd(app);
    await app.until(() => left(app) === 0);
    expect(asked).toBe(12);
    expect(pointsOf(app)).toEqual(before);
  });

  it('survives a worker that breaks once', async () => {
    let jobs = 0;
    const app = setUpApp({
      document: documentOf(20),
      intercept(message, port) {
        if (!isJob(message) || ++jobs !== 2) return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    });
    await runToEnd(app);
    await measured(app);
    expect(pointsOf(app)).toHaveLength(21);
  });

  it('says why it cannot be had, and tries again when asked again', async () => {
    let broken = true;
    const app = setUpApp({
      document: { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) },
      intercept(message, port) {
        if (!broken || !isJob(message)) return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    });
    await runToEnd(app);
    app.app().showCurve('sharpness');
    await app.until(() => app.sharpening.panes()[0]?.problem !== null);
    expect(app.sharpening.panes()[0]).toMatchObject({ left: 3, problem: { key: 'run.problem.crash' } });
    broken = false;
    app.app().showCurve('accuracy');
    await measured(app);
    expect(app.sharpening.panes()[0]?.problem).toBeNull();
  });

  it('is what its preset opens with, and ends with the next', async () => {
    const app = setUpApp();
    app.app().openPreset('edge-of-stability');
    expect(app.app().curve).toBe('sharpness');
    app.app().openPreset('iris');
    expect(app.app().curve).toBe('loss');
    app.app().showCurve('accuracy');
    app.app().openPreset('digits');
    expect(app.app().curve).toBe('accuracy');
  });
});

describe('the order of checkpoints', () => {
  it('goes from coarse to fine, whatever comes later', () => {
    const order = coarseFirst(Array.from({ length: 9 }, (_, i) => i));
    expect(order).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7]);
    const longer = coarseFirst(Array.from({ length: 14 }, (_, i) => i));
    expect(longer.filter((i) => i < 9)).toEqual(order);
  });
});
