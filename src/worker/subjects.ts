import { datasets } from '../catalog/datasets';
import type { Dataset } from '../catalog/datasets/types';
import type { Net } from '../catalog/nets/types';
import { datasetOf, netOf } from '../engine/setup';
import type { Recipe } from '../experiment/recipe';
import { createLru } from './lru';

/** A recipe's data set and net. */
export interface Subject {
  readonly dataset: Dataset;
  readonly net: Net;
}

/** Data sets and nets by recipe, the latest kept, and the files that data sets are read from. */
export interface SubjectStore {
  addAsset(name: string, bytes: Uint8Array): void;
  /** Throws if the data set's file has not arrived or is damaged. */
  dataset(recipe: Recipe): Dataset;
  subject(recipe: Recipe): Subject;
}

const KEPT = 8;

export function createSubjectStore(): SubjectStore {
  const assets = new Map<string, Uint8Array>();
  const made = createLru<Dataset>(KEPT);
  const nets = createLru<Net>(KEPT);
  const dataset = (recipe: Recipe): Dataset => {
    const key = JSON.stringify(recipe.data);
    const known = made.get(key);
    if (known) return known;
    const { asset } = datasets.get(recipe.data.id);
    const bytes = asset === undefined ? undefined : assets.get(asset);
    if (asset !== undefined && !bytes) throw new Error(`The file ${asset} did not reach the worker.`);
    const fresh = datasetOf(recipe, bytes);
    made.set(key, fresh);
    return fresh;
  };
  return {
    addAsset: (name, bytes) => void assets.set(name, bytes),
    dataset,
    subject(recipe) {
      const key = JSON.stringify([recipe.data, recipe.net]);
      const data = dataset(recipe);
      const net = nets.get(key) ?? netOf(recipe, data);
      nets.set(key, net);
      return { dataset: data, net };
    },
  };
}
