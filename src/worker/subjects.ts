import { datasets } from '../catalog/datasets';
import type { Dataset } from '../catalog/datasets/types';
import type { Net } from '../catalog/nets/types';
import { datasetOf, netOf } from '../engine/setup';
import type { Recipe } from '../experiment/recipe';
import type { AssetBytes } from './jobs';
import { createLru } from './lru';

/** A recipe's data set and net. */
export interface Subject {
  readonly dataset: Dataset;
  readonly net: Net;
}

/** Data sets and nets by recipe, the latest kept, and the files that data sets are read from. */
export interface SubjectStore {
  addAsset(name: string, bytes: AssetBytes): void;
  /** Resolves once every file that was added is read. */
  ready(): Promise<void>;
  /** Throws if the data set's file has not arrived or is damaged. */
  dataset(recipe: Recipe): Dataset;
  subject(recipe: Recipe): Subject;
}

const KEPT = 8;

export function createSubjectStore(): SubjectStore {
  const assets = new Map<string, Uint8Array>();
  let arriving: Promise<unknown> = Promise.resolve();
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
    addAsset(name, bytes) {
      if (bytes instanceof Uint8Array) {
        assets.set(name, bytes);
        return;
      }
      const read = bytes.arrayBuffer().then(
        (buffer) => assets.set(name, new Uint8Array(buffer)),
        // A file that cannot be read did not arrive: the job that needs it says so.
        () => assets.delete(name),
      );
      arriving = Promise.all([arriving, read]);
    },
    ready: () => arriving.then(() => undefined),
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
