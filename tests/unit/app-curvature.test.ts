import { describe, expect, it } from 'vitest';
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

  it('leaves other experiments without maps until they are asked for', async () => {
    const test = setUpApp();
    await runToEnd(test);
    expect(test.app().curvature).toBe(null);
    expect(test.results.pane(0).curvature).toBe(null);
  });
});
