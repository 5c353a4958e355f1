import type { Runner } from './types';

export const runPlane: Runner<'plane'> = async function* (job, context) {
  const { facts, plane, shared } = await context.planes.keep(job, context);
  yield { type: 'plane', directions: shared && !job.built ? plane.directions : null, ...facts };
};
