import type { Rng } from '../../math/random';
import type { NumberParam, ParamValues } from '../params';
import { numberOf } from '../params';
import type { Dataset, DatasetShape, Samples } from './types';

/** Training points of a synthetic set; as many again are drawn to test on. */
export const POINTS: NumberParam = {
  kind: 'number',
  label: 'catalog.param.points',
  min: 16,
  max: 8192,
  default: 512,
  integer: true,
  scale: 'log',
  step: 16,
};

/** Standard deviation of the Gaussian noise added to both coordinates. */
export function noiseParam(byDefault: number): NumberParam {
  return { kind: 'number', label: 'catalog.param.noise', min: 0, max: 1, default: byDefault, step: 0.01 };
}

/** Number of classes of a set whose generator takes any. */
export function classesParam(max: number, byDefault: number): NumberParam {
  return { kind: 'number', label: 'catalog.param.classes', min: 2, max, default: byDefault, integer: true };
}

/** Draws one noiseless point of a class in the plane. */
export type PointOfClass = (label: number, rng: Rng) => readonly [number, number];

/** What every synthetic set in the plane looks like from outside. */
export function planeShape(params: ParamValues, classes: number): DatasetShape {
  const points = numberOf(params, 'points');
  return { inputShape: [2], classes, train: points, test: points };
}

/**
 * Points in the plane with the classes in turn, so that any first part of a split is balanced. Training and test points come
 * from streams of their own: more training points never move a test point.
 */
export function drawPlane(params: ParamValues, classes: number, rng: Rng, point: PointOfClass): Dataset {
  const n = numberOf(params, 'points');
  const noise = numberOf(params, 'noise');
  return {
    inputShape: [2],
    classes,
    train: drawSamples(n, classes, noise, rng.fork('train'), point),
    test: drawSamples(n, classes, noise, rng.fork('test'), point),
  };
}

function drawSamples(n: number, classes: number, noise: number, rng: Rng, point: PointOfClass): Samples {
  const x = new Float32Array(2 * n);
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const label = i % classes;
    const [first, second] = point(label, rng);
    x[2 * i] = first + noise * rng.normal();
    x[2 * i + 1] = second + noise * rng.normal();
    labels[i] = label;
  }
  return { n, x, labels };
}
