import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { sharperEnd } from '../../src/experiment/sharper-end';

function line(lossAt: (alpha: number) => number, min = -0.5, max = 1.5): Landscape {
  const points = 41;
  const loss = Float32Array.from({ length: points }, (_, i) => lossAt(min + ((max - min) * i) / (points - 1)));
  return {
    axes: [{ min, max, points }],
    loss,
    accuracy: new Float32Array(points),
    done: new Uint8Array(points).fill(1),
    samples: 1,
    cosine: Number.NaN,
    cosineByChance: Number.NaN,
  };
}

/** Two wells, at 0 and at 1, of these curvatures on their outer sides. */
const wells = (first: number, second: number) => (alpha: number) =>
  alpha < 0 ? first * alpha * alpha : alpha > 1 ? second * (alpha - 1) ** 2 : alpha * (1 - alpha);

describe('the sharper end of a line between two minima', () => {
  it('is the one beyond which the loss rises clearly more', () => {
    expect(sharperEnd(line(wells(8, 1)))).toBe(0);
    expect(sharperEnd(line(wells(1, 8)))).toBe(1);
    expect(sharperEnd(line(wells(4, 3)))).toBeNull();
    expect(sharperEnd(line(wells(0.2, 0.02)))).toBeNull();
  });

  it('is asked at equal distances from both', () => {
    // Further out on the left only, where the loss is higher for that alone.
    expect(sharperEnd(line(wells(1, 1), -2, 1.5))).toBeNull();
  });

  it('is not known for a plane, a line between the minima only, or an unfinished one', () => {
    const whole = line(wells(8, 1));
    expect(sharperEnd({ ...whole, axes: [whole.axes[0], whole.axes[0]] as Landscape['axes'] })).toBeNull();
    expect(sharperEnd(line(wells(8, 1), 0, 1))).toBeNull();
    expect(sharperEnd({ ...whole, done: whole.done.map((level, i) => (i === 3 ? 0 : level)) })).toBeNull();
    expect(sharperEnd({ ...whole, loss: whole.loss.map((loss, i) => (i === 0 ? Number.NaN : loss)) })).toBeNull();
  });

  it('may be where the loss overflows', () => {
    const whole = line(wells(8, 1));
    expect(sharperEnd({ ...whole, loss: whole.loss.map((loss, i) => (i === 0 ? Number.POSITIVE_INFINITY : loss)) })).toBe(0);
  });
});
