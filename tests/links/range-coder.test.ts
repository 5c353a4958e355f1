import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitModel, type Coder, RangeDecoder, RangeEncoder, TOTAL } from '../../src/experiment/link/v1/range-coder';

type Step = { kind: 'uniform'; value: number; count: number } | { kind: 'bit'; value: number } | { kind: 'skewed'; value: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .integer({ min: 1, max: 2 ** 24 })
    .chain((count) => fc.record({ kind: fc.constant('uniform' as const), value: fc.nat(count - 1), count: fc.constant(count) })),
  fc.record({ kind: fc.constant('bit' as const), value: fc.nat(1) }),
  fc.record({ kind: fc.constant('skewed' as const), value: fc.nat(3) }),
);

/** Four symbols of which the first and the last have the least share there is. */
function skewed(k: number): number {
  return [0, 1, 2, TOTAL - 1, TOTAL][k] as number;
}

function replay(coder: Coder, steps: readonly Step[], give: (step: Step) => number): number[] {
  const model = new BitModel();
  return steps.map((item) => {
    if (item.kind === 'uniform') return coder.uniform(give(item), item.count);
    return item.kind === 'bit' ? coder.bit(give(item), model) : coder.symbol(give(item), 4, skewed);
  });
}

describe('range coder', () => {
  it('gives back every sequence of symbols', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const encoder = new RangeEncoder();
        replay(encoder, steps, (item) => item.value);
        const read = replay(new RangeDecoder(encoder.finish()), steps, () => 0);
        expect(read).toEqual(steps.map((item) => item.value));
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('carries through long runs of 255', () => {
    const steps: Step[] = Array.from({ length: 400 }, (_, i) => ({ kind: 'skewed', value: i % 97 === 96 ? 3 : 2 }));
    const encoder = new RangeEncoder();
    replay(encoder, steps, (item) => item.value);
    expect(replay(new RangeDecoder(encoder.finish()), steps, () => 0)).toEqual(steps.map((item) => item.value));
  });

  it('takes the room that the probabilities say', () => {
    const encoder = new RangeEncoder();
    for (let i = 0; i < 1000; i++) encoder.uniform((i * 7919) % 1000, 1000);
    const ideal = (1000 * Math.log2(1000)) / 8;
    expect(encoder.finish().length).toBeLessThan(ideal + 3);
    const model = new BitModel();
    const biased = new RangeEncoder();
    for (let i = 0; i < 10_000; i++) biased.bit(i % 100 === 0 ? 1 : 0, model);
    // 10,000 bits with 1 % ones: 808 bits by entropy; learning and following cost some more.
    expect(biased.finish().length * 8).toBeLessThan(980);
  });

  it('reads zeros past the end instead of stopping', () => {
    const decoder = new RangeDecoder(new Uint8Array(0));
    expect(Array.from({ length: 100 }, () => decoder.uniform(0, 1000))).toEqual(new Array(100).fill(0));
  });

  it('refuses a symbol outside its alphabet', () => {
    expect(() => new RangeEncoder().uniform(5, 5)).toThrow(RangeError);
    expect(() => new RangeEncoder().uniform(-1, 5)).toThrow(RangeError);
    expect(() => new RangeEncoder().uniform(Number.NaN, 5)).toThrow(RangeError);
  });
});
