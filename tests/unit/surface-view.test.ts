import { beforeAll, describe, expect, it } from 'vitest';
import { setLanguage } from '../../src/i18n';
import { bake } from '../../src/views/surface/bake';
import { layoutBox } from '../../src/views/surface/box-layout';
import { CameraRig } from '../../src/views/surface/camera-rig';
import { layoutContourLabels } from '../../src/views/surface/contour-labels';
import { contourSpacing } from '../../src/views/surface/contour-spacing';
import { alphaAt, BOX_HEIGHT, betaAt, FLOOR, frameOf, xOf, zOf } from '../../src/views/surface/frame';
import { castRay, type HeightField, heightAt, isHidden } from '../../src/views/surface/height-field';
import { keyAct } from '../../src/views/surface/keys';
import { placeLabels, stackLabels } from '../../src/views/surface/place-labels';
import { layoutProbe } from '../../src/views/surface/probe-mark';
import { boundedCamera, DEFAULT_CAMERA, projectionOf } from '../../src/views/surface/projection';
import { surfaceTable } from '../../src/views/surface/table';
import { labelWidth } from '../../src/views/ticks';
import type { HeightScale, ViewPane } from '../../src/views/types';

const KEY = [-0.55, 0.62, 0.18] as const;
const AXIS = { min: -1, max: 1, points: 33 };
const FRAME = frameOf(AXIS, AXIS);

function fieldOf(h: (alpha: number, beta: number) => number): HeightField {
  const n = 33;
  const heights = new Float32Array(n * n);
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) heights[j * n + i] = h((2 * i) / (n - 1) - 1, (2 * j) / (n - 1) - 1);
  const baked = bake({
    heights,
    done: new Uint8Array(n * n).fill(1),
    nAlpha: n,
    nBeta: n,
    halfX: 1,
    halfZ: 1,
    side: 128,
    colors: null,
    key: KEY,
  });
  return { width: baked.width, height: baked.height, halfX: 1, halfZ: 1, heights: baked.heights, marks: baked.marks };
}

const decades = [-3, -2, -1, 0, 1, 2, 3, 4].map((k) => 10 ** k);
const SCALE: HeightScale = {
  field: 'loss',
  mode: 'log',
  min: 1e-3,
  max: 1e4,
  cut: false,
  ticks: decades,
  major: decades,
  normalise: (raw) => (Math.log10(raw) + 3) / 7,
};

