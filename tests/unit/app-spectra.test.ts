import { describe, expect, it } from 'vitest';
import type { Spectrum } from '../../src/experiment/spectrum';
import { PROBES } from '../../src/experiment/spectrum';
import { isAbort } from '../../src/worker/failure';
import { runToEnd, setUpApp } from './support/app';

type App = ReturnType<typeof setUpApp>;
const AT = { alpha: 0.3, beta: -0.2 };

async function spectrumOf(app: App, pane: number, at = AT): Promise<readonly Spectrum[]> {
  const parts: Spectrum[] = [];
  expect(await app.app().takeSpectrum(pane, at, (spectrum) => parts.push(spectrum), new AbortController().signal)).toBe(true);
  return parts;
}

describe('the spectrum of the Hessian at a point of a pane', () => {
  it('comes in parts: both ends, a density that each probe sharpens, a trace; the second time at once', async () => {
    const app = setUpApp();
    await runToEnd(app);
    const parts = await spectrumOf(app, 0);
    expect(parts[0].ends?.largest).toBeGreaterThan(parts[0].ends?.smallest ?? Infinity);
    expect(parts[0].density).toBeNull();
    expect(parts.flatMap(({ density, trace, probes }) => (density && !trace ? [probes] : []))).toEqual(
      Array.from({ length: PROBES }, (_, i) => i + 1),
    );
    const last = parts.at(-1);
    if (!last?.density || !last.ends || !last.trace) throw new Error('The spectrum is not whole.');
    // 2 · 6 + 6 · 6 + 6 · 2 weights of kernels.
    expect(last.density.weights).toBe(60);
    const { belowZero } = last.density;
    expect(last.ends.smallest).toBeLessThan(0);
    expect(belowZero.ofCurvature.mean).toBeGreaterThan(0);
    expect(belowZero.ofCurvature.mean).toBeLessThan(0.5);
    expect(belowZero.share.mean).toBeLessThan(0.5);
    const step = (last.density.max - last.density.min) / (last.density.density.length - 1);
    expect(last.density.density.reduce((sum, value) => sum + value * step, 0)).toBeCloseTo(1, 2);
    expect(Math.abs(last.trace.mean)).toBeLessThan(60 * last.ends.largest);
    expect(await spectrumOf(app, 0)).toEqual([last]);
    // Another pane's net, and another point, have others.
    expect((await spectrumOf(app, 1)).at(-1)?.ends).not.toEqual(last.ends);
    expect((await spectrumOf(app, 0, { alpha: 0, beta: 0 })).at(-1)?.ends).not.toEqual(last.ends);
  });

  it('has the ends that the map has at the same point', async () => {
    const app = setUpApp();
    await runToEnd(app);
    app.app().mapCurvature(true);
    await app.until(() => app.results.pane(0).curvature?.phase === 'done');
    const map = app.results.pane(0).curvature;
    const ends = (await spectrumOf(app, 0, { alpha: -1, beta: -1 })).at(-1)?.ends;
    if (!map || !ends) throw new Error('There is no map, or no spectrum.');
    expect(Math.abs(ends.largest / map.largest[0] - 1)).toBeLessThan(2e-3);
    expect(Math.abs(ends.smallest - map.smallest[0])).toBeLessThan(2e-3 * ends.largest);
  });

  it('is not had where the weights are not here, and ends when it is not wanted any more', async () => {
    const app = setUpApp();
    expect(await app.app().takeSpectrum(0, AT, () => {}, new AbortController().signal)).toBe(false);
    await runToEnd(app);
    const abort = new AbortController();
    let parts = 0;
    const taken = app.app().takeSpectrum(
      0,
      AT,
      () => {
        if (++parts === 3) abort.abort();
      },
      abort.signal,
    );
    await expect(taken).rejects.toSatisfy(isAbort);
    expect(parts).toBe(3);
  });
});
