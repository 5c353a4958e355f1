import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { height as heightCommand } from '../../src/app/commands/height';
import type { App } from '../../src/app/create-store';
import { HEIGHT_IDS } from '../../src/experiment/fields';
import type { Landscape } from '../../src/experiment/landscape';
import { presets } from '../../src/experiment/presets';
import type { Document } from '../../src/experiment/recipe';
import { readFile } from '../../src/formats';
import { contourLevels } from '../../src/views/contours/levels';
import { drawnShape } from '../../src/views/drawn-shape';
import { heightScale, type ScaleOptions } from '../../src/views/scale';
import { contourSpacing } from '../../src/views/surface/contour-spacing';

const N = 33;

function plane(loss: (a: number, b: number) => number): Landscape {
  const axis = { min: -1, max: 1, points: N };
  const values = Float32Array.from({ length: N * N }, (_, k) => loss(-1 + (2 * (k % N)) / (N - 1), -1 + (2 * Math.floor(k / N)) / (N - 1)));
  const rest = { accuracy: new Float32Array(N * N), done: new Uint8Array(N * N).fill(1), samples: 512, cosine: 0, cosineByChance: 0.04 };
  return { axes: [axis, axis], loss: values, ...rest };
}

const auto: ScaleOptions = { field: 'loss', mode: 'loss', cap: null };
const scaleOf = (landscapes: readonly Landscape[], options: Partial<ScaleOptions> = {}) => heightScale(landscapes, { ...auto, ...options });
const bowl = (top: number, low = 1e-3) => plane((a, b) => low + (top - low) * ((a * a + b * b) / 2));

describe('the height that is the loss', () => {
  it('is nearly to scale below 100 and a log above, from 0 to a little above the highest, and cuts nothing', () => {
    const scale = scaleOf([bowl(1e7)]);
    expect(scale.min).toBe(0);
    expect(scale.max / 1e7).toBeCloseTo(1.03, 6);
    expect(scale.cut).toBe(false);
    const h = scale.normalise;
    expect(h(0)).toBe(0);
    expect(h(scale.max)).toBe(1);
    const by = (raw: number) => (Math.log10(raw + 100) - 2) / (Math.log10(scale.max + 100) - 2);
    for (const raw of [1e-4, 1, 50, 100, 1e3, 1e6]) expect(h(raw)).toBeCloseTo(by(raw), 6);
    expect(h(10) / h(5)).toBeCloseTo(2, 1);
    expect(h(1e6) - h(1e5)).toBeCloseTo(h(1e5) - h(1e4), 2);
    expect(scale.ticks).toEqual([0, 1e3, 1e4, 1e5, 1e6, 1e7]);
  });

  it('is linear within 0.2 % where all losses are at most 1, with ticks to match', () => {
    const scale = scaleOf([bowl(0.97)]);
    for (const share of [0.1, 0.5, 0.9]) expect(scale.normalise(share * scale.max)).toBeCloseTo(share, 2);
    expect(Math.abs(scale.normalise(scale.max / 2) - 0.5)).toBeLessThan(0.002);
    expect(scale.ticks).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  });

  it('has a few ticks where few powers of ten fit', () => {
    expect(scaleOf([bowl(500)]).ticks).toEqual([0, 30, 100, 300]);
    expect(scaleOf([bowl(30)]).ticks).toEqual([0, 5, 10, 15, 20, 25, 30]);
  });

  it('is coloured by the logarithm, from the power of ten under the lowest; over low planes colours reach on to 5', () => {
    const far = scaleOf([bowl(1e7, 2e-4)]).colors;
    expect([far?.mode, far?.min, far?.max]).toEqual(['log', 1e-4, scaleOf([bowl(1e7)]).max]);
    const near = scaleOf([bowl(0.9, 2e-4)]).colors;
    expect(near?.min).toBe(1e-4);
    expect(near?.max).toBeCloseTo(4.635, 3);
    expect(scaleOf([bowl(1)]).colors?.max).toBe(5);
  });

  it('cuts where it is asked to, or far above 10⁹ only', () => {
    const capped = scaleOf([bowl(1e7)], { cap: 1000 });
    expect([capped.max, capped.cut, capped.colors?.max, capped.colors?.cut]).toEqual([1000, true, 1000, true]);
    expect(scaleOf([bowl(5e8)]).cut).toBe(false);
    const blown = scaleOf([plane((a, b) => (Math.hypot(a, b) > 1.3 ? 1e22 : 0.1 + a * a))]);
    expect([blown.max, blown.cut]).toEqual([1e9, true]);
    // Where nearly all is beyond that, the box still shows something.
    const all = scaleOf([plane((a) => 10 ** (12 + 4 * a))]);
    expect(all.max).toBeGreaterThan(1e12);
  });

  it('takes nothing, one value, zeros, holes, values below zero', () => {
    for (const landscapes of [[], [plane(() => 0)], [plane(() => 7)], [plane(() => 1e-9)], [plane(() => Number.NaN)], [plane(() => -3)]]) {
      const { min, max, normalise, colors, ticks } = scaleOf(landscapes);
      expect(max).toBeGreaterThan(min);
      expect(normalise(min)).toBeCloseTo(0, 9);
      expect(normalise(max)).toBeCloseTo(1, 9);
      expect(ticks.length).toBeGreaterThan(1);
      expect(colors?.normalise(colors.max)).toBeCloseTo(1, 9);
      expect(Number.isNaN(normalise(Number.NaN))).toBe(true);
    }
    const mixed = scaleOf([plane((a) => 5 * a)]);
    expect([mixed.min, mixed.normalise(-5), mixed.normalise(-2.5) < mixed.normalise(0)]).toEqual([-5, 0, true]);
  });

  it('only ever grows while a computation runs', () => {
    const first = scaleOf([bowl(1e6)]);
    expect(scaleOf([bowl(10)], { previous: first }).max).toBe(first.max);
    expect(scaleOf([bowl(1e7)], { previous: first }).max).toBeGreaterThan(first.max);
    expect(scaleOf([bowl(10)], { previous: scaleOf([bowl(1e6)], { mode: 'log' }) }).max).toBeLessThan(11);
  });
});

