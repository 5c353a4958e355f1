import { datasets } from '../../catalog/datasets';
import type { Dataset } from '../../catalog/datasets/types';
import { isUserAsset } from '../../experiment/images';
import type { Recipe } from '../../experiment/recipe';
import { JobFailure, messageOf } from '../../worker/failure';
import type { EnginePool } from '../../worker/pool';
import { datasetKey } from '../keys';
import type { Memory } from '../memory';

/** Gets data sets made, each once; those that are read from a file have it fetched first. */
export interface Datasets {
  /** Rejects with a JobFailure that says what is missing. */
  ensure(recipe: Recipe): Promise<Dataset>;
  /** Forgets what was made of a file: another one takes its place. */
  renew(asset: string): void;
}

export interface DatasetsOptions {
  readonly pool: Pick<EnginePool, 'dataset' | 'addAsset'>;
  readonly memory: Memory;
  /** The bytes of a file under public/data, unpacked; `onFraction` hears the share of its bytes that has arrived. */
  readonly fetchAsset: (name: string, onFraction: (fraction: number) => void) => Promise<Uint8Array>;
  /** The bytes of images that a person opened. Rejects with a JobFailure where they are not here, or not those of the recipe. */
  readonly openedAsset: (name: string, recipe: Recipe) => Promise<Blob>;
  /** The share of a file's bytes that has arrived; null once it is here, or will not come. */
  onLoading(name: string, fraction: number | null): void;
  /** A data set has arrived. */
  onChange(): void;
}

export function createDatasets({ pool, memory, fetchAsset, openedAsset, onLoading, onChange }: DatasetsOptions): Datasets {
  const underway = new Map<string, Promise<Dataset>>();
  const assets = new Map<string, Promise<void>>();

  function servedAsset(name: string): Promise<void> {
    const known = assets.get(name);
    if (known) return known;
    onLoading(name, 0);
    const fetched = fetchAsset(name, (fraction) => onLoading(name, fraction))
      .then(
        (bytes) => pool.addAsset(name, bytes),
        (error) => {
          assets.delete(name);
          throw new JobFailure({ path: '', key: 'run.problem.data', values: { file: name, message: messageOf(error) } }, false);
        },
      )
      .finally(() => onLoading(name, null));
    assets.set(name, fetched);
    return fetched;
  }

  async function make(recipe: Recipe, key: string): Promise<Dataset> {
    const { asset } = datasets.get(recipe.data.id);
    if (isUserAsset(asset)) pool.addAsset(asset, await openedAsset(asset, recipe));
    else if (asset !== undefined) await servedAsset(asset);
    const dataset = await pool.dataset(recipe);
    memory.datasets.set(key, dataset);
    onChange();
    return dataset;
  }

  return {
    ensure(recipe) {
      const key = datasetKey(recipe);
      const known = memory.datasets.get(key);
      if (known) return Promise.resolve(known);
      const present = underway.get(key) ?? make(recipe, key).finally(() => underway.delete(key));
      underway.set(key, present);
      return present;
    },
    renew(asset) {
      const { id } = datasets.all.find((spec) => spec.asset === asset) ?? {};
      for (const key of memory.datasets.keys) if ((JSON.parse(key) as { id?: string }).id === id) memory.datasets.delete(key);
    },
  };
}
