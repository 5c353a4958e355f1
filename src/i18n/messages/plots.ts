import type { Messages } from './types';

export const plots = {} as const satisfies Messages;
