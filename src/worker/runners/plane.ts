import { planeCosine } from '../../engine/plane-cosine';
import type { Runner } from './types';

export const runPlane: Runner<'plane'> = async function* (job, { planes }) {
  const { plane, samples } = planes.keep(job);
  const { cosine, byChance } = planeCosine(plane, job.recipe);
  yield { type: 'plane', cosine, cosineByChance: byChance, samples };
};
