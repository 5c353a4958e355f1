import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bestOf, cutOut, heightWith, searchOffsets, searchSides } from '../../scripts/hero/search';
import type { Landscape } from '../../src/experiment/landscape';
import { readFile } from '../../src/formats';
import { KNEE } from '../../src/views/loss-scale';
import { heightScale } from '../../src/views/scale';
import { Opening } from '../../src/views/surface/opening';
import type { ViewPane } from '../../src/views/types';

const N = 33;
const coordinate = (i: number) => (2 * i) / (N - 1) - 1;

function plane(loss: (a: number, b: number) => number): Landscape {
  const axis = { min: -1, max: 1, points: N };
  const values = Float32Array.from({ length: N * N }, (_, k) => loss(coordinate(k % N), coordinate(Math.floor(k / N))));
  const rest = { accuracy: new Float32Array(N * N), done: new Uint8Array(N * N).fill(1), samples: 512, cosine: 0, cosineByChance: 0.04 };
  return { axes: [axis, axis], loss: values, ...rest };
}

const read = readFile('skip-connections.npz', new Uint8Array(readFileSync('public/gallery/skip-connections.npz')));
if (!read.ok) throw new Error(read.problem.key);
const pair = read.snapshot.panes.map(({ landscape }) => landscape as Landscape);

describe('the search for a height', () => {
  it('measures the very height of the page at its offset', () => {
    const scale = heightScale(pair, { field: 'loss', mode: 'loss', cap: null });
    const height = heightWith(KNEE, scale.max);
    for (const loss of [0, 1e-3, 1, 100, 1e4, 1e7]) expect(height(loss)).toBeCloseTo(scale.normalise(loss), 9);
    expect(heightWith(Number.POSITIVE_INFINITY, 8)(2)).toBe(0.25);
  });

  it('cuts a part out of a plane, point for point', () => {
    const part = cutOut(
      plane((a, b) => a + 10 * b),
      0.5,
    );
    expect(part.axes).toEqual([
      { min: -0.5, max: 0.5, points: 17 },
      { min: -0.5, max: 0.5, points: 17 },
    ]);
    expect(part.loss[0]).toBeCloseTo(-5.5, 6);
    expect(part.loss[17 * 17 - 1]).toBeCloseTo(5.5, 6);
  });

  it('leads where the smoother plane is the more open one, and is not fooled by the order of the panes', () => {
    const smooth = plane((a, b) => 50 * (a * a + b * b));
    const rough = plane((a, b) => 0.5 + 1e6 * (a * a + b * b) * (1 + 0.8 * Math.sin(40 * a) * Math.sin(40 * b)));
    const best = bestOf(searchOffsets([smooth, rough]));
    expect(best?.lead).toBeGreaterThan(0.2);
    expect(bestOf(searchOffsets([rough, smooth]))?.lead).toBeCloseTo(best?.lead ?? 0, 9);
    // One plane alone is no comparison.
    expect(bestOf(searchOffsets([smooth]))).toBeUndefined();
  });

  it('gives the page its offset: of those tried, over the whole plane of the default pair, none leads by more', () => {
    const whole = searchOffsets(pair).filter(({ range }) => range === 1);
    expect(bestOf(whole)?.offset).toBe(KNEE);
  });

  it('finds the side that the page opens from, and no allowed side that it tries has a much lower wall', () => {
    const { sides, opening } = searchSides(pair);
    const page = new Opening().azimuthOf(pair.map((landscape) => ({ landscape, computing: false, revision: 1 }) as ViewPane));
    expect(opening.azimuth).toBe(page);
    const lowest = Math.min(...sides.filter(({ allowed }) => allowed).map(({ walls }) => Math.max(...walls)));
    // A lower wall is worth two hundredths of a degree for each degree further from the usual side.
    expect(Math.max(...opening.walls)).toBeLessThan(lowest + 0.02 * 180);
  });
});
