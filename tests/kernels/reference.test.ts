import { describe, expect, it } from 'vitest';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { checkCase, compare } from '../../src/engine/self-test/check-case';
import { KERNEL_CASES } from './cases';

describe('op contract on the plain TypeScript device', () => {
  it.each(KERNEL_CASES.map((test) => [test.name, test] as const))('%s', async (_, test) => {
    const report = await checkCase(createReferenceDevice('f32'), test);
    expect(report.failure).toBe('');
  });
});

describe('the comparator', () => {
  it('tells NaN, +∞ and −∞ apart and takes no number for one of them', () => {
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
    for (const actual of values) {
      for (const expected of values) {
        expect(compare([actual], [expected], { rtol: 1, atol: 1e30 }).failure === '').toBe(Object.is(actual, expected));
      }
    }
  });
});
