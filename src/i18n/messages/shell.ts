import type { Messages } from './types';

export const shell = {} as const satisfies Messages;
