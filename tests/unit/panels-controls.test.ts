import { describe, expect, it } from 'vitest';
import type { NumberParam } from '../../src/catalog/params';
import { fromPosition, nudge, parseTyped, readTyped, SLIDER_STEPS, settingText, toPosition } from '../../src/panels/controls/scale';

const depth: NumberParam = { kind: 'number', label: '', min: 1, max: 100, default: 30, integer: true };
const rate: NumberParam = { kind: 'number', label: '', min: 1e-6, max: 10, default: 3e-3, scale: 'log' };
const decay: NumberParam = { kind: 'number', label: '', min: 0, max: 1, default: 0, scale: 'log', step: 1e-6 };
const noise: NumberParam = { kind: 'number', label: '', min: 0, max: 1, default: 0.02, step: 0.01 };

describe('a slider', () => {
  it('puts both ends of a range at its ends', () => {
    for (const spec of [depth, rate, decay, noise]) {
      expect(toPosition(spec, spec.min)).toBe(0);
      expect(toPosition(spec, spec.max)).toBe(1);
      expect(fromPosition(spec, 0)).toBe(spec.min);
      expect(fromPosition(spec, 1)).toBe(spec.max);
    }
  });

  it('spaces a rate by decades', () => {
    expect(toPosition(rate, 1e-3)).toBeCloseTo(3 / 7, 12);
    expect(fromPosition(rate, 3 / 7)).toBe(1e-3);
  });

  it('keeps 0 as the left end of a log range', () => {
    expect(fromPosition(decay, 0)).toBe(0);
    expect(fromPosition(decay, 1 / SLIDER_STEPS)).toBe(1e-6);
    expect(toPosition(decay, 1e-6)).toBeCloseTo(1 / SLIDER_STEPS, 12);
  });

  it('never leaves the range and grows with its position', () => {
    for (const spec of [depth, rate, decay, noise]) {
      let before = -Infinity;
      for (let step = 0; step <= SLIDER_STEPS; step++) {
        const value = fromPosition(spec, step / SLIDER_STEPS);
        expect(value).toBeGreaterThanOrEqual(Math.max(spec.min, before));
        expect(value).toBeLessThanOrEqual(spec.max);
        if (spec.integer) expect(Number.isInteger(value)).toBe(true);
        before = value;
      }
    }
  });

  it('moves by one with an arrow key and stops at the ends', () => {
    expect(nudge(depth, 30, 1)).toBe(31);
    expect(nudge(depth, 1, -1)).toBe(1);
    expect(nudge(noise, 0.02, 1)).toBe(0.03);
    expect(nudge(noise, 0, -1)).toBe(0);
    expect(nudge(rate, 3e-3, 1)).toBeGreaterThan(3e-3);
    expect(nudge(rate, 10, 1)).toBe(10);
  });
});

describe('a typed number', () => {
  it('may be written as people write numbers', () => {
    expect(parseTyped(rate, ' 0,003 ')).toBe(0.003);
    expect(parseTyped(rate, '3e-4')).toBe(3e-4);
    expect(parseTyped({ ...noise, min: -5 }, '−1.5')).toBe(-1.5);
    for (const text of ['10\u202f000', '10,000', '10 000', '10’000']) expect(parseTyped({ ...depth, max: 20_000 }, text)).toBe(10_000);
    expect(parseTyped({ ...noise, max: 1e7 }, '1,000,000.5')).toBe(1_000_000.5);
  });

  it('is refused outside the range, with a fraction for an integer, and when it is no number', () => {
    expect(['0', '101', '1,000', '2.5', 'ten', ''].map((text) => readTyped(depth, text))).toEqual([
      'range',
      'range',
      'range',
      'integer',
      'noNumber',
      'noNumber',
    ]);
    for (const text of ['0', '101', '2.5', '', 'ten', '1e999', '0x10', 'NaN', '1 2 x']) expect(parseTyped(depth, text)).toBeNull();
  });

  it('comes back from its text', () => {
    for (const value of [0, 0.003, 1e-8, 120, 0.02, 4294967295]) {
      expect(parseTyped({ ...noise, max: 1e12, min: -10 }, settingText(value))).toBe(value);
    }
    expect(settingText(-0.5)).toBe('−0.5');
  });
});
