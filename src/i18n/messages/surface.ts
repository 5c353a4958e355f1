import type { Messages } from './types';

export const surface = {} as const satisfies Messages;
