import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/catalog/datasets/types';
import type { Boundary } from '../../src/experiment/landscape';
import { boundaryCaption, wrongPoints } from '../../src/views/boundary/BoundaryPlot';
import { classAt, classMargins, classRegions, type Region } from '../../src/views/boundary/regions';

function boundary(side: number, cls: (x: number, y: number) => number): Boundary {
  const classes = new Uint8Array(side * side);
  for (let j = 0; j < side; j++) for (let i = 0; i < side; i++) classes[j * side + i] = cls((2 * i + 1) / side - 1, (2 * j + 1) / side - 1);
  return { width: side, height: side, x: [-1, 1], y: [-1, 1], inputs: [0, 1], classes };
}

/** Area of a region by the shoelace rule, in units of the plot; holes have the other sign. The half cell outside the plot is clipped off. */
function area({ rings }: Region): number {
  let sum = 0;
  for (const ring of rings) {
    const clipped = ring.map(([x, y]) => [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))]);
    for (let i = 0; i < clipped.length; i++) {
      const [a, b] = [clipped[i], clipped[(i + 1) % clipped.length]];
      sum += (a[0] * b[1] - b[0] * a[1]) / 2;
    }
  }
  return Math.abs(sum);
}

describe('regions', () => {
  it('of a disc have its area and are round', () => {
    const disc = boundary(48, (x, y) => (Math.hypot(x, y) < 0.6 ? 1 : 0));
    const [outside, inside] = classRegions(disc);
    expect(Math.abs(area(inside) - (Math.PI * 0.36) / 4)).toBeLessThan(0.01);
    expect(Math.abs(area(inside) + area(outside) - 1)).toBeLessThan(0.005);
    const radii = inside.rings[0].map(([x, y]) => Math.hypot(2 * x - 1, 2 * y - 1));
    expect(Math.max(...radii) - Math.min(...radii)).toBeLessThan(0.05);
  });

  it('of a straight edge lie half way between the cells', () => {
    const [left] = classRegions(boundary(10, (x) => (x < 0 ? 0 : 1)));
    const edge = left.rings[0].filter(([x, y]) => x > 0.3 && y >= 0 && y <= 1);
    expect(edge.length).toBeGreaterThanOrEqual(10);
    for (const [x] of edge) expect(Math.abs(x - 0.5)).toBeLessThan(1e-6);
  });

  it('keep single cells, for every class', () => {
    const speck = boundary(9, (x, y) => (Math.abs(x) < 0.05 && Math.abs(y) < 0.05 ? 2 : x < 0 ? 0 : 1));
    const regions = classRegions(speck);
    expect(regions.map((region) => region.cls)).toEqual([0, 1, 2]);
    expect(area(regions[2])).toBeGreaterThan(0);
  });

  it('margins are positive exactly where the net chose the class', () => {
    const checker = boundary(12, (x, y) => (Math.sin(9 * x) * Math.cos(7 * y) > 0 ? 1 : x > 0 ? 2 : 0));
    for (const [cls, margin] of classMargins(checker)) {
      margin.forEach((value, i) => {
        expect(value > 0).toBe(checker.classes[i] === cls);
      });
    }
  });

  it('of one class fill the plot', () => {
    const [only] = classRegions(boundary(8, () => 3));
    expect(only.cls).toBe(3);
    expect(area(only)).toBeCloseTo(1, 6);
  });
});

describe('points', () => {
  const halves = boundary(12, (x) => (x < 0 ? 0 : 1));
  const samples = { n: 4, x: Float32Array.from([-0.5, 0, 0.5, 0, -0.5, 0.2, 5, 5]), labels: Int32Array.from([0, 1, 1, 0]) };
  const two: Dataset = { inputShape: [2], classes: 2, train: samples, test: samples };

  it('counts those on the wrong side, ignoring points outside the plot', () => {
    expect(wrongPoints(halves, two)).toBe(1);
    expect(classAt(halves, -0.5, 0)).toBe(0);
    expect(classAt(halves, 9, 0)).toBe(1);
  });

  it('judges none where the net has more inputs than the plot, and says what the others are', () => {
    const four: Dataset = { ...two, inputShape: [4] };
    expect(wrongPoints(halves, four)).toBe(0);
    expect(boundaryCaption(halves, four)).toBe('input 1 across, input 2 up; the other inputs at their mean');
    expect(boundaryCaption(halves, two)).toBe('');
  });
});