describe('frame and projection', () => {
  it('maps α and β to the scene and back, also on asymmetric ranges; the longest side is 2', () => {
    const frame = frameOf({ min: -0.5, max: 1.5, points: 25 }, { min: 0, max: 1, points: 10 });
    expect([frame.halfX, frame.halfZ]).toEqual([1, 0.5]);
    expect([xOf(frame, -0.5), xOf(frame, 0.5), zOf(frame, 0), zOf(frame, 1)]).toEqual([-1, 0, 0.5, -0.5]);
    expect(alphaAt(frame, xOf(frame, 0.3))).toBeCloseTo(0.3, 12);
    expect(betaAt(frame, zOf(frame, 0.9))).toBeCloseTo(0.9, 12);
  });

  it('sends a ray through a pixel back to that pixel', () => {
    const view = projectionOf(DEFAULT_CAMERA, 584, 498);
    const [dx, dy, dz] = view.rayThrough(123, 321);
    const p = view.project([view.eye[0] + dx * 8, view.eye[1] + dy * 8, view.eye[2] + dz * 8]);
    expect(p.x).toBeCloseTo(123, 6);
    expect(p.y).toBeCloseTo(321, 6);
  });

  it('keeps the whole box and room for labels inside wide, square and phone-sized panes, from every side', () => {
    for (const [width, height] of [
      [584, 498],
      [500, 500],
      [390, 340],
      [300, 420],
      [960, 900],
    ]) {
      // In narrow panes what floor labels need comes on top, see fitting.ts.
      const [right, bottom] = width < 440 ? [11, 35] : [20, 39];
      for (let azimuth = -180; azimuth < 180; azimuth += 15) {
        for (const elevation of [4, 41, 89]) {
          const view = projectionOf({ azimuth, elevation, distance: 8.4 }, width, height, 40);
          for (const x of [-1, 1]) {
            for (const z of [-1, 1]) {
              for (const y of [FLOOR, BOX_HEIGHT]) {
                const p = view.project([x, y, z]);
                expect(p.x).toBeGreaterThan(50);
                expect(p.x).toBeLessThan(width - right);
                expect(p.y).toBeGreaterThan(-0.001);
                expect(p.y).toBeLessThan(height - bottom);
              }
            }
          }
        }
      }
    }
  });

  it('fills the pane between its margins with what is given, whatever that is, and keeps zooming apart from that', () => {
    const low = Float32Array.from([-1, FLOOR, -1, 1, FLOOR, -1, -1, FLOOR, 1, 1, FLOOR, 1, 0.3, 0.4, 0.2]);
    const pointsOf = (view: ReturnType<typeof projectionOf>) =>
      Array.from({ length: low.length / 3 }, (_, k) => view.project([low[3 * k], low[3 * k + 1], low[3 * k + 2]]));
    for (const [width, height] of [
      [584, 498],
      [1200, 400],
    ]) {
      const view = projectionOf(DEFAULT_CAMERA, width, height, 30, low);
      const [xs, ys] = [pointsOf(view).map(({ x }) => x), pointsOf(view).map(({ y }) => y)];
      const rest = [Math.min(...xs) - 58 * view.unit, width - 22 * view.unit - Math.max(...xs)];
      const restUp = [Math.min(...ys) - 14 * view.unit, height - 40 * view.unit - Math.max(...ys)];
      expect(Math.min(...rest, ...restUp)).toBeCloseTo(0, 3);
      expect(rest[0]).toBeCloseTo(rest[1], 3);
      expect(Math.min(...restUp)).toBeGreaterThan(-0.01);
    }
    // A lid above the picture comes down into the pane as far as there is room below.
    const low1 = projectionOf({ ...DEFAULT_CAMERA, elevation: 27 }, 390, 400, 45, low);
    const lids = [-1, 1].flatMap((x) => [-1, 1].map((z) => low1.project([x, BOX_HEIGHT, z]).y));
    expect(Math.min(...lids)).toBeGreaterThan(0);
    const far = pointsOf(projectionOf({ ...DEFAULT_CAMERA, distance: 16.8 }, 584, 498, 30, low)).map(({ x }) => x);
    const near = pointsOf(projectionOf(DEFAULT_CAMERA, 584, 498, 30, low)).map(({ x }) => x);
    expect((Math.max(...near) - Math.min(...near)) / (Math.max(...far) - Math.min(...far))).toBeGreaterThan(1.8);
  });

  it('bounds a camera and wraps its azimuth', () => {
    expect(boundedCamera({ azimuth: 190, elevation: 120, distance: 1 })).toEqual({ azimuth: -170, elevation: 89, distance: 3.2 });
    expect(boundedCamera({ azimuth: -540, elevation: -3, distance: 99 })).toEqual({ azimuth: 180, elevation: 4, distance: 18 });
  });
});

describe('the camera of all panes', () => {
  it('turns to what the document says, the short way round, in 400 ms', () => {
    const rig = new CameraRig({ azimuth: 170, elevation: 40, distance: 8 });
    expect(rig.follow({ azimuth: 170, elevation: 40, distance: 8 }, true, 0)).toBe(false);
    expect(rig.follow({ azimuth: -170, elevation: 20, distance: 8 }, true, 1000)).toBe(true);
    expect(rig.advance(1200)).toBe(true);
    expect(Math.abs(rig.camera.azimuth)).toBeCloseTo(180, 9);
    expect(rig.camera.elevation).toBeCloseTo(30, 9);
    expect(rig.advance(1400)).toBe(false);
    expect(rig.camera).toEqual({ azimuth: -170, elevation: 20, distance: 8 });
  });

  it('is led by a gesture until it ends, and then says the camera once, in short numbers', () => {
    const rig = new CameraRig(DEFAULT_CAMERA);
    rig.move({ azimuth: 12.345678, elevation: 95, distance: 7.123456 });
    expect(rig.follow({ azimuth: 0, elevation: 1, distance: 5 }, false, 0)).toBe(false);
    expect(rig.commit()).toEqual({ azimuth: 12.3, elevation: 89, distance: 7.12 });
    expect(rig.commit()).toBeNull();
    expect(rig.follow({ azimuth: 12.3, elevation: 89, distance: 7.12 }, true, 0)).toBe(false);
    rig.move({ ...rig.camera });
    expect(rig.commit()).toBeNull();
  });

  it('jumps where motion is not wanted', () => {
    const rig = new CameraRig(DEFAULT_CAMERA);
    expect(rig.follow({ azimuth: 10, elevation: 20, distance: 9 }, false, 0)).toBe(true);
    expect(rig.camera).toEqual({ azimuth: 10, elevation: 20, distance: 9 });
    expect(rig.advance(1)).toBe(false);
  });
});

