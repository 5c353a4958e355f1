import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import { buildPlane, NO_SOURCES, pointOnPlane } from '../../src/engine/plane';
import { positionsOnPlane } from '../../src/engine/plane-path';
import { datasetOf, netOf } from '../../src/engine/setup';
import { highestBetween } from '../../src/experiment/barrier';
import type { Landscape, PathPoint } from '../../src/experiment/landscape';
import { parseRecipe } from '../../src/experiment/parse';
import { marksOn, planeMarks } from '../../src/experiment/plane-marks';
import { threeMinima } from '../../src/experiment/presets/three-minima';
import type { DirectionSpec, Recipe } from '../../src/experiment/recipe';
import { choose, defaultAxis } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument, tinyRecipe, tinyRun } from './support/tiny';

const to = (run: number, params = {}): DirectionSpec => ({ ...choose(directions, 'between', { run, at: 'end', ...params }), seed: null });

/** Three tiny runs that differ in their seeds, on the plane through their ends. */
function threeRuns(changes: Partial<Recipe> = {}): Recipe {
  const { grid } = tinyRecipe();
  const range = { min: -0.5, max: 1.5, points: 9 };
  return tinyRecipe({
    runs: [1, 2, 3].map((seed) => tinyRun({ seed })),
    axes: [to(2), to(3, { orthogonal: true })],
    grid: { ...grid, alpha: range, beta: range },
    ...changes,
  });
}

describe('the plane through three minima', () => {
  const recipe = threeRuns();
  const net = netOf(recipe, datasetOf(recipe));
  const points = [1, 2, 3].map((seed) => {
    const rng = createRng(seed);
    return {
      run: seed - 1,
      epoch: 4,
      theta: net.initialise(rng),
      state: net.initialState().map((value) => value + Math.abs(rng.normal())),
    };
  });
  const [first, second, third] = points;
  if (!first || !second || !third) throw new Error('There are three points.');
  const planeOf = (axes: readonly DirectionSpec[]) =>
    buildPlane({ ...recipe, axes }, 1, net, first, { ...NO_SOURCES, checkpoints: points });

  /** ⟨θ_b − θ_1, θ_c − θ_1⟩ in float64. */
  const inner = (b: Float32Array, c: Float32Array): number =>
    b.reduce((sum, value, i) => sum + (value - (first.theta[i] ?? 0)) * ((c[i] ?? 0) - (first.theta[i] ?? 0)), 0);

  it('has them at (0, 0), (1, 0) and (0, 1), and at (a, 1) where the second axis is at a right angle', async () => {
    const share = inner(second.theta, third.theta) / inner(second.theta, second.theta);
    for (const [orthogonal, expected] of [
      [false, 0],
      [true, share],
    ] as const) {
      const plane = await planeOf([to(2), to(3, { orthogonal })]);
      const at = positionsOnPlane(
        plane,
        points.map(({ theta }) => theta),
      );
      expect(at[0]).toMatchObject({ alpha: 0, beta: 0, distance: 0 });
      expect(at[1]?.alpha).toBeCloseTo(1, 6);
      expect(at[1]?.beta).toBeCloseTo(0, 6);
      expect(at[2]?.alpha).toBeCloseTo(expected, 6);
      expect(at[2]?.beta).toBeCloseTo(1, 6);
      for (const { distance, length } of at) expect(distance).toBeLessThanOrEqual(2e-4 * length);
      // The way back: those coordinates are those weights, and those statistics where they move along.
      const back = pointOnPlane(plane, [at[2]?.alpha ?? Number.NaN, at[2]?.beta ?? Number.NaN]);
      for (const [i, value] of back.theta.entries()) expect(Math.abs(value - (third.theta[i] ?? 0))).toBeLessThan(1e-5);
      for (const [i, value] of back.state.entries()) expect(Math.abs(value - (third.state[i] ?? 0))).toBeLessThan(1e-5);
      const [alpha, beta] = plane.directions;
      const product = (alpha?.delta ?? []).reduce((sum, value, i) => sum + value * (beta?.delta[i] ?? 0), 0);
      const norm = Math.hypot(...(alpha?.delta ?? [])) * Math.hypot(...(beta?.delta ?? []));
      if (orthogonal) expect(Math.abs(product)).toBeLessThan(1e-6 * norm);
      else expect(Math.abs(product)).toBeGreaterThan(1e-3 * norm);
    }
  });
});

