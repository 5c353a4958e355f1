import type { Messages } from './types';

export const rail = {} as const satisfies Messages;
