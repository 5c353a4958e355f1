import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { setLanguage } from '../../src/i18n';
import { heightScale } from '../../src/views/scale';
import { type Bake, type BakeInput, bake } from '../../src/views/surface/bake';
import type { BakeClient } from '../../src/views/surface/bake-client';
import { layoutBox } from '../../src/views/surface/box-layout';
import { Company } from '../../src/views/surface/company';
import { axisScale, boxNames, Fitting, isCompact } from '../../src/views/surface/fitting';
import { BOX_HEIGHT, FLOOR, frameOf } from '../../src/views/surface/frame';
import { PanePlot } from '../../src/views/surface/pane-plot';
import { outlineOf } from '../../src/views/surface/sketch';
import { labelWidth } from '../../src/views/ticks';
import type { ViewPane, ViewProps } from '../../src/views/types';

const N = 17;

function plane(loss: (a: number, b: number) => number, reach = 1): Landscape {
  const axis = { min: -reach, max: reach, points: N };
  const at = (i: number) => reach * ((2 * i) / (N - 1) - 1);
  const values = Float32Array.from({ length: N * N }, (_, k) => loss(at(k % N), at(Math.floor(k / N))));
  const rest = { accuracy: new Float32Array(N * N), done: new Uint8Array(N * N).fill(1), samples: 512, cosine: 0, cosineByChance: 0.04 };
  return { axes: [axis, axis], loss: values, ...rest };
}

const scaleOf = (...landscapes: Landscape[]) => heightScale(landscapes, { field: 'loss', mode: 'loss', cap: null });
const camera = (azimuth: number, elevation = 27) => ({ azimuth, elevation, distance: 8.4 });
const low = plane((a, b) => 0.01 + a * a + b * b);
const high = plane((a, b) => 0.1 + 1e6 * (a * a + b * b));

beforeAll(() => setLanguage('en'));

describe('fitting', () => {
  it('leaves room for every label, from all sides and in panes of all shapes', () => {
    const fitting = new Fitting();
    for (const landscape of [high, plane((a, b) => a * a + b * b, 0.12)]) {
      const scale = scaleOf(landscape);
      const frame = frameOf(landscape.axes[0], landscape.axes[1]);
      const subject = outlineOf(landscape, scale);
      for (const [width, height] of [
        [584, 498],
        [376, 460],
        [292, 380],
        [390, 320],
        [824, 640],
      ]) {
        for (let azimuth = -180; azimuth < 180; azimuth += 15) {
          const view = fitting.projection(camera(azimuth), width, height, [{ frame, scale }], subject);
          const { labels } = layoutBox(frame, view, scale, boxNames(scale), isCompact(width));
          for (const { text, x, y, anchor, kind, opacity } of labels) {
            // A label seen end-on is nearly gone.
            if (opacity < 0.95) continue;
            const wide = labelWidth(text, (kind === 'name' ? 12 : 11) * view.unit);
            const left = anchor === 'end' ? x - wide : anchor === 'middle' ? x - wide / 2 : x;
            const where = `${text} at ${azimuth}° in ${width} × ${height}`;
            expect(left, where).toBeGreaterThanOrEqual(0);
            expect(left + wide, where).toBeLessThanOrEqual(width);
            expect(y, where).toBeGreaterThanOrEqual(5);
            expect(y, where).toBeLessThanOrEqual(height - 3);
          }
        }
      }
    }
  });

  it('wastes no room: the picture reaches from the labels on the left nearly to the right side, or fills its height', () => {
    const scale = scaleOf(high);
    const frame = frameOf(high.axes[0], high.axes[1]);
    for (const [width, height] of [
      [584, 498],
      [376, 400],
      [292, 330],
    ]) {
      const view = new Fitting().projection(camera(-105), width, height, [{ frame, scale }], outlineOf(high, scale));
      const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((z) => [FLOOR, BOX_HEIGHT].map((y) => view.project([x, y, z]))));
      const across = Math.max(...corners.map(({ x }) => x)) - Math.min(...corners.map(({ x }) => x));
      const upright = Math.max(...corners.map(({ y }) => y)) - Math.min(...corners.map(({ y }) => y));
      expect(Math.max(across / (width - 74), upright / (height - 54)), `${width} × ${height}`).toBeGreaterThan(0.9);
    }
  });

  it('gives a pane that shows nothing yet the axes of its neighbours, and those that its plane will have', () => {
    const scale = scaleOf(high);
    const shown = { pane: { scale }, shown: { scale } };
    const coming = { pane: { scale }, shown: null };
    expect(axisScale(coming, [shown, coming])).toBe(scale);
    expect(axisScale(coming, [coming])).toBeNull();
    // With a scale of its own it has no ticks before its points.
    expect(axisScale({ pane: { scale: scaleOf(low) }, shown: null }, [shown])).toBeNull();
    const planned = [0.12, 0.12].map((max) => ({ min: -max, max, points: N }));
    const plot = new PanePlot({ landscape: null, planned } as unknown as ViewPane, {} as BakeClient, false, () => {});
    expect(plot.frame.alpha.max).toBe(0.12);
  });

  it('draws a pane that is shown alone as large as beside the others', () => {
    const scale = scaleOf(low, high);
    const companion = (landscape: Landscape, index: number) => ({ index, landscape, revision: 1, computing: false, scale });
    const company = [companion(low, 0), companion(high, 1)];
    const propsFor = (shown: number) => ({ company, panes: [company[shown]] }) as unknown as ViewProps;
    const views = [low, high].map((own, shown) => {
      const others = new Company();
      expect(others.update(propsFor(shown))).toBe(true);
      expect(others.update(propsFor(shown))).toBe(false);
      const parts = [outlineOf(own, scale), ...others.outlines(propsFor(shown))];
      const subject = Float32Array.from(parts.flatMap((part) => [...part]));
      return new Fitting().projection(camera(-17), 390, 320, [{ frame: frameOf(own.axes[0], own.axes[1]), scale }], subject);
    });
    expect(views[0].focal).toBeCloseTo(views[1].focal, 6);
    expect(views[0].shift).toBeCloseTo(views[1].shift, 6);
    // Alone, the flat one would be drawn larger.
    const alone = new Fitting().projection(
      camera(-17),
      390,
      320,
      [{ frame: frameOf(low.axes[0], low.axes[1]), scale }],
      outlineOf(low, scale),
    );
    expect(alone.focal).toBeGreaterThan(views[0].focal * 1.02);
  });
});

