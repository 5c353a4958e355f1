import type { Messages } from './types';

export const run = {} as const satisfies Messages;
