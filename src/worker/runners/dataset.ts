import type { Runner } from './types';

export const runDataset: Runner<'dataset'> = async function* ({ recipe }, { subjects }) {
  yield { type: 'dataset', dataset: subjects.dataset(recipe) };
};
