import { datasets } from '../../catalog/datasets';
import type { Dataset } from '../../catalog/datasets/types';
import type { Recipe } from '../../experiment/recipe';
import { JobFailure, messageOf } from '../../worker/failure';
import type { EnginePool } from '../../worker/pool';
import { datasetKey } from '../keys';
import type { Memory } from '../memory';

/** Gets data sets made, each once; those that are read from a file have it fetched first. */
export interface Datasets {
  /** Rejects with a JobFailure that says what is missing. */
  ensure(recipe: Recipe): Promise<Dataset>;
}

export interface DatasetsOptions {
  readonly pool: Pick<EnginePool, 'dataset' | 'addAsset'>;
  readonly memory: Memory;
  /** The bytes of a file under public/data, unpacked. */
  readonly fetchAsset: (name: string) => Promise<Uint8Array>;
  /** A data set has arrived. */
  onChange(): void;
}

export function createDatasets({ pool, memory, fetchAsset, onChange }: DatasetsOptions): Datasets {
  const underway = new Map<string, Promise<Dataset>>();
  const assets = new Map<string, Promise<void>>();

  function asset(name: string): Promise<void> {
    const known = assets.get(name);
    if (known) return known;
    const fetched = fetchAsset(name).then(
      (bytes) => pool.addAsset(name, bytes),
      (error) => {
        assets.delete(name);
        throw new JobFailure({ path: '', key: 'run.problem.data', values: { file: name, message: messageOf(error) } }, false);
      },
    );
    assets.set(name, fetched);
    return fetched;
  }

  async function make(recipe: Recipe, key: string): Promise<Dataset> {
    const { asset: file } = datasets.get(recipe.data.id);
    if (file !== undefined) await asset(file);
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
  };
}
