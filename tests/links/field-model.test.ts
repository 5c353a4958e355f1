import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeField } from '../../src/experiment/link/v1/field-model';
import { RangeDecoder, RangeEncoder } from '../../src/experiment/link/v1/range-coder';

interface Case {
  width: number;
  height: number;
  values: number[];
  present: number[];
  companion: number[] | null;
}

const cases: fc.Arbitrary<Case> = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 9 }), range: fc.constantFrom(0, 1, 5, 600, 60_000) })
  .chain(({ width, height, range }) => {
    const n = width * height;
    return fc.record({
      width: fc.constant(width),
      height: fc.constant(height),
      values: fc.array(fc.integer({ min: -range, max: range }), { minLength: n, maxLength: n }),
      present: fc.array(fc.nat(1), { minLength: n, maxLength: n }),
      companion: fc.option(fc.array(fc.integer({ min: -9000, max: 9000 }), { minLength: n, maxLength: n })),
    });
  });

function roundTrip({ width, height, values, present, companion }: Case) {
  const seen = values.filter((_, i) => present[i]);
  const field = {
    width,
    height,
    min: Math.min(0, ...seen),
    max: Math.max(0, ...seen),
    present: Uint8Array.from(present),
    companion: companion && Float64Array.from(companion),
  };
  const encoder = new RangeEncoder();
  const filledThere = codeField(encoder, { ...field, values: Int32Array.from(values) });
  const bytes = encoder.finish();
  const read = new Int32Array(values.length);
  const filledHere = codeField(new RangeDecoder(bytes), { ...field, values: read });
  return { bytes, read, filledHere, filledThere };
}

describe('field model', () => {
  it('gives back any field, any holes, any companion, and fills both ends alike', () => {
    fc.assert(
      fc.property(cases, (item) => {
        const { read, filledHere, filledThere } = roundTrip(item);
        expect(Array.from(read)).toEqual(item.values.map((value, i) => (item.present[i] ? value : 0)));
        expect(filledHere).toEqual(filledThere);
      }),
      { seed: 20261123, numRuns: 300 },
    );
  });

  it('takes little for a plane, and about the entropy for noise', () => {
    const n = 33 * 33;
    const all = new Array(n).fill(1);
    const plane = roundTrip({
      width: 33,
      height: 33,
      values: Array.from({ length: n }, (_, i) => 7 * (i % 33) - 3 * Math.floor(i / 33)),
      present: all,
      companion: null,
    });
    expect(plane.bytes.length).toBeLessThan(80);
    let state = 1;
    const noise = Array.from({ length: n }, () => {
      state = (state * 48271) % 2147483647;
      return state % 1000;
    });
    const noisy = roundTrip({ width: 33, height: 33, values: noise, present: all, companion: null });
    expect(noisy.bytes.length).toBeLessThan(((n * Math.log2(1000)) / 8) * 1.08);
  });

  it('is helped by a companion that says the same', () => {
    let state = 1;
    const companion = Array.from({ length: 33 * 33 }, () => {
      state = (state * 48271) % 2147483647;
      return state % 40;
    });
    const values = companion.map((value) => 10 * value);
    const present = new Array(values.length).fill(1);
    const alone = roundTrip({ width: 33, height: 33, values, present, companion: null });
    const together = roundTrip({ width: 33, height: 33, values, present, companion });
    expect(together.bytes.length).toBeLessThan(alone.bytes.length * 0.75);
  });
});
