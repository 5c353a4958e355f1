import type { ScheduleSpec } from './types';

/** The learning rate stays as it is. */
export const constant: ScheduleSpec = { id: 'constant', label: 'catalog.schedule.constant', params: {}, factor: () => 1 };
