import { describe, expect, it } from 'vitest';
import { createGramKernel } from '../../src/engine/kernels/wasm/gram';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { estimateMean, randomSigns } from '../../src/math/estimate';
import { gramPca } from '../../src/math/gram-pca';
import { type LanczosOptions, type LanczosResult, lanczos } from '../../src/math/lanczos';
import { createRng } from '../../src/math/random';
import { randomWalkPca } from '../../src/math/random-walk-pca';
import { spectralDensity } from '../../src/math/spectral-density';
import { symmetricEigen } from '../../src/math/symmetric-eigen';
import { tridiagonalEigen } from '../../src/math/tridiagonal-eigen';
import { expectClose } from '../close';

type Matrix = { readonly entries: Float64Array; readonly n: number };

function multiply({ entries, n }: Matrix, x: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => x.reduce((sum, value, j) => sum + (entries[i * n + j] as number) * value, 0));
}

function randomSymmetric(n: number, seed: number): Matrix {
  const rng = createRng(seed);
  const entries = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) entries[i * n + j] = entries[j * n + i] = rng.normal();
  return { entries, n };
}

/** A matrix with these eigenvalues: a diagonal one, mirrored at a random vector. */
function withSpectrum(values: readonly number[], seed: number): Matrix {
  const n = values.length;
  const rng = createRng(seed);
  const v = Float64Array.from({ length: n }, () => rng.normal());
  const square = v.reduce((sum, value) => sum + value * value, 0);
  const reflect = (i: number, j: number): number => (i === j ? 1 : 0) - (2 * (v[i] as number) * (v[j] as number)) / square;
  const entries = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return values.reduce((sum, value, k) => sum + reflect(i, k) * value * reflect(k, j), 0);
  });
  return { entries, n };
}

function run(matrix: Matrix, options: LanczosOptions, seed = 3): LanczosResult {
  const rng = createRng(seed);
  const products = lanczos(
    Float64Array.from({ length: matrix.n }, () => rng.normal()),
    options,
  );
  let step = products.next();
  while (!step.done) step = products.next(multiply(matrix, step.value));
  return step.value;
}

describe('eigenvalues and eigenvectors', () => {
  it.each([1, 2, 3, 10, 41])('of a random symmetric matrix of %i rows', (n) => {
    const matrix = randomSymmetric(n, n);
    const { values, vectors } = symmetricEigen(matrix.entries, n);
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
    vectors.forEach((vector, k) => {
      expectClose(
        multiply(matrix, vector),
        vector.map((x) => x * (values[k] as number)),
        { rtol: 0, atol: 1e-12 * n },
      );
      const overlaps = vectors.map((other) => other.reduce((sum, x, i) => sum + x * (vector[i] as number), 0));
      expectClose(
        overlaps,
        Float64Array.from({ length: n }, (_, j) => (j === k ? 1 : 0)),
        { rtol: 0, atol: 1e-13 * n },
      );
    });
  });
  it('of the second difference, whose eigenvalues are 2 − 2cos(kπ/(n+1))', () => {
    const n = 60;
    const expected = Float64Array.from({ length: n }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1)));
    const [diagonal, off] = [new Float64Array(n).fill(2), new Float64Array(n - 1).fill(-1)];
    const whole = tridiagonalEigen(diagonal, off);
    expectClose(whole.values, expected, { rtol: 0, atol: 1e-13 });
    const ends = tridiagonalEigen(diagonal, off, [0, n - 1]);
    expectClose(
      ends.vectors.flatMap((vector) => [...vector]),
      whole.vectors.flatMap((vector) => [vector[0] as number, vector[n - 1] as number]),
      { rtol: 0, atol: 1e-14 },
    );
  });
  it('of matrices with equal eigenvalues, zeros, and numbers of very different sizes', () => {
    for (const values of [
      [0, 0, 0],
      [2, 2, 2, 2],
      [-1e-9, 0, 1e9],
      [1e-200, 1, 1, 5],
    ]) {
      const { entries, n } = withSpectrum(values, 5);
      const largest = Math.max(...values.map(Math.abs));
      expectClose(symmetricEigen(entries, n).values, values, { rtol: 0, atol: 1e-14 * largest });
    }
  });
  it('are refused of what is not finite or not square', () => {
    expect(() => symmetricEigen(Float64Array.of(1, 2, 3), 2)).toThrow(/2 rows has 4 entries, not 3/);
    expect(() => symmetricEigen(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2)).toThrow(/not finite/);
  });
});

