import type { Messages } from './types';

export const problems = {} as const satisfies Messages;
