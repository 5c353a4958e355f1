import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COMPARED, type Compared, scaled } from '../../src/experiment/spread/scales';

describe('the scales that seeds are compared on', () => {
  it('keep the order of numbers, and are finite at their ends', () => {
    const ends: Readonly<Record<Compared, readonly number[]>> = {
      roughness: [0, 0.01, 0.1, 3],
      minima: [0, 1, 4, 40],
      flat: [0, 0.3, 0.9, 1],
      error: [0, 0.01, 0.5, 1],
    };
    for (const measure of COMPARED) {
      const values = ends[measure].map((value) => scaled(measure, value));
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
    expect(scaled('roughness', 0.2) - scaled('roughness', 0.1)).toBeCloseTo(scaled('roughness', 0.4) - scaled('roughness', 0.2), 12);
    expect(scaled('flat', 1 + 1e-9)).toBe(Math.PI / 2);
  });

  it('make the spread of roughness and of the flat share alike from recipe to recipe, which it is not as they are', () => {
    const [head, ...lines] = readFileSync('bench/results/spread.csv', 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const columnOf = (name: string): number => head?.indexOf(name) ?? -1;
    const recipes = [...new Set(lines.map(([recipe]) => recipe))];
    const deviations = (name: string, of: (value: number) => number): number[] =>
      recipes.map((recipe) => {
        const values = lines.filter((line) => line[0] === recipe).map((line) => of(Number(line[columnOf(name)])));
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
      });
    const range = (values: readonly number[]): number => Math.max(...values) / Math.min(...values);
    for (const [name, measure] of [
      ['roughness', 'roughness'],
      ['flatShare', 'flat'],
    ] as const) {
      const asTheyAre = range(deviations(name, (value) => value));
      expect(asTheyAre).toBeGreaterThan(10);
      expect(range(deviations(name, (value) => scaled(measure, value)))).toBeLessThan(asTheyAre / 2);
    }
  });
});
