import { readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import { fingerprintOf, fingerprintsOfRuns } from '../../src/engine/fingerprint';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createMetricsEvaluator } from '../../src/engine/metrics';
import { datasetOf, evaluationSamples, netOf } from '../../src/engine/setup';
import { MAP_POINTS } from '../../src/experiment/curvature-map';
import { flatShare, middleLoss } from '../../src/experiment/flatness';
import { headline, NO_READING } from '../../src/experiment/headline';
import { nonConvexShare } from '../../src/experiment/non-convex-share';
import { presets } from '../../src/experiment/presets';
import type { Recipe } from '../../src/experiment/recipe';
import type { Snapshot } from '../../src/experiment/snapshot';
import { surfaceStatistics } from '../../src/experiment/statistics';
import { readFile } from '../../src/formats';
import { say } from '../../src/i18n/say';

const fileOf = (name: string): string => `public/gallery/${name}.npz`;

function snapshotOf(name: string): Snapshot {
  const read = readFile(`${name}.npz`, new Uint8Array(readFileSync(fileOf(name))));
  if (!read.ok) throw new Error(`${name}: ${read.problem.key}`);
  return read.snapshot;
}

function assetOf(recipe: Recipe): Uint8Array | undefined {
  const { asset } = datasets.get(recipe.data.id);
  if (!asset) return undefined;
  const bytes = readFileSync(`public/data/${asset}`);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
}

const IDS = presets.all.map(({ id }) => id);

it('every preset has its ready-made result, and no result is left over', () => {
  const files = readdirSync('public/gallery').map((name) => name.replace(/\.npz$/, ''));
  expect(files.sort()).toEqual(IDS.flatMap((id) => [id, `${id}.weights`]).sort());
});

/** Stored before files could say it, with 25 × 25 points that nothing was left out of; whoever makes them anew takes them off this list. */
const OF_IMAGES: readonly string[] = ['resnet-fashion', 'deep-resnet-fashion'];

describe.each(IDS)('the ready-made result %s', (id) => {
  const { document, panes } = snapshotOf(id);
  const weights = snapshotOf(`${id}.weights`);

  it('is of the preset as it is now, complete, small, and without the weights', () => {
    expect(document).toEqual(presets.get(id).build());
    expect(weights.document).toEqual(document);
    for (const { landscape, otherRange, checkpoints, curves } of panes) {
      for (const surface of [landscape, otherRange]) expect(surface?.done.every((done) => done > 0) ?? true).toBe(true);
      expect(landscape).not.toBeNull();
      expect(checkpoints).toEqual([]);
      expect(curves.every((curve) => curve.length > 0)).toBe(true);
    }
    expect(statSync(fileOf(id)).size).toBeLessThanOrEqual(60 * 1024);
  });

  it.skipIf(OF_IMAGES.includes(id))('says where its surfaces had their minima before they were made small', () => {
    for (const { measured, otherRange } of panes) {
      expect(measured?.minima).toBeInstanceOf(Array);
      if (otherRange) expect(otherRange.minima).toBeInstanceOf(Array);
    }
  });

  it('has the very weights that its runs ended with', () => {
    panes.forEach(({ provenance }, pane) => {
      const { runs } = document.panes[pane];
      const last = runs.map((run, i) => weights.panes[pane].checkpoints.find((one) => one.run === i && one.epoch === run.epochs));
      expect(last.map((checkpoint) => checkpoint && fingerprintOf(checkpoint))).toEqual(
        fingerprintsOfRuns(provenance?.fingerprint, runs.length),
      );
    });
  });
});

it.each(['skip-connections', 'depth', 'resnet-fashion', 'deep-resnet-fashion'])(
  '%s shows that the net without shortcuts, or the deepest, has the rougher surface',
  (id) => {
    const { document, panes } = snapshotOf(id);
    const readings = panes.map(({ landscape }) => ({ ...NO_READING, statistics: landscape && surfaceStatistics(landscape) }));
    expect(say(headline(document, readings))).toMatch(/rougher/);
  },
);

