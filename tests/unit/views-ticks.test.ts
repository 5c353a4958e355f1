import { describe, expect, it } from 'vitest';
import { decades, fitLabels, formatCoordinateTick, formatHeight, formatTick, linearTicks, logTicks, niceStep } from '../../src/views/ticks';

describe('ticks', () => {
  it('decades are exact powers of ten', () => {
    expect(decades(0.001, 10_000)).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000, 10_000]);
    expect(decades(2, 9)).toEqual([]);
  });

  it('steps are 1, 2 or 5 times a power of ten', () => {
    expect([niceStep(2, 4), niceStep(1, 5), niceStep(13, 6), niceStep(0.07, 5)]).toEqual([0.5, 0.2, 2, 0.01]);
  });

  it('linear ticks are multiples of the step without binary dust, ends included', () => {
    expect(linearTicks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
    expect(linearTicks(-0.1, 0.31, 4)).toEqual([-0.1, 0, 0.1, 0.2, 0.3]);
    expect(Object.is(linearTicks(-1, 1, 4)[2], 0)).toBe(true);
    expect(linearTicks(3, 3, 4)).toEqual([3]);
  });

  it('log ticks fit the span', () => {
    expect(logTicks(0.001, 10_000).ticks).toHaveLength(8);
    expect(logTicks(0.001, 10_000).major).toEqual([0.01, 1, 100, 10_000]);
    expect(logTicks(0.01, 2).ticks).toEqual([0.01, 0.03, 0.1, 0.3, 1]);
    expect(logTicks(0.01, 2).major).toEqual([0.01, 0.1, 1]);
    expect(logTicks(0.6, 0.8).ticks).toEqual([0.6, 0.65, 0.7, 0.75, 0.8]);
    expect(logTicks(1e-12, 1e8).major.length).toBeLessThanOrEqual(6);
  });
});

describe('tick numbers', () => {
  it('are as short as they can be', () => {
    expect([0.0001, 0.001, 0.3, 1, 1000, 10_000, 100_000, 0].map(formatTick)).toEqual([
      '0.0001',
      '0.001',
      '0.3',
      '1',
      '1000',
      '10\u202f000',
      '100\u202f000',
      '0',
    ]);
    expect([1e6, 1e-5, 1e8, 2e7, -1e6].map(formatTick)).toEqual(['10⁶', '10⁻⁵', '10⁸', '2·10⁷', '−10⁶']);
    expect([-0.5, 0.65, 12.5].map(formatTick)).toEqual(['−0.5', '0.65', '12.5']);
  });

  it('coordinates get more digits where ticks are closer than 0.01', () => {
    expect(formatCoordinateTick(-0.5, 0.5)).toBe('−0.5');
    expect(formatCoordinateTick(0.002, 0.002)).toBe('0.002');
  });

  it('accuracies are percentages', () => {
    expect(formatHeight('accuracy', 0.2)).toBe('20\u202f%');
    expect(formatHeight('loss', 0.2)).toBe('0.2');
  });
});

describe('fitLabels', () => {
  const ticks = [0, 1, 2, 3, 4, 5, 6];
  const major = [0, 2, 4, 6];

  it('keeps all where they fit', () => {
    expect(
      fitLabels(
        ticks,
        major,
        (tick) => tick * 50,
        () => 40,
        8,
      ),
    ).toEqual(ticks);
  });

  it('falls back to the major ones, then to fewer, and never overlaps', () => {
    const at = (spacing: number) =>
      fitLabels(
        ticks,
        major,
        (tick) => tick * spacing,
        () => 40,
        8,
      );
    expect(at(30)).toEqual(major);
    expect(at(15)).toEqual([0, 4]);
    expect(at(1)).toEqual([0]);
  });
});
