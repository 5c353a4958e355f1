import { expect, it } from 'vitest';
import { slopeOfSample } from '../../src/views/surface/sample-slope';

it('accuracies that differ by one sample between neighbours draw no lines, those that fall over a few points do', () => {
  for (const [points, samples] of [
    [65, 512],
    [33, 256],
    [25, 1000],
  ] as const) {
    const axis = { min: -1, max: 1, points };
    const least = slopeOfSample({ axes: [axis, axis], samples });
    /** Height over the whole plane, at the slope of that many samples from one point to the next. */
    const slope = (each: number): number => (each / samples) * (points - 1);
    expect(slope(1)).toBeLessThan(least);
    expect(slope(2)).toBeGreaterThan(least);
  }
});
