import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refinementLevels } from '../../src/engine/refine';

describe('refinementLevels', () => {
  it('refines 65×65 as 3², 5², 9², 17², 33², 65²', () => {
    expect(refinementLevels([65, 65]).map(({ points }) => points)).toEqual([3, 5, 9, 17, 33, 65].map((n) => [n, n]));
  });

  it('visits every point of any grid exactly once, from the centre outwards within a pass', () => {
    const points = fc.integer({ min: 2, max: 70 });
    fc.assert(
      fc.property(fc.oneof(fc.tuple(points), fc.tuple(points, points)), (grid) => {
        const levels = refinementLevels(grid);
        const total = grid.reduce((product, n) => product * n, 1);
        const visited = levels.flatMap(({ indices }) => Array.from(indices));
        expect(new Set(visited).size).toBe(total);
        expect(visited).toHaveLength(total);
        expect(levels.at(-1)?.points).toEqual(grid);
      }),
      { numRuns: 200, seed: 1 },
    );
    const last = refinementLevels([65, 65]).at(-1)?.indices as Uint32Array;
    const distances = Array.from(last, (i) => Math.max(Math.abs((i % 65) - 32), Math.abs(Math.floor(i / 65) - 32)));
    expect(distances).toEqual([...distances].sort((a, b) => a - b));
  });

  it('keeps both ends from the first pass on', () => {
    for (const n of [2, 3, 50, 51, 64, 513]) {
      const [first] = refinementLevels([n]);
      expect(Array.from(first?.indices as Uint32Array)).toEqual(expect.arrayContaining([0, n - 1]));
    }
  });
});
