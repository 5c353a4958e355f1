import { describe, expect, it } from 'vitest';
import { crc32 } from '../../src/math/crc32';
import { foldedNormalMean } from '../../src/math/folded-normal';
import { cosineOf, gramOf } from '../../src/math/gram';
import { distanceFromPlane, projectOnPlane } from '../../src/math/least-squares';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

describe('crc32', () => {
  it('has the check value of ISO 3309', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});

describe('gram', () => {
  it('gives inner products and the cosine', () => {
    const gram = gramOf(Float32Array.of(3, 4, 0), Float32Array.of(1, 2, 2));
    expect(gram).toEqual({ aa: 25, ab: 11, bb: 9 });
    expect(cosineOf(gram)).toBeCloseTo(11 / 15, 15);
    expect(cosineOf(gramOf(new Float32Array(2), Float32Array.of(1, 1)))).toBeNaN();
    expect(() => gramOf(new Float32Array(2), new Float32Array(3))).toThrow(RangeError);
  });
});

describe('projection on a plane', () => {
  it('finds the coordinates on axes that are not orthogonal, and the distance that remains', () => {
    const rng = createRng(2);
    const draw = (): Float32Array => Float32Array.from({ length: 50 }, () => Math.fround(rng.normal()));
    const [a, b, off] = [draw(), draw(), draw()];
    // Remove from `off` what lies in the plane, so that the distance is its length.
    const gram = gramOf(a, b);
    const [u, w] = projectOnPlane(gram, gramOf(a, off).ab, gramOf(b, off).ab);
    const rest = off.map((value, i) => value - u * a[i] - w * b[i]);
    const v = Float32Array.from(rest, (value, i) => 0.7 * a[i] - 1.3 * b[i] + value);
    const [av, bv] = [gramOf(a, v).ab, gramOf(b, v).ab];
    const point = projectOnPlane(gram, av, bv);
    expectClose(point, [0.7, -1.3], { rtol: 1e-6, atol: 1e-6 });
    const length = Math.sqrt(gramOf(rest, rest).aa);
    expectClose([distanceFromPlane(gram, av, bv, gramOf(v, v).aa, point)], [length], { rtol: 1e-6, atol: 0 });
  });

  it('has no answer on parallel axes', () => {
    const a = Float32Array.of(1, 2);
    expect(projectOnPlane(gramOf(a, a), 1, 1)).toEqual([Number.NaN, Number.NaN]);
  });
});

describe('folded normal', () => {
  it('has the mean that draws have', () => {
    const rng = createRng(11);
    for (const [mean, deviation] of [
      [0, 1],
      [0.5, 1],
      [-2, 0.7],
    ]) {
      let sum = 0;
      for (let i = 0; i < 40000; i++) sum += Math.abs(mean + deviation * rng.normal()) / 40000;
      expect(Math.abs(foldedNormalMean(mean, deviation) - sum)).toBeLessThan(0.02);
    }
    expect(foldedNormalMean(0, 1)).toBeCloseTo(Math.sqrt(2 / Math.PI), 6);
    expect(foldedNormalMean(-3, 0)).toBe(3);
  });
});
