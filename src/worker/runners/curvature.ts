import { densityAt, eigenvaluesAt, POINT_ACCURACY, traceAt } from '../../engine/curvature';
import { createHessian } from '../../engine/hessian';
import { createHessianMap, hessianPoint, mapPoint } from '../../engine/hessian-map';
import { measureSharpness } from '../../engine/sharpness';
import { createRng } from '../../math/random';
import { deviceReply, type JobContext, type Runner } from './types';

/** Seed of the probes: not a choice, only a fixed one, so that the same question has the same answer. */
const PROBE_SEED = 1;

export const runCurvature: Runner<'curvature'> = async function* ({ backend, plane: key, coords }, context) {
  const device = await context.device(backend);
  yield deviceReply(device);
  const { plane, samples, mode } = await subjectOf(key, context);
  const map = createHessianMap(device, plane, samples, mode);
  try {
    for await (const point of map.evaluate(coords, context)) {
      if (point) yield { type: 'curvature', point };
      else await context.breathe();
    }
  } finally {
    map.dispose();
  }
};

export const runSpectrum: Runner<'spectrum'> = async function* ({ backend, plane: key, coords, probes, steps, bins }, context) {
  const device = await context.device(backend);
  yield deviceReply(device);
  const { plane, samples, mode } = await subjectOf(key, context);
  const hessian = createHessian(device, plane.net, samples, { mode, weights: 'kernels' });
  const point = hessianPoint(plane, coords, mode);
  const options = { signal: context.signal, clock: context.clock, rng: createRng(PROBE_SEED) };
  try {
    for await (const event of eigenvaluesAt(hessian, () => point, 1, POINT_ACCURACY, options)) {
      if (event.type === 'progress') await context.breathe();
      else {
        yield { type: 'curvature', point: mapPoint(event.index, event.result) };
        // Where the Hessian is not finite there is nothing more to find.
        if (Number.isNaN(event.result.largest.value)) return;
      }
    }
    for await (const density of densityAt(hessian, point, { probes, steps, points: bins }, options)) {
      if (density) yield { type: 'density', density };
      else await context.breathe();
    }
    for await (const trace of traceAt(hessian, point, probes * steps, options)) yield { type: 'trace', trace };
  } finally {
    hessian.dispose();
  }
};

export const runSharpness: Runner<'sharpness'> = async function* ({ backend, plane: key, coords }, context) {
  const device = await context.device(backend);
  yield deviceReply(device);
  const { plane, samples, mode } = await subjectOf(key, context);
  const { signal, clock } = context;
  const options = { signal, clock, rng: createRng(PROBE_SEED), breathe: () => context.breathe() };
  const point = hessianPoint(plane, coords, mode);
  for await (const { id, value, standardError = null } of measureSharpness(device, plane.net, samples, mode, point, options))
    yield { type: 'sharpness', id, value, standardError };
};

async function subjectOf(key: string, { planes }: JobContext) {
  const { plane, recipe, samples } = await planes.get(key);
  return { plane, samples, mode: recipe.grid.batchNorm };
}