describe('picking', () => {
  const bowl = fieldOf((a, b) => 0.1 + 0.4 * (a * a + b * b));

  it('finds the point of the surface under a pixel', () => {
    const view = projectionOf(DEFAULT_CAMERA, 584, 498);
    for (const [a, b] of [
      [0, 0],
      [0.4, -0.3],
      [-0.6, 0.5],
    ]) {
      const h = 0.1 + 0.4 * (a * a + b * b);
      const p = view.project([a, h * BOX_HEIGHT, -b]);
      const hit = castRay(bowl, view.eye, view.rayThrough(p.x, p.y));
      expect(hit).not.toBeNull();
      expect(Math.abs((hit?.x ?? 9) - a)).toBeLessThan(0.01);
      expect(Math.abs((hit?.z ?? 9) + b)).toBeLessThan(0.01);
    }
  });

  it('misses beside the surface, in a hole, and where it is cut away', () => {
    const view = projectionOf(DEFAULT_CAMERA, 584, 498);
    expect(castRay(bowl, view.eye, view.rayThrough(3, 3))).toBeNull();
    const holed = fieldOf((a, b) => (Math.hypot(a, b) < 0.3 ? Number.NaN : 0.2));
    expect(heightAt(holed, 0, 0)).toBeNull();
    expect(heightAt(holed, 0.8, 0)).toBeCloseTo(0.2, 5);
    expect(castRay(holed, [0, 5, 0], [0, -1, 0])).toBeNull();
    const high = fieldOf(() => 1.2);
    expect(castRay(high, [0, 5, 0], [0, -1, 0])).toBeNull();
    expect(heightAt(high, 0, 0)).toBeNull();
    expect(heightAt(bowl, 1.01, 0)).toBeNull();
  });

  it('knows what stands behind a ridge', () => {
    const ridge = fieldOf((_a, b) => 0.1 + 0.8 * Math.exp(-((b + 0.4) ** 2) / 0.02));
    const view = projectionOf({ azimuth: 0, elevation: 12, distance: 8.4 }, 584, 498);
    expect(isHidden(ridge, view.eye, [0, 0.1 * BOX_HEIGHT, -0.1])).toBe(true);
    expect(isHidden(ridge, view.eye, [0, 0.9 * BOX_HEIGHT, 0.4])).toBe(false);
    const mark = layoutProbe(FRAME, ridge, view, 0, 0.1, false);
    expect(mark.hidden).toBe(true);
    expect(mark.stem.length).toBe(2);
    expect(mark.stem.map((piece) => piece.hidden)).toEqual([true, false]);
  });
});

describe('the probe', () => {
  const view = projectionOf(DEFAULT_CAMERA, 584, 498);

  it('stands on the surface, on the cut, or on the floor under a hole, dashed where there is nothing to stand on', () => {
    const flat = layoutProbe(
      FRAME,
      fieldOf(() => 0.5),
      view,
      0.25,
      0.5,
      false,
    );
    const on = view.project([0.25, 0.5 * BOX_HEIGHT, -0.5]);
    expect([flat.x, flat.y]).toEqual([expect.closeTo(on.x, 3), expect.closeTo(on.y, 3)]);
    expect(flat.hidden).toBe(false);
    const cut = layoutProbe(
      FRAME,
      fieldOf(() => 1.2),
      view,
      0,
      0,
      false,
    );
    expect(cut.y).toBeCloseTo(view.project([0, BOX_HEIGHT, 0]).y, 6);
    expect(cut.hidden).toBe(true);
    const hole = layoutProbe(
      FRAME,
      fieldOf((a) => (a > 0.5 ? 0.5 : Number.NaN)),
      view,
      0,
      0,
      false,
    );
    expect(hole.y).toBeCloseTo(view.project([0, FLOOR, 0]).y, 6);
    expect(hole.hidden).toBe(true);
  });

  it('keeps its label off the ring when seen from above', () => {
    const above = projectionOf({ azimuth: 0, elevation: 89, distance: 8.4 }, 584, 498);
    const mark = layoutProbe(
      FRAME,
      fieldOf(() => 0.5),
      above,
      0,
      0,
      false,
    );
    expect(mark.labelY).toBeLessThanOrEqual(mark.y - 16);
  });
});

