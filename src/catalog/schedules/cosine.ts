import { cos } from '../../math/portable';
import { numberOf } from '../params';
import type { ScheduleSpec } from './types';

/** Half a cosine from the full rate down to a share of it (Loshchilov & Hutter 2017, without restarts). */
export const cosine: ScheduleSpec = {
  id: 'cosine',
  label: 'catalog.schedule.cosine',
  params: { floor: { kind: 'number', label: 'catalog.param.floor', min: 0, max: 1, default: 0, step: 0.01 } },
  factor(params, progress) {
    const floor = numberOf(params, 'floor');
    return floor + ((1 - floor) * (1 + cos(Math.PI * progress))) / 2;
  },
};
