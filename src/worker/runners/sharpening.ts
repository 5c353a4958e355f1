import { sharpnessAlong } from '../../engine/sharpening';
import { deviceReply, type Runner } from './types';

export const runSharpening: Runner<'sharpening'> = async function* ({ backend, recipe, run: index, points }, context) {
  const device = await context.device(backend);
  yield deviceReply(device);
  const run = recipe.runs[index];
  if (!run) throw new Error(`There is no run ${index + 1} in this recipe.`);
  const { dataset, net } = context.subjects.subject(recipe);
  for await (const point of sharpnessAlong(device, { dataset, net, run }, points, context)) {
    if (point) yield { type: 'sharpening', point };
    else await context.breathe();
  }
};
