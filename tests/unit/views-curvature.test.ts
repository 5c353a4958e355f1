import { describe, expect, it } from 'vitest';
import type { CurvatureMap } from '../../src/experiment/curvature-map';
import { addTexts } from '../../src/i18n';
import { curvature } from '../../src/i18n/messages/curvature';
import { drawnCurvature, ontoSurface, overSurface } from '../../src/views/curvature';

addTexts(curvature);

function mapOf(largest: number[], smallest: number[], phase: CurvatureMap['phase'] = 'done'): CurvatureMap {
  const axis = { min: -1, max: 1, points: 2 };
  const bound = new Float32Array(4);
  return {
    axes: [axis, axis],
    ratio: Float32Array.from(largest, (high, i) => (smallest[i] >= 0 ? 0 : Math.abs(smallest[i] / high))),
    largest: Float32Array.from(largest),
    smallest: Float32Array.from(smallest),
    largestBound: bound,
    smallestBound: bound,
    done: new Uint8Array(4).fill(1),
    finished: 4,
    phase,
    rate: null,
  };
}

const map = mapOf([10, 100, 1, Number.NaN], [1, -50, -3, Number.NaN]);

describe('a curvature map as contours', () => {
  it('shows the ratio on 0 … 1, with all that bends more down than up at the top, and holes where there is no number', () => {
    const [{ landscape, scale }] = drawnCurvature([map], 'ratio', true);
    expect([...landscape.loss]).toEqual([0, 0.5, 1, Number.NaN]);
    expect(scale).toMatchObject({ mode: 'linear', min: 0, max: 1, cut: false, name: 'curvature.scale.ratio' });
    expect([...landscape.loss].map(scale.normalise)).toEqual([0, 0.5, 1, Number.NaN]);
  });

  it('shows eigenvalues on a log scale, the smallest by how far it is below zero', () => {
    const [{ landscape, scale }] = drawnCurvature([map], 'smallest', true);
    expect([...landscape.loss]).toEqual([-1, 50, 3, Number.NaN]);
    expect(scale.mode).toBe('log');
    expect(scale.normalise(-1)).toBe(0);
    expect(scale.normalise(50)).toBeGreaterThan(scale.normalise(3));
  });

  it('shares a scale between panes, or gives each its own', () => {
    const maps = [map, mapOf([1e5, 1e6, 2e5, 1e6], [1, 1, 1, 1])];
    const range = (shared: boolean) => drawnCurvature(maps, 'largest', shared).map(({ scale }) => [scale.min, scale.max]);
    const [a, b] = range(true);
    expect(a).toEqual(b);
    const [own, other] = range(false);
    expect(own).not.toEqual(other);
  });

  it('says how much is not convex once it is finished', () => {
    const note = (of: CurvatureMap) => overSurface(null, drawnCurvature([of], 'ratio', true)[0]).note;
    expect(note(map)).toBe('67\u202f% clearly not convex');
    expect(note({ ...map, phase: 'running' })).toBeUndefined();
  });

  it('or the median of the eigenvalue that it shows', () => {
    const note = (field: 'largest' | 'smallest') => overSurface(null, drawnCurvature([map], field, true)[0]).note;
    expect(note('largest')).toBe('median λmax 10.0');
    expect(note('smallest')).toBe('median −λmin 3.00');
  });

  it('is laid over a surface with its own scale, and leaves the heights alone', () => {
    const [drawn] = drawnCurvature([map], 'largest', true);
    const { drape, ...rest } = ontoSurface(drawn);
    expect(drape?.landscape.loss).toEqual(map.largest);
    expect(drape?.scale.name).toBe('curvature.scale.largest');
    expect(rest).toEqual({ note: 'median λmax 10.0' });
  });
});
