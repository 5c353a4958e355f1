import { measureSpeed } from '../../engine/backend';
import type { Runner } from './types';

export const runSpeed: Runner<'speed'> = async function* ({ backend }, context) {
  const device = await context.device(backend);
  yield { type: 'speed', pointsPerSecond: await measureSpeed(device, context), adapter: device.adapter };
};
