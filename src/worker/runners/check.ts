import { deviceReply, type Runner } from './types';

export const runCheck: Runner<'check'> = async function* ({ backend }, context) {
  yield deviceReply(await context.device(backend));
};