describe('iso-lines of the loss as height', () => {
  it('are the decades of the colour, fainter below 100; where all is low they follow the height', () => {
    const far = contourSpacing(scaleOf([bowl(1e7)]));
    expect([far.of, far.fades, far.divisions, far.rawOf(3)]).toEqual(['color', true, 4, 1000]);
    const near = contourSpacing(scaleOf([bowl(0.9)]));
    expect([near.of, near.fades, near.divisions, near.rawOf(3)]).toEqual(['height', false, 5, 0.6]);
    // The comb undoes the bend of the height.
    const scale = scaleOf([bowl(9)]);
    const { curve, perMajor, rawOf } = contourSpacing(scale);
    const share = Math.expm1(scale.normalise(rawOf(2)) * curve) / Math.expm1(curve);
    expect(share * perMajor).toBeCloseTo(2, 6);
  });

  it('lie on the map where its colours are: at decades, or at even losses where all is low', () => {
    const far = contourLevels(scaleOf([bowl(1e7)])).filter(({ major }) => major);
    expect(far.map(({ raw }) => raw)).toEqual([0.01, 0.1, 1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7]);
    const scale = scaleOf([bowl(0.9)]);
    const near = contourLevels(scale);
    expect(near.filter(({ major }) => major).map(({ raw }) => raw)).toEqual([0.2, 0.4, 0.6, 0.8]);
    for (const { raw, height } of near) expect(scale.colors?.normalise(raw)).toBeCloseTo(height, 9);
    expect(near.find(({ major }) => !major)?.raw).toBeCloseTo(0.04, 2);
  });
});

describe('the default pair', () => {
  const read = readFile('skip-connections.npz', new Uint8Array(readFileSync('public/gallery/skip-connections.npz')));
  if (!read.ok) throw new Error(read.problem.key);
  const [a, b] = read.snapshot.panes.map(({ landscape }) => landscape as Landscape);
  const shapes = (mode: ScaleOptions['mode']) => {
    const scale = scaleOf([a, b], { mode });
    return [a, b].map((landscape) => drawnShape(Float32Array.from(landscape.loss, scale.normalise), landscape.axes[0].points));
  };

  it('looks as it is: with skips a plain, without them mountains', () => {
    const [plain, mountains] = shapes('loss');
    expect(plain.open).toBeGreaterThan(1.4 * mountains.open);
    expect(mountains.ripple).toBeGreaterThan(4 * plain.ripple);
  });

  it('looked the other way round on a log scale, which is why that is not how it opens', () => {
    const [plain, mountains] = shapes('log');
    expect(plain.open).toBeLessThan(mountains.open);
  });
});

describe('the key H', () => {
  it('goes round the heights, and means nothing where only accuracies are drawn', () => {
    let document: Document = presets.get('skip-connections').build();
    const app = () =>
      ({
        document,
        edit: (change: (before: Document) => Document) => {
          document = change(document);
        },
      }) as unknown as App;
    expect(heightCommand.keyTest({ key: 'H', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false })).toBe(true);
    const seen = [0, 1, 2, 3].map(() => {
      heightCommand.perform(app());
      return document.shared.height;
    });
    expect(new Set(seen)).toEqual(new Set(HEIGHT_IDS));
    expect(seen[3]).toBe(seen[0]);
    document = { ...document, panes: document.panes.map((pane) => ({ ...pane, view: { ...pane.view, field: 'accuracy' as const } })) };
    expect(heightCommand.enabled(app())).toBe(false);
  });
});