describe('labels', () => {
  it('keeps the better of two that touch', () => {
    const box = (x: number, rank: number) => ({ x, y: 0, width: 20, height: 12, rank });
    expect(placeLabels([box(0, 2), box(10, 1), box(40, 3)])).toEqual([1, 2]);
  });

  it('moves names down until none overlap, and only those that have to', () => {
    const name = (x: number, y: number) => ({ x, y, width: 40, height: 10 });
    // The highest stays; two that lie over it go below one another; one beside and one far below stay.
    expect(stackLabels([name(0, 4), name(5, 0), name(0, 2), name(60, 1), name(0, 90)])).toEqual([20, 0, 10, 1, 90]);
  });

  it('has no two touching texts around the box from any side, and draws only back walls', () => {
    for (let azimuth = -180; azimuth < 180; azimuth += 15) {
      for (const elevation of [6, 41, 88]) {
        for (const [width, height] of [
          [584, 498],
          [390, 340],
          [936, 760],
        ]) {
          const view = projectionOf({ azimuth, elevation, distance: 8.4 }, width, height);
          const { labels, lines } = layoutBox(FRAME, view, SCALE, { alpha: 'α', beta: 'β', height: 'loss' }, width < 440);
          const boxes = labels.map((label) => {
            const w = labelWidth(label.text, (label.kind === 'name' ? 12 : 11) * view.unit);
            return { x: label.anchor === 'end' ? label.x - w / 2 : label.x, y: label.y, w };
          });
          for (const [i, a] of boxes.entries()) {
            for (const b of boxes.slice(i + 1)) {
              const apart = Math.abs(a.x - b.x) >= (a.w + b.w) / 2 || Math.abs(a.y - b.y) >= 10 * view.unit;
              expect(apart, `${azimuth} ${elevation} ${labels[i].text}`).toBe(true);
            }
          }
          expect(lines.length).toBeGreaterThan(15);
          if (elevation === 41) expect(labels.some((label) => label.key === 'height')).toBe(true);
        }
      }
    }
  });

  it('puts the numbers of iso-lines on visible places of the right height', () => {
    const bowl = fieldOf((a, b) => 0.02 + 0.7 * Math.hypot(a, b));
    const view = projectionOf(DEFAULT_CAMERA, 584, 498);
    const labels = layoutContourLabels(bowl, view, SCALE, [0, 0], []);
    expect(labels.length).toBeGreaterThanOrEqual(2);
    for (const label of labels) {
      const hit = castRay(bowl, view.eye, view.rayThrough(label.x, label.y));
      expect(hit).not.toBeNull();
      const h = heightAt(bowl, hit?.x ?? 9, hit?.z ?? 9) ?? Number.NaN;
      expect(Math.abs(h - label.h)).toBeLessThan(0.02);
    }
    const [first] = labels;
    const fewer = layoutContourLabels(bowl, view, SCALE, [0, 0], [[first.x, first.y, 5, 5]]);
    expect(fewer).toEqual(labels.slice(1));
  });

  it('keeps numbers of iso-lines off each other, however small the plot', () => {
    const bowl = fieldOf((a, b) => 0.4 + 0.4 * Math.hypot(a, b));
    const wide: HeightScale = { ...SCALE, min: 1e-6, max: 1e6, normalise: (raw) => (Math.log10(raw) + 6) / 12 };
    for (let azimuth = -180; azimuth < 180; azimuth += 15)
      for (const [width, height] of [
        [300, 180],
        [390, 240],
        [584, 498],
      ]) {
        const labels = layoutContourLabels(bowl, projectionOf({ azimuth, elevation: 30, distance: 8.4 }, width, height), wide, [0, 0], []);
        expect(labels.length).toBeGreaterThan(0);
        for (const [i, a] of labels.entries())
          for (const b of labels.slice(i + 1)) {
            const beside = (labelWidth(a.text, 10.5) + labelWidth(b.text, 10.5)) / 2;
            expect(Math.abs(a.x - b.x) >= beside || Math.abs(a.y - b.y) >= 10, `${azimuth} ${width} ${a.text} ${b.text}`).toBe(true);
          }
      }
  });

  it('puts no number where a ridge hides the line', () => {
    const ridges = fieldOf((a, b) => 0.5 + 0.4 * Math.sin(9 * b + 1) * Math.cos(2 * a));
    for (const azimuth of [-60, -20, 20, 75]) {
      const low = projectionOf({ azimuth, elevation: 14, distance: 8.4 }, 584, 498);
      const labels = layoutContourLabels(ridges, low, SCALE, [0, 0], []);
      expect(labels.length).toBeGreaterThan(0);
      for (const label of labels) {
        const hit = castRay(ridges, low.eye, low.rayThrough(label.x, label.y));
        const h = hit ? heightAt(ridges, hit.x, hit.z) : null;
        expect(Math.abs((h ?? 9) - label.h)).toBeLessThan(0.04);
      }
    }
  });

  it('draws no wall in front: nothing reaches the upper corner nearest to the eye', () => {
    for (const azimuth of [-150, -30, 60, 130]) {
      const view = projectionOf({ azimuth, elevation: 30, distance: 8.4 }, 584, 498);
      const near = view.project([Math.sign(view.eye[0]), BOX_HEIGHT, Math.sign(view.eye[2])]);
      const far = view.project([-Math.sign(view.eye[0]), BOX_HEIGHT, -Math.sign(view.eye[2])]);
      const { lines } = layoutBox(FRAME, view, SCALE, { alpha: 'α', beta: 'β', height: 'loss' }, false);
      const edges = lines.filter(({ kind }) => kind === 'edge');
      const ends = edges.flatMap(({ x1, y1, x2, y2 }) => [Math.hypot(x1 - near.x, y1 - near.y), Math.hypot(x2 - near.x, y2 - near.y)]);
      expect(Math.min(...ends)).toBeGreaterThan(1);
      expect(lines.filter(({ x2, y2 }) => Math.hypot(x2 - far.x, y2 - far.y) < 0.01).length).toBeGreaterThanOrEqual(1);
    }
  });

  it('counts iso-lines by decades or by ticks', () => {
    const log = contourSpacing(SCALE);
    expect(SCALE.normalise(100) * log.perMajor + log.offset).toBeCloseTo(2, 9);
    const linear = contourSpacing({ ...SCALE, mode: 'linear', min: 0, max: 8, ticks: [0, 2, 4], normalise: (raw) => raw / 8 });
    expect((3 / 8) * linear.perMajor + linear.offset).toBeCloseTo(1.5, 9);
    expect(linear.rawOf(2)).toBe(4);
    const narrow = contourSpacing({ ...SCALE, min: 1, max: 10 });
    expect([narrow.perMajor, narrow.rawOf(0), narrow.rawOf(1), narrow.rawOf(2)]).toEqual([2, 1, 3.2, 10]);
  });
});

