import { power } from '../../math/portable';
import { numberOf } from '../params';
import type { ScheduleSpec } from './types';

/** Where the paper drops the rate: epochs 150, 225 and 275 of 300. */
const DROPS = [150 / 300, 225 / 300, 275 / 300];

/** The rate is divided at fixed parts of the training, as in the paper (÷10 at 50 %, 75 % and 91.7 %). */
export const step: ScheduleSpec = {
  id: 'step',
  label: 'catalog.schedule.step',
  params: {
    divisor: { kind: 'number', label: 'catalog.param.divisor', min: 1, max: 100, default: 10, scale: 'log' },
    drops: { kind: 'number', label: 'catalog.param.drops', min: 1, max: DROPS.length, default: DROPS.length, integer: true },
  },
  factor(params, progress) {
    const passed = DROPS.slice(0, numberOf(params, 'drops')).filter((drop) => progress >= drop).length;
    return power(numberOf(params, 'divisor'), -passed);
  },
};
