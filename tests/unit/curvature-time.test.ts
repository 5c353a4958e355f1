import { describe, expect, it } from 'vitest';
import type { CurvatureMap } from '../../src/experiment/curvature-map';
import { defaultDocument } from '../../src/experiment/defaults';
import { secondsLeft } from '../../src/panels/rail/curvature-time';
import { estimateMapSeconds } from '../../src/panels/rail/estimate';

const NOTHING = new Float32Array();
const mapOf = (finished: number, rate: number | null, phase: CurvatureMap['phase'] = 'running'): CurvatureMap => ({
  axes: [],
  ratio: NOTHING,
  largest: NOTHING,
  smallest: NOTHING,
  largestBound: NOTHING,
  smallestBound: NOTHING,
  done: new Uint8Array(625),
  finished,
  phase,
  rate,
});

describe('the time that curvature maps take', () => {
  it('is told before by the size of nets, samples and maps, and the number of workers', () => {
    const document = defaultDocument();
    const alone = estimateMapSeconds(document, { workers: 1 });
    expect(alone).toBeGreaterThan(20);
    expect(alone).toBeLessThan(240);
    expect(estimateMapSeconds(document, { workers: 4 })).toBeCloseTo(alone / 4, 0);
    const small = document.panes.map((recipe) => ({ ...recipe, grid: { ...recipe.grid, samples: 64 } }));
    expect(estimateMapSeconds({ ...document, panes: small }, { workers: 1 })).toBeCloseTo(alone / 8, 0);
    const [pane] = document.panes;
    const tiny = { ...pane, grid: { ...pane.grid, alpha: { min: -1, max: 1, points: 2 }, beta: { min: -1, max: 1, points: 2 } } };
    expect(estimateMapSeconds({ ...document, panes: [tiny] }, { workers: 1 })).toBe(1);
  });

  it('is told on the way by their own rates together', () => {
    expect(secondsLeft([mapOf(5, null), mapOf(0, null)])).toBeNull();
    expect(secondsLeft([mapOf(125, 5), mapOf(25, 5)])).toBe(110);
    expect(secondsLeft([mapOf(625, null, 'done'), mapOf(525, 10)])).toBe(10);
    expect(secondsLeft([mapOf(625, null, 'done'), mapOf(300, null, 'stopped')])).toBeNull();
  });
});