describe('keys', () => {
  const press = (key: string, shiftKey = false) => ({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false });

  it('moves the probe with arrows, the view with shift, and puts both back', () => {
    const axes = [AXIS, AXIS] as const;
    expect(keyAct(press('ArrowUp'), DEFAULT_CAMERA, null, axes)).toEqual({ kind: 'probe', probe: { alpha: 0, beta: 0.0625 } });
    expect(keyAct(press('ArrowRight', true), DEFAULT_CAMERA, null, axes)).toEqual({
      kind: 'camera',
      camera: { ...DEFAULT_CAMERA, azimuth: -25 },
    });
    expect(keyAct(press('Home'), { azimuth: 3, elevation: 3, distance: 3 }, null, axes)).toEqual({ kind: 'open' });
    expect(keyAct(press('Escape'), DEFAULT_CAMERA, { alpha: 1, beta: 1 }, axes)).toEqual({ kind: 'probe', probe: null });
    expect(keyAct(press('Escape'), DEFAULT_CAMERA, null, axes)).toBeNull();
    expect(keyAct({ ...press('ArrowUp'), ctrlKey: true }, DEFAULT_CAMERA, null, axes)).toBeNull();
    expect(keyAct(press('ArrowUp'), DEFAULT_CAMERA, null, null)).toBeNull();
  });
});

describe('the table', () => {
  beforeAll(() => setLanguage('en'));

  it('says 5 × 5 values and the lowest point', () => {
    const loss = Float32Array.from({ length: 33 * 33 }, (_, i) => 1 + Math.hypot((i % 33) - 20, Math.floor(i / 33) - 8));
    const done = new Uint8Array(33 * 33).fill(1);
    done[0] = 0;
    const landscape = { axes: [AXIS, AXIS], loss, accuracy: loss, done, samples: 4, cosine: 0, cosineByChance: 0 };
    const pane = { landscape, scale: SCALE } as unknown as ViewPane;
    const table = surfaceTable(pane);
    expect(table.head.slice(1)).toEqual(['−1', '−0.5', '0', '0.5', '1']);
    expect(table.rows.map((row) => row[0])).toEqual(['1', '0.5', '0', '−0.5', '−1']);
    expect(table.rows[4][1]).toBe('–');
    expect(table.rows[3][3]).toBe('5.00');
    expect(table.caption).toContain('Lowest 1.00 at α 0.25, β −0.5');
  });
});