it('the opening pair says itself which minimum is flat: λmax in the header, and the near view', () => {
  const { document, panes } = snapshotOf('skip-connections');
  const [skips, plain] = panes.map(({ measured }) => measured?.lambdaMax ?? Number.NaN);
  expect(plain / skips).toBeGreaterThan(500);
  const near = panes.map(({ landscape, otherRange }) => (document.shared.range === 'near' ? landscape : otherRange));
  const [flat, sharp] = near.map((landscape) => (landscape && flatShare(landscape, middleLoss(landscape) ?? Number.NaN)) ?? Number.NaN);
  expect(flat).toBeGreaterThan(sharp + 0.1);
});

it('curvature comes with the maps of both planes, and opens with what they say', () => {
  const { document, panes } = snapshotOf('curvature');
  const shares = panes.map(({ curvature, landscape }) => {
    if (!curvature) throw new Error('There is no map.');
    expect(curvature.axes.map(({ min, max }) => [min, max])).toEqual(landscape?.axes.map(({ min, max }) => [min, max]));
    expect(curvature.axes.every(({ points }) => points === MAP_POINTS)).toBe(true);
    curvature.largest.forEach((value, i) => {
      expect(value).toBeGreaterThanOrEqual(curvature.smallest[i]);
      expect(curvature.largestBound[i]).toBeLessThan(0.02 * Math.abs(value));
    });
    return nonConvexShare(curvature.largest, curvature.smallest);
  });
  const readings = panes.map(({ landscape }, i) => ({
    ...NO_READING,
    statistics: landscape && surfaceStatistics(landscape),
    nonConvex: shares[i],
  }));
  const said = say(headline(document, readings));
  const told = [...said.matchAll(/([\d.]+)\u202f%/g)].map(([, percent]) => Number(percent));
  expect(told).toEqual(shares.map((share) => expect.closeTo(100 * share, 1)));
});

it('edge of stability opens with the course of all three rates, and says that they climb to their limits and stay', () => {
  const { document, panes } = snapshotOf('edge-of-stability');
  const [{ landscape, sharpness: runs = [] }] = panes;
  const statistics = landscape && surfaceStatistics(landscape);
  expect(runs.map((points) => points.length)).toEqual([101, 101, 101]);
  const told = (courses: typeof runs): string =>
    say(headline(document, [{ ...NO_READING, statistics, sharpening: { runs: courses, left: 0, problem: null } }]));
  expect(told(runs)).toBe('At each of three rates, sharpness climbs to 2/η and stays near it');
  // Of its end alone it says nothing.
  expect(told(runs.map((points) => points.slice(-1)))).toMatch(/^Gradient descent at three rates: watch sharpness/);
});

it('the opening pair was drawn around its weights', async () => {
  const [id] = presets.all.map((preset) => preset.id);
  const { document, panes } = snapshotOf(id);
  const weights = snapshotOf(`${id}.weights`);
  const device = await createWasmDevice(readWasmModules());
  for (const [i, { landscape }] of panes.entries()) {
    const recipe = document.panes[i];
    const dataset = datasetOf(recipe, assetOf(recipe));
    const evaluator = createMetricsEvaluator(device, netOf(recipe, dataset), evaluationSamples(recipe.grid, dataset));
    const checkpoint = weights.panes[i].checkpoints.at(-1);
    if (!landscape || !checkpoint) throw new Error('There is no landscape.');
    const [{ loss }] = await evaluator.evaluate([checkpoint]);
    const middle = landscape.loss[(landscape.loss.length - 1) / 2] as number;
    // Stored losses are rounded to nine bits or more.
    expect(Math.abs(loss / middle - 1)).toBeLessThan(2 ** -9);
    evaluator.dispose();
  }
  device.dispose();
});