describe('the checkpoints that a plane is drawn through', () => {
  it('are its origin and the ends of its axes, each once', () => {
    expect(planeMarks(threeRuns())).toEqual([0, 1, 2].map((run) => ({ run, epoch: 4, last: true })));
    const own = tinyRecipe({ axes: [to(1, { at: 'start' }), defaultAxis()] });
    expect(planeMarks(own)).toEqual([
      { run: 0, epoch: 4, last: true },
      { run: 0, epoch: 0, last: false },
    ]);
    expect(planeMarks(threeRuns({ axes: [to(2), to(2)] }))).toHaveLength(2);
  });

  it('are none on random planes, on lines and around rescaled weights', () => {
    expect(planeMarks(tinyRecipe())).toEqual([]);
    expect(planeMarks(threeRuns({ axes: [to(2)] }))).toEqual([]);
    expect(planeMarks(threeRuns({ origin: { run: 0, epoch: 'last', rescale: 10 } }))).toEqual([]);
  });

  it('lie where the paths say, at the kept checkpoint nearest', () => {
    const point = (epoch: number, alpha: number): PathPoint => ({
      epoch,
      alpha,
      beta: 0,
      length: 1,
      distance: 0,
      loss: 0.1,
      planeLoss: 0.2,
    });
    const paths = [0, 1, 2].map((run) => ({ run, points: [point(0, 9), point(2, 8), point(4, run)] }));
    expect(marksOn({ paths }, threeRuns()).map(({ run, epoch, alpha }) => [run, epoch, alpha])).toEqual([
      [0, 4, 0],
      [1, 4, 1],
      [2, 4, 2],
    ]);
    const early = threeRuns({ axes: [to(2, { at: 'epoch', epoch: 1 }), to(3)] });
    expect(marksOn({ paths }, early)[1]).toMatchObject({ run: 1, epoch: 0 });
    expect(marksOn({}, threeRuns())).toEqual([]);
  });
});

describe('the highest loss between two places', () => {
  const axis = { min: -0.5, max: 1.5, points: 9 };
  /** L = 1 − 4 (α − ½)² + 10 β, exact between its points along no axis but at them. */
  const landscape: Landscape = {
    axes: [axis, axis],
    loss: Float32Array.from({ length: 81 }, (_, i) => 1 - 4 * (-1 + (i % 9) / 4) ** 2 + 10 * (-0.5 + Math.floor(i / 9) / 4)),
    accuracy: new Float32Array(81),
    done: new Uint8Array(81).fill(1),
    samples: 1,
    cosine: 0,
    cosineByChance: 0,
  };

  it('is that of the grid, interpolated', () => {
    expect(highestBetween(landscape, { alpha: 0, beta: 0 }, { alpha: 1, beta: 0 })).toBeCloseTo(1, 6);
    expect(highestBetween(landscape, { alpha: 0.5, beta: 0 }, { alpha: 0.5, beta: 1 })).toBeCloseTo(11, 6);
    // A quarter of the way into a cell of the diagonal.
    const end = { alpha: 0.0625, beta: 0.0625 };
    expect(highestBetween(landscape, { alpha: 0, beta: 0 }, end)).toBeCloseTo(0.25 * 0.75 + 0.625, 5);
  });

  it('is not known outside, over a hole and while points are to come', () => {
    const from = { alpha: 0, beta: 0 };
    expect(highestBetween(landscape, from, { alpha: 1.6, beta: 0 })).toBeNull();
    const hole = { ...landscape, loss: landscape.loss.slice() };
    hole.loss[2 * 9 + 4] = Number.NaN;
    expect(highestBetween(hole, from, { alpha: 1, beta: 0 })).toBeNull();
    expect(highestBetween(hole, from, { alpha: 0, beta: 1 })).not.toBeNull();
    const coming = { ...landscape, done: landscape.done.slice() };
    coming.done[2 * 9 + 4] = 0;
    expect(highestBetween(coming, from, { alpha: 1, beta: 0 })).toBeNull();
  });
});

describe('three runs in the app', () => {
  it('are marked at their true loss on their plane, whether paths are drawn or not', async () => {
    const app = setUpApp({ document: { ...tinyDocument(), panes: [threeRuns()] } });
    await runToEnd(app);
    await app.until(() => app.results.pane(0).snapshot.landscape?.paths !== undefined);
    const { landscape, curves } = app.results.pane(0).snapshot;
    if (!landscape) throw new Error('There is no landscape.');
    const marks = marksOn(landscape, threeRuns());
    expect(marks.map(({ alpha, beta }) => [Math.round(alpha * 1e5) / 1e5 + 0, Math.round(beta * 1e5) / 1e5 + 0]).slice(0, 2)).toEqual([
      [0, 0],
      [1, 0],
    ]);
    expect(marks[2]?.beta).toBeCloseTo(1, 5);
    for (const [run, { loss }] of marks.entries()) expect(loss).toBeCloseTo(curves[run]?.at(-1)?.trainLoss ?? Number.NaN, 4);
  });

  it('the preset holds all three within its range, and is sound', () => {
    const [recipe] = threeMinima.build().panes;
    expect(parseRecipe(JSON.parse(JSON.stringify(recipe))).ok).toBe(true);
    for (const { min, max } of [recipe?.grid.alpha, recipe?.grid.beta].flatMap((axis) => axis ?? []))
      expect([min, max]).toEqual([-0.5, 1.5]);
    expect(new Set(recipe?.runs.map(({ seed }) => seed)).size).toBe(3);
  });
});
