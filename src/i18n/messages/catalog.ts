import type { Messages } from './types';

export const catalog = {} as const satisfies Messages;