describe('Lanczos', () => {
  const tight = (n: number): LanczosOptions => ({ maxBasis: n, isDone: (a, b) => a.residual < 1e-10 && b.residual < 1e-10 });

  it('finds both ends of a spectrum with few products, and its bounds hold', () => {
    const values = Array.from({ length: 120 }, (_, k) => (k === 0 ? -3 : k === 119 ? 40 : k / 20));
    const matrix = withSpectrum(values, 9);
    const result = run(matrix, { maxBasis: 120, isDone: (a, b) => a.residual < 1e-4 && b.residual < 1e-4 });
    expect(result.converged).toBe(true);
    expect(result.products).toBeLessThan(40);
    expect(Math.abs(result.largest.value - 40)).toBeLessThanOrEqual(result.largest.residual + 1e-10);
    expect(Math.abs(result.smallest.value + 3)).toBeLessThanOrEqual(result.smallest.residual + 1e-10);
    for (const [k, value] of [
      [0, 40],
      [-1, -3],
    ] as const) {
      const vector = result.vector(k);
      expectClose(
        multiply(matrix, vector),
        vector.map((x) => value * x),
        { rtol: 0, atol: 2e-4 },
      );
    }
  });
  it('finds the whole spectrum where the basis is the whole space, to rounding', () => {
    const matrix = randomSymmetric(50, 2);
    const result = run(matrix, { maxBasis: 50, isDone: () => false });
    expect(result.converged).toBe(true);
    expectClose(result.values, symmetricEigen(matrix.entries, 50).values, { rtol: 0, atol: 1e-10 });
    expect(result.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
  });
  it('ends where the start vector has exhausted its space', () => {
    const result = run(withSpectrum([1, 1, 1, 7, 7, -2], 4), tight(6));
    expect(result.products).toBe(3);
    expect(result.largest.value).toBeCloseTo(7, 12);
    expect(result.smallest.value).toBeCloseTo(-2, 12);
    expect(run({ entries: new Float64Array(9), n: 3 }, tight(3)).largest.value).toBe(0);
  });
  it('says when the basis was too small', () => {
    const result = run(randomSymmetric(80, 6), { maxBasis: 8, isDone: (a, b) => a.residual < 1e-9 && b.residual < 1e-9 });
    expect(result.converged).toBe(false);
    expect(result.products).toBe(8);
    expect(result.largest.residual).toBeGreaterThan(1e-9);
  });
  it('gives NaN for products that are not finite, and refuses a start of zeros', () => {
    const result = run({ entries: new Float64Array(9).fill(Number.POSITIVE_INFINITY), n: 3 }, tight(3));
    expect([result.largest.value, result.smallest.residual]).toEqual([Number.NaN, Number.NaN]);
    expect(() => lanczos(new Float64Array(3), tight(3)).next()).toThrow(/not zero/);
  });
});

describe('estimates from random probes', () => {
  it('the density by stochastic Lanczos quadrature has the mass of the spectrum where it is', () => {
    const matrix = withSpectrum(
      Array.from({ length: 100 }, (_, k) => (k < 70 ? 0 : k < 90 ? 5 : 10)),
      1,
    );
    const probes = Array.from({ length: 40 }, (_, seed) => run(matrix, { maxBasis: 30, isDone: () => false }, 100 + seed));
    const { min, max, density } = spectralDensity(probes, 2001);
    const width = (max - min) / 2000;
    const mass = (from: number, to: number): number =>
      density.reduce((sum, value, i) => (min + i * width >= from && min + i * width < to ? sum + value * width : sum), 0);
    expect(mass(-Infinity, Infinity)).toBeCloseTo(1, 3);
    expect(Math.abs(mass(-1, 2.5) - 0.7)).toBeLessThan(0.03);
    expect(Math.abs(mass(2.5, 7.5) - 0.2)).toBeLessThan(0.03);
    expect(Math.abs(mass(7.5, 11) - 0.1)).toBeLessThan(0.03);
  });
  it('the trace by random signs is within three standard errors, on the entries asked for', () => {
    const matrix = randomSymmetric(60, 8);
    const entries = Array.from({ length: 40 }, (_, i) => i);
    const rng = createRng(4);
    const samples = Array.from({ length: 200 }, () => {
      const signs = randomSigns(60, entries, rng);
      expect(signs.slice(40)).toEqual(new Float64Array(20));
      return multiply(matrix, signs).reduce((sum, value, i) => sum + value * (signs[i] as number), 0);
    });
    const trace = entries.reduce((sum, i) => sum + (matrix.entries[i * 61] as number), 0);
    const { mean, standardError } = estimateMean(samples);
    expect(standardError).toBeLessThan(6);
    expect(Math.abs(mean - trace)).toBeLessThan(3 * standardError);
    expect(estimateMean([2]).standardError).toBeNaN();
  });
});

describe('PCA by the Gram matrix', () => {
  const rng = createRng(12);
  const size = 700;
  const [first, second] = [0, 1].map(() => Float64Array.from({ length: size }, () => rng.normal()));
  const rows = Array.from({ length: 23 }, (_, t) =>
    Float32Array.from(
      { length: size },
      (_unused, i) => 3 * Math.cos(t / 4) * (first?.[i] as number) + Math.sin(t / 3) * (second?.[i] as number) + 0.01 * rng.normal(),
    ),
  );
  const origin = rows.at(-1) as Float32Array;
  /** Explained shares by the P × P covariance of the same differences. */
  function byCovariance(centred: boolean, from: number, to: number): Float64Array {
    const n = to - from;
    const x = rows.map((row) => Float64Array.from({ length: n }, (_, i) => (row[from + i] as number) - (origin[from + i] as number)));
    const mean = new Float64Array(n).map((_, i) => (centred ? x.reduce((sum, row) => sum + (row[i] as number), 0) / x.length : 0));
    const covariance = new Float64Array(n * n);
    for (const row of x)
      for (let i = 0; i < n; i++)
        for (let j = 0; j < n; j++)
          covariance[i * n + j] += ((row[i] as number) - (mean[i] as number)) * ((row[j] as number) - (mean[j] as number));
    const { values } = symmetricEigen(covariance, n);
    const total = values.reduce((sum, value) => sum + value, 0);
    return values.map((_, k) => (values[n - 1 - k] as number) / total);
  }
  for (const centred of [true, false]) {
    it(`agrees with the covariance's eigenvalues, ${centred ? 'centred' : 'not centred'}`, () => {
      const ranges = [
        [10, 30],
        [30, 95],
      ] as const;
      const { explained, components, weights } = gramPca(rows, { origin, centred, ranges, components: 3 });
      expectClose(explained.subarray(0, 6), byCovariance(centred, 10, 95).subarray(0, 6), { rtol: 1e-9, atol: 1e-12 });
      components.forEach((component, k) => {
        expect(component.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 6);
        expect(component[9]).toBe(0);
        expect(component[95]).toBe(0);
        const combined = rows.reduce(
          (sum, row, i) => sum + (weights[k]?.[i] as number) * ((row[40] as number) - (origin[40] as number)),
          0,
        );
        expect(component[40]).toBeCloseTo(combined, 6);
      });
    });
  }
  it.each([1, 2, 3, 4, 5, 23])('is the same by the WASM kernel, of %i rows', async (count) => {
    const kernel = await createGramKernel(readWasmModules());
    const options = { origin, centred: count > 2, ranges: [[3, size]] as const, components: 2 };
    const plain = gramPca(rows.slice(0, count), options);
    // Twice, since a kernel keeps its memory.
    for (let run = 0; run < 2; run++) {
      const fast = gramPca(rows.slice(0, count), { ...options, kernel });
      expectClose(fast.singularValues, plain.singularValues, { rtol: 1e-9, atol: 1e-5 });
      expectClose(
        fast.weights.flatMap((weights) => [...weights]),
        plain.weights.flatMap((weights) => [...weights]),
        { rtol: 1e-7, atol: 1e-9 },
      );
    }
  });
  it('crosses panels and leaves out components without variance', () => {
    const line = rows.map((_, t) => Float32Array.from({ length: size }, (_unused, i) => t * (i % 7)));
    const pca = gramPca(line, { origin: line[0] as Float32Array, centred: true, ranges: [[0, size]], components: 3 });
    expect(pca.components).toHaveLength(1);
    expect(pca.explained[0]).toBeCloseTo(1, 12);
    const along = Float64Array.from({ length: size }, (_, i) => i % 7);
    const length = Math.hypot(...along);
    expectClose(
      (pca.components[0] as Float32Array).map(Math.abs),
      along.map((x) => x / length),
      { rtol: 1e-6, atol: 0 },
    );
  });
});

describe('PCA of a random walk', () => {
  it('concentrates as Antognini and Sohl-Dickstein say', () => {
    const walk = { walks: [{ steps: 100, stepLength: 1 }], dimensions: 100_000, repeats: 3 };
    const centred = randomWalkPca({ ...walk, from: null }, 2, createRng(1)).map(({ mean }) => mean);
    expectClose(centred, [0.608, 0.152], { rtol: 0, atol: 0.006 });
    const fromEnd = randomWalkPca({ ...walk, from: 0 }, 2, createRng(1)).map(({ mean }) => mean);
    expectClose(fromEnd, [0.81, 0.09], { rtol: 0, atol: 0.01 });
  });
  it('draws the same distribution as walks step by step, in few dimensions and of unequal steps too', () => {
    const dimensions = 4;
    const walks = [
      { steps: 6, stepLength: 1 },
      { steps: 3, stepLength: 2 },
    ];
    const rng = createRng(3);
    for (const from of [null, 1]) {
      const direct = Array.from({ length: 1500 }, () => {
        const paths = walks.map(({ steps, stepLength }) => {
          const points = [new Float32Array(dimensions)];
          for (let t = 0; t < steps; t++) points.push((points[t] as Float32Array).map((x) => x + stepLength * rng.normal()));
          return points;
        });
        const origin = paths[from ?? 0]?.at(-1) as Float32Array;
        return gramPca(paths.flat(), { origin, centred: from === null, ranges: [[0, dimensions]], components: 0 }).explained;
      });
      const simulated = randomWalkPca({ walks, dimensions, from, repeats: 1500 }, 3, createRng(5));
      simulated.forEach(({ mean, standardError }, k) => {
        const expected = estimateMean(direct.map((shares) => shares[k] as number));
        expect(Math.abs(mean - expected.mean)).toBeLessThan(4 * Math.hypot(standardError, expected.standardError));
      });
    }
  });
  it('is that of one walk twice as long for two walks, and spread over more components for four', () => {
    const sharesOf = (...steps: readonly number[]) =>
      randomWalkPca(
        { walks: steps.map((count) => ({ steps: count, stepLength: 1 })), dimensions: 10_000, from: null, repeats: 4 },
        3,
        createRng(2),
      ).map(({ mean }) => mean);
    expectClose(sharesOf(60, 60), sharesOf(120), { rtol: 0, atol: 0.01 });
    const four = sharesOf(60, 60, 60, 60);
    expect(four[0]).toBeLessThan(0.4);
    expect(four[2]).toBeGreaterThan(0.15);
  });
});
