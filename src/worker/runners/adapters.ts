import type { Runner } from './types';

export const runAdapters: Runner<'adapters'> = async function* (_job, { adapters }) {
  yield { type: 'adapters', adapters: await adapters() };
};
