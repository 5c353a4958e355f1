import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { thinLandscape } from '../../src/experiment/link/thin-surface';
import { readFile } from '../../src/formats';
import { cameraOf } from '../../src/views/surface/camera-views';
import { floorShadow, SHADOW_REACH, SHADOW_SIDE } from '../../src/views/surface/floor-shadow';
import { BOX_HEIGHT, FLOOR, frameOf } from '../../src/views/surface/frame';
import { lightsFrom } from '../../src/views/surface/light';
import { dropLooseParts } from '../../src/views/surface/loose-parts';
import { Opening } from '../../src/views/surface/opening';
import { openingAzimuth, USUAL_AZIMUTH } from '../../src/views/surface/opening-azimuth';
import { DEFAULT_CAMERA } from '../../src/views/surface/projection';
import type { ViewPane } from '../../src/views/types';

const N = 33;
const AXIS = { min: -1, max: 1, points: N };
const coordinate = (i: number) => (2 * i) / (N - 1) - 1;

function planeOf(height: (alpha: number, beta: number) => number) {
  const heights = Float32Array.from({ length: N * N }, (_, k) => height(coordinate(k % N), coordinate(Math.floor(k / N))));
  return { heights, columns: N, rows: N, frame: frameOf(AXIS, AXIS) };
}

/** How far two directions are apart, degrees. */
const apart = (a: number, b: number) => Math.abs(((a - b + 540) % 360) - 180);

describe('the side to look from', () => {
  it('is where the wall around the trained weights is lowest, over all panes, off the faces of the box', () => {
    for (const gap of [20, 50, 115, -60, -140]) {
      const [dx, dz] = [Math.sin((gap * Math.PI) / 180), Math.cos((gap * Math.PI) / 180)];
      // A crater with a gap towards that side; the second pane is open everywhere.
      const crater = planeOf((a, b) => (Math.hypot(a, b) > 0.6 && (a * dx - b * dz) / Math.hypot(a, b) < 0.8 ? 0.9 : 0));
      const found = openingAzimuth([crater, planeOf(() => 0.1)]);
      expect(apart(found, gap), `${gap}`).toBeLessThan(38);
      const off = Math.abs(found % 90);
      expect(Math.min(off, 90 - off)).toBeGreaterThanOrEqual(15);
    }
  });

  it('is the usual one for what is open all round, has holes only, or is not there', () => {
    for (const planes of [[], [planeOf(() => 0.5)], [planeOf(() => Number.NaN)], [planeOf((a, b) => 0.1 * (a * a + b * b))]]) {
      expect(apart(openingAzimuth(planes), USUAL_AZIMUTH)).toBeLessThanOrEqual(2);
    }
  });

  it('of the default pair sees into both bowls', () => {
    const read = readFile('skip-connections.npz', new Uint8Array(readFileSync('public/gallery/skip-connections.npz')));
    if (!read.ok) throw new Error(read.problem.key);
    const pane = (landscape: Landscape | null, computing: boolean) => ({ landscape, computing, revision: 1 }) as ViewPane;
    const landscapes = read.snapshot.panes.map(({ landscape }) => landscape);
    const opening = new Opening();
    expect(opening.azimuthOf(landscapes.map((one) => pane(one, true)))).toBe(USUAL_AZIMUTH);
    const found = opening.azimuthOf(landscapes.map((one) => pane(one, false)));
    expect(found).toBe(-105);
    // A link holds fewer points, and opens from the same side.
    const thinned = landscapes.map((one) => one && thinLandscape(one, 33));
    expect(new Opening().azimuthOf(thinned.map((one) => pane(one, false)))).toBe(found);
    // Nothing turns while points of the next surfaces come.
    expect(opening.azimuthOf([pane(landscapes[1], true)])).toBe(found);
    expect(opening.azimuthOf([pane(null, false)])).toBe(found);
  });
});

