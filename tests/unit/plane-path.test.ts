import { describe, expect, it } from 'vitest';
import { createGridEvaluator } from '../../src/engine/grid-evaluator';
import { pointOnPlane } from '../../src/engine/plane';
import { followPath, positionsOnPlane } from '../../src/engine/plane-path';
import { createPredictionEvaluator } from '../../src/engine/predictions';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { PLANE_CASES } from './support/plane-cases';

const OPTIONS = { signal: new AbortController().signal, clock: () => 0 };

describe.each(PLANE_CASES)('checkpoints beside a plane: $name', ({ plane, samples, mode }) => {
  it('on the plane have its coordinates and no distance', () => {
    for (const [alpha, beta] of [
      [0.3, -0.7],
      [0, 0],
      [-1, 2],
    ]) {
      const at = positionsOnPlane(plane, [pointOnPlane(plane, [alpha, beta]).theta])[0];
      expect(at.alpha).toBeCloseTo(alpha, 5);
      expect(at.beta).toBeCloseTo(beta, 5);
      expect(at.distance).toBeLessThan(1e-4 * Math.max(1, at.length));
    }
  });

  it('off the plane keep a remainder that is orthogonal to both axes', () => {
    const rng = createRng(7);
    const theta = plane.origin.theta.map((weight) => weight + rng.normal());
    const { alpha, beta, distance, length } = positionsOnPlane(plane, [theta])[0];
    const rest = Float64Array.from(
      theta,
      (weight, i) => weight - plane.origin.theta[i] - alpha * plane.directions[0].delta[i] - beta * plane.directions[1].delta[i],
    );
    const norm = Math.hypot(...rest);
    for (const { delta } of plane.directions) {
      const product = rest.reduce((sum, value, i) => sum + value * delta[i], 0);
      expect(Math.abs(product)).toBeLessThan(1e-5 * norm * Math.hypot(...delta));
    }
    expect(distance).toBeCloseTo(norm, 4);
    expect(length).toBeCloseTo(Math.hypot(...theta.map((weight, i) => weight - plane.origin.theta[i])), 4);
  });

  it('have their own loss and the plane’s loss under them', async () => {
    const device = createReferenceDevice('f32');
    const rng = createRng(8);
    const theta = plane.origin.theta.map((weight) => weight + 0.1 * rng.normal());
    const state = plane.origin.state.map((value) => value + 0.01 * Math.abs(rng.normal()));
    const evaluator = createGridEvaluator(device, plane, samples, mode);
    const truth = createPredictionEvaluator(device, plane.net, samples, mode);
    const before = device.memory();
    const points = [];
    const checkpoints = [
      { epoch: 0, theta, state },
      { epoch: 3, ...plane.origin },
    ];
    for await (const point of followPath(device, plane, samples, mode, evaluator, checkpoints, OPTIONS)) points.push(point);
    expect(device.memory()).toEqual(before);
    expect(points.map(({ epoch }) => epoch)).toEqual([0, 3]);
    expect(points[0].loss).toBeCloseTo((await truth.read({ theta, state })).loss, 6);
    const { alpha, beta } = points[0];
    const chunks = [];
    for await (const chunk of evaluator.evaluate(Float64Array.from([alpha, beta]), OPTIONS)) chunks.push(...chunk.loss);
    expect(points[0].planeLoss).toBe(chunks[0]);
    // At the origin the plane touches the path.
    expect(points[1]).toMatchObject({ alpha: 0, beta: 0, length: 0, distance: 0 });
    expect(points[1].loss).toBeCloseTo(points[1].planeLoss, 4);
    expect(points[0].distance).toBeGreaterThan(0);
  });
});
