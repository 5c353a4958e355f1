import { pointOnPlane } from '../../engine/plane';
import type { Runner } from './types';

export const runReading: Runner<'reading'> = async function* (job, context) {
  const device = await context.device(job.backend);
  const { plane, recipe } = await context.planes.get(job.plane);
  const reading = await context.readers.read(device, recipe, job, pointOnPlane(plane, [...job.coords]), context);
  yield { type: 'reading', reading };
};

export const runWeights: Runner<'weights'> = async function* (job, context) {
  const device = await context.device(job.backend);
  const reading = await context.readers.read(device, job.recipe, job, job.point, context);
  yield { type: 'reading', reading };
};
