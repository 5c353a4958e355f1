import { describe, expect, it } from 'vitest';
import { EMPTY_PANE } from '../../src/experiment/snapshot';
import { formats, readFile } from '../../src/formats';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument } from './support/tiny';

type App = ReturnType<typeof setUpApp>;

const mapOf = (app: App, pane: number) => app.results.pane(pane).curvature;
const maps = (app: App) => [0, 1].map((pane) => mapOf(app, pane));

async function mapped(app: App): Promise<void> {
  app.app().mapCurvature(true);
  await app.until(() => maps(app).every((map) => map?.phase === 'done'));
}

describe('curvature maps of the panes', () => {
  it('cover the planes, to the same bits whatever the number of workers', async () => {
    const found = [];
    for (const cores of [1, 3]) {
      const app = setUpApp({ cores });
      await runToEnd(app);
      expect(maps(app)).toEqual([null, null]);
      await mapped(app);
      found.push(maps(app));
    }
    expect(found[1]).toEqual(found[0]);
    for (const map of found[0]) {
      if (!map) throw new Error('There is no map.');
      expect(map.axes.map(({ points }) => points)).toEqual([9, 5]);
      expect(map.finished).toBe(45);
      for (let i = 0; i < 45; i++) {
        expect(map.done[i]).toBeGreaterThan(0);
        expect(map.largest[i]).toBeGreaterThan(map.smallest[i]);
        expect(map.ratio[i]).toBeCloseTo(map.smallest[i] < 0 ? Math.abs(map.smallest[i] / map.largest[i]) : 0, 3);
        expect(map.largestBound[i]).toBeLessThan(2e-3 * map.largest[i]);
      }
    }
    expect(found[0][0]?.ratio).not.toEqual(found[0][1]?.ratio);
  });

  it('go from coarse to fine', async () => {
    const asked: number[] = [];
    const app = setUpApp({
      cores: 2,
      intercept(message) {
        if (message.type === 'start' && message.job.kind === 'curvature') asked.push(message.job.coords.length / 2);
        return false;
      },
    });
    await runToEnd(app);
    await mapped(app);
    expect(asked.reduce((sum, points) => sum + points, 0)).toBe(90);
    expect(Math.max(...asked)).toBeLessThanOrEqual(8);
    const levels = [...(mapOf(app, 0)?.done ?? [])];
    expect(new Set(levels).size).toBeGreaterThan(1);
    for (const corner of [0, 8, 36, 44]) expect(levels[corner]).toBe(1);
  });

  it('stop, keep what is there, and go on from it', async () => {
    let sent = 0;
    let stopAt = 3;
    const app: App = setUpApp({
      cores: 2,
      intercept(message) {
        if (message.type !== 'start' || message.job.kind !== 'curvature') return false;
        sent += message.job.coords.length / 2;
        if (--stopAt === 0) app.app().mapCurvature(false);
        return false;
      },
    });
    await runToEnd(app);
    app.app().mapCurvature(true);
    await app.until(() => maps(app).every((map) => map?.phase === 'stopped'));
    expect(sent).toBeLessThan(90);
    await mapped(app);
    const whole = setUpApp({ cores: 2 });
    await runToEnd(whole);
    await mapped(whole);
    expect(maps(app)).toEqual(maps(whole));
  });

  it('leave with the plane and come back with it', async () => {
    const app = setUpApp();
    await runToEnd(app);
    await mapped(app);
    const before = mapOf(app, 0);
    app.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 99 } }));
    expect(maps(app)).toEqual([null, null]);
    app.app().undo();
    expect(mapOf(app, 0)).toEqual(before);
  });

  it('survive a worker that breaks', async () => {
    let patches = 0;
    const app = setUpApp({
      document: { ...tinyDocument(), panes: tinyDocument().panes.slice(0, 1) },
      intercept(message, port) {
        if (message.type !== 'start' || message.job.kind !== 'curvature' || ++patches !== 2) return false;
        port.onerror?.({ message: 'out of memory' });
        return true;
      },
    });
    await runToEnd(app);
    app.app().mapCurvature(true);
    await app.until(() => mapOf(app, 0)?.phase === 'done');
    expect(mapOf(app, 0)?.done.includes(0)).toBe(false);
  });
});

describe('the preset about curvature', () => {
  it('computes its maps with its one button, after the surfaces', async () => {
    const document = { ...tinyDocument(), preset: 'curvature' };
    const test = setUpApp({ document });
    await runToEnd(test);
    expect(test.app().curvature).toBe('ratio');
    await test.until(() => [0, 1].every((pane) => test.results.pane(pane).curvature?.phase === 'done'));
    expect(test.phases()).toEqual(['done', 'done']);
  });

  it('opens with the maps that came with it, and computes them anew with its one button', async () => {
    const document = { ...tinyDocument(), preset: 'curvature' };
    const maker = setUpApp({ document });
    await runToEnd(maker);
    await maker.until(() => maps(maker).every((map) => map?.phase === 'done'));
    await maker.app().saveFile('npz');
    const [{ bytes }] = maker.downloads;
    const read = readFile('curvature.npz', bytes);
    if (!read.ok) throw new Error(read.problem.key);
    const [surfaces, weights] = [
      read.snapshot.panes.map((pane) => ({ ...pane, checkpoints: [] })),
      read.snapshot.panes.map(({ checkpoints }) => ({ ...EMPTY_PANE, checkpoints })),
    ].map((panes) => formats.get('npz').encode({ ...read.snapshot, panes }));
    const asked: string[] = [];
    const test = setUpApp({
      document,
      gallery: surfaces,
      weights,
      intercept(message) {
        if (message.type === 'start') asked.push(message.job.kind);
        return false;
      },
    });
    await test.opening.start();
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    expect(test.app().curvature).toBe('ratio');
    expect(maps(test).map((map) => map?.largest)).toEqual(maps(maker).map((map) => map?.largest));
    await test.until(() => test.results.pane(0).snapshot.checkpoints.length > 0);
    expect(maps(test).every((map) => map?.phase === 'done')).toBe(true);
    expect(test.app().curvature).toBe('ratio');
    expect(asked).not.toContain('curvature');
    await runToEnd(test);
    await test.until(() => asked.includes('curvature') && maps(test).every((map) => map?.phase === 'done'));
    expect(test.app().curvature).toBe('ratio');
    expect(maps(test)).toEqual(maps(maker));

    // Another visit shows them beside the results that were kept: they are of the same nets.
    const again = setUpApp({ document, gallery: surfaces, weights, resultStore: test.resultStore });
    await again.opening.start();
    await again.until(() => again.phases().every((phase) => phase === 'done'));
    expect(maps(again).map((map) => map?.largest)).toEqual(maps(maker).map((map) => map?.largest));
    expect(again.app().curvature).toBe('ratio');
  });

  it('leaves its maps out of a link, and says so', async () => {
    const maker = setUpApp({ document: { ...tinyDocument(), preset: 'curvature' } });
    await runToEnd(maker);
    await mapped(maker);
    const { leftOut } = await maker.app().makeLink(8000);
    expect(leftOut).toContainEqual({ path: 'link', key: 'share.leftOut.curvature', values: { panes: 'A, B' } });
  });

  it('leaves other experiments without maps until they are asked for', async () => {
    const test = setUpApp();
    await runToEnd(test);
    expect(test.app().curvature).toBe(null);
    expect(test.results.pane(0).curvature).toBe(null);
  });
});
