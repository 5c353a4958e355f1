import { createRegistry, type Registry } from '../registry';
import { constant } from './constant';
import { cosine } from './cosine';
import { step } from './step';
import type { ScheduleSpec } from './types';

/** Every learning-rate schedule a person can choose; the first is the default. */
export const schedules: Registry<ScheduleSpec> = createRegistry('schedule', [constant, step, cosine]);
