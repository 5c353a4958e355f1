import { measureSpeed, measureTraining } from '../../engine/backend';
import type { Runner } from './types';

export const runSpeed: Runner<'speed'> = async function* ({ backend }, context) {
  const device = await context.device(backend);
  await device.tune?.(context.clock);
  const pointsPerSecond = await measureSpeed(device, context);
  const epochsPerSecond = await measureTraining(device, context);
  yield { type: 'speed', variant: device.variant, pointsPerSecond, epochsPerSecond };
};
