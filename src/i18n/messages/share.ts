import type { Messages } from './types';

export const share = {} as const satisfies Messages;