describe('a slow change', () => {
  beforeEach(() => void vi.stubGlobal('window', { setTimeout, clearTimeout }));
  afterEach(() => void vi.unstubAllGlobals());
  const near = plane((a, b) => 0.2 + a * a + b * b, 0.12);
  const client = {
    request: (_pane: number, input: BakeInput, _patient: boolean, take: (made: Bake) => void) => take(bake({ ...input, side: 32 })),
    cancel: () => {},
  } as unknown as BakeClient;
  const paneOf = (part: Partial<ViewPane>): ViewPane =>
    ({ index: 0, landscape: low, otherRange: near, revision: 1, computing: false, scale: scaleOf(low), ...part }) as ViewPane;
  const middleOf = (plot: PanePlot): number[] => [...(plot.outline ?? [])];

  function follow(next: ViewPane, animate = true): PanePlot {
    const plot = new PanePlot(paneOf({}), client, false, () => {});
    plot.update(paneOf({}), -17, 0, animate);
    expect(plot.waits).toBe(false);
    plot.update(next, -17, 0, animate);
    return plot;
  }

  it('leads from one range to the other, and from one height to the other, through pictures between the two', () => {
    const nextHeight = heightScale([low], { field: 'loss', mode: 'log', cap: null });
    for (const next of [paneOf({ landscape: near, otherRange: low, scale: scaleOf(near) }), paneOf({ scale: nextHeight })]) {
      const plot = follow(next);
      expect(plot.waits).toBe(true);
      const before = middleOf(plot);
      plot.setBlend(1);
      const after = middleOf(plot);
      expect(after).not.toEqual(before);
      plot.setBlend(0.5);
      const between = middleOf(plot);
      between.forEach((value, i) => {
        expect(value).toBeCloseTo((before[i] + after[i]) / 2, 5);
      });
    }
  });

  it('jumps to another net, to what is still being computed, and where motion is not wanted', () => {
    expect(follow(paneOf({ landscape: near, otherRange: null })).waits).toBe(false);
    expect(follow(paneOf({ landscape: near, otherRange: high })).waits).toBe(false);
    expect(follow(paneOf({ landscape: near, otherRange: low, computing: true })).waits).toBe(false);
    expect(follow(paneOf({ landscape: near, otherRange: low, scale: scaleOf(near) }), false).waits).toBe(false);
  });
});
