import { describe, expect, it } from 'vitest';
import { createRateMeter } from '../../src/app/run/rate';

describe('the rate of a surface', () => {
  it('is known after one arrival, however quick', () => {
    let now = 1000;
    const rate = createRateMeter(() => now);
    rate.start();
    expect(rate.read()).toBeNull();
    now += 40;
    rate.add(256);
    expect(rate.read()).toBe(6400);
  });

  it('is that of the last two seconds, and short stretches do not change it', () => {
    let now = 0;
    const rate = createRateMeter(() => now);
    rate.start();
    for (let i = 0; i < 50; i++) {
      now += 100;
      rate.add(i < 25 ? 1 : 10);
    }
    expect(rate.read()).toBeCloseTo(100, 6);
    now += 10_000;
    rate.start();
    now += 5;
    rate.add(1000);
    expect(rate.read()).toBeCloseTo(100, 6);
  });
});