describe('views by name', () => {
  it('come from the data and the shape of the pane; a camera with numbers stays what it is', () => {
    expect(cameraOf('opening', -15, 1.3)).toEqual({ azimuth: -15, elevation: 27, distance: DEFAULT_CAMERA.distance });
    expect(cameraOf('opening', -15, 0.7).elevation).toBe(38);
    expect(cameraOf('opening', -15, 2.6).elevation).toBe(21);
    expect(cameraOf('opening', -15, 0.94).elevation).toBeGreaterThan(27);
    expect(cameraOf('valley', 75, 1.3)).toMatchObject({ azimuth: 75, elevation: 14 });
    expect(cameraOf('map', 75, 1.3)).toMatchObject({ azimuth: 0, elevation: 89 });
    const turned = { azimuth: 3, elevation: 50, distance: 9 };
    expect(cameraOf(turned, 75, 1.3)).toBe(turned);
  });

  it('have their light from the left and the front of where they open', () => {
    for (const azimuth of [-15, 75, 165]) {
      const { key } = lightsFrom(azimuth);
      const angle = (azimuth * Math.PI) / 180;
      expect(key[0] * Math.cos(angle) - key[2] * Math.sin(angle)).toBeCloseTo(-0.58, 9);
      expect(key[1]).toBe(0.44);
      expect(key[0] * Math.sin(angle) + key[2] * Math.cos(angle)).toBeCloseTo(0.36, 9);
    }
  });
});

describe('the shadow on the floor', () => {
  const sheetOf = (height: (x: number, z: number) => number) => {
    const n = 65;
    const at = (i: number) => (2 * i) / (n - 1) - 1;
    const heights = Float32Array.from({ length: n * n }, (_, k) => height(at(k % n), -at(Math.floor(k / n))));
    const marks = new Uint8Array(n * n * 4).fill(255);
    for (let i = 0; i < heights.length; i++) if (Number.isNaN(heights[i])) [heights[i], marks[i * 4 + 2]] = [0, 0];
    return { width: n, height: n, heights, marks, halfX: 1, halfZ: 1 };
  };
  const at = (shadow: Uint8Array, x: number, z: number) => {
    const index = (v: number) => Math.floor(((v / SHADOW_REACH + 1) / 2) * SHADOW_SIDE);
    return shadow[index(z) * SHADOW_SIDE + index(x)];
  };
  // 45° steep, from −x.
  const KEY = [-1, 1, 0] as const;

  it('is the plane of a flat surface, moved away from the light by its height over the floor', () => {
    const level = 0.4;
    const moved = level * BOX_HEIGHT - FLOOR;
    const shadow = floorShadow(
      sheetOf(() => level),
      KEY,
    );
    expect(at(shadow, moved, 0)).toBe(255);
    expect(at(shadow, 1 + moved - 0.26, 0)).toBe(255);
    expect(at(shadow, 1 + moved + 0.26, 0)).toBe(0);
    expect(at(shadow, -1 + moved - 0.26, 0)).toBe(0);
    expect(at(shadow, moved, 1.26)).toBe(0);
    const edge = at(shadow, 1 + moved, 0);
    expect(edge).toBeGreaterThan(60);
    expect(edge).toBeLessThan(195);
  });

  it('lets light through holes and where the surface is cut away, and there is none without a surface', () => {
    const level = 0.2;
    const moved = level * BOX_HEIGHT - FLOOR;
    for (const gone of [Number.NaN, 1.3]) {
      const shadow = floorShadow(
        sheetOf((x, z) => (Math.hypot(x, z) < 0.4 ? gone : level)),
        KEY,
      );
      expect(at(shadow, moved, 0)).toBe(0);
      expect(at(shadow, moved, 0.7)).toBe(255);
    }
    expect(
      floorShadow(
        sheetOf(() => Number.NaN),
        KEY,
      ).every((value) => value === 0),
    ).toBe(true);
  });
});

describe('loose parts', () => {
  it('of under 1 % of the plane go where the surface is cut; larger ones, holes and uncut surfaces stay', () => {
    const n = 101;
    const heights = Float32Array.from({ length: n * n }, (_, k) => {
      const [x, y] = [k % n, Math.floor(k / n)];
      if (x < 60) return 0.5;
      if (x > 65 && x < 72 && y < 8) return 0.9;
      return x > 80 && y > 50 ? 0.8 : 1.2;
    });
    const fresh = () => new Uint8Array(n * n * 4).fill(255);
    const marks = fresh();
    dropLooseParts(heights, marks, n);
    const valid = (x: number, y: number) => marks[(y * n + x) * 4 + 2];
    expect([valid(10, 10), valid(68, 3), valid(90, 90), valid(75, 5)]).toEqual([255, 0, 255, 255]);
    const uncut = heights.map((h) => Math.min(h, 1));
    const untouched = fresh();
    dropLooseParts(uncut, untouched, n);
    expect(untouched).toEqual(fresh());
  });
});
