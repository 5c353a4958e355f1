import { fingerprintOf, fingerprintsOfRuns } from '../engine/fingerprint';
import type { Snapshot } from '../experiment/snapshot';
import type { AppStore } from './create-store';
import { runKey } from './keys';
import type { Memory } from './memory';
import type { ReadFile } from './opening';

export interface ReadyMadeOptions {
  readonly store: AppStore;
  readonly memory: Memory;
  /** Reads a file of this site. */
  readonly readStored: (name: string, bytes: Uint8Array) => ReturnType<ReadFile>;
  /** The surfaces of a stored result with all that is needed to show them, and the weights at the points shown; null where there is none of that name. */
  readonly fetchGallery: (name: string) => Promise<Uint8Array | null>;
  readonly fetchGalleryWeights: (name: string) => Promise<Uint8Array | null>;
  /** Whether the person asked for as little to be fetched as can be. */
  readonly savesData: boolean;
  readonly later: (callback: () => void, ms: number) => void;
  /** Puts a result where the panes find it. What was computed here stays. */
  remember(snapshot: Snapshot): void;
  /** Shows what has come into the memory. */
  refresh(): void;
  report(error: unknown): void;
}

/** Milliseconds after a picture came up before its weights are fetched: the page is drawn and answers first. */
const WEIGHTS_AFTER_MS = 300;

export type ReadyMade = ReturnType<typeof createReadyMade>;

/** Results that come with the site: surfaces at once, weights when the page has nothing else to do, or, where data are to be saved, when a point is probed. */
export function createReadyMade(options: ReadyMadeOptions) {
  const { store, memory, readStored, fetchGallery, fetchGalleryWeights, savesData, later, remember, refresh, report } = options;
  let wanted: string | null = null;

  async function read(name: string, bytes: Uint8Array): Promise<Snapshot> {
    const file = await readStored(name, bytes);
    if (!file.ok) throw new Error(`The ready-made result "${name}" is damaged: ${file.problem.key}.`);
    return file.snapshot;
  }

  async function addWeights(id: string): Promise<void> {
    if (wanted !== id) return;
    wanted = null;
    const bytes = await fetchGalleryWeights(id);
    if (!bytes) return;
    rememberWeights(memory, await read(`${id}.weights.npz`, bytes));
    refresh();
  }
  const add = (id: string): void => void addWeights(id).catch(report);

  store.subscribe(({ probe }) => {
    if (wanted !== null && probe !== null) add(wanted);
  });

  return {
    /** Adds a preset's ready-made result to what is known, where there is one. */
    async show(id: string): Promise<void> {
      const bytes = await fetchGallery(id);
      if (!bytes) return;
      remember(await read(`${id}.npz`, bytes));
      refresh();
      wanted = id;
      if (!savesData) later(() => add(id), WEIGHTS_AFTER_MS);
    },
  };
}

/** Adds weights to the runs that came without: only to runs of the site's own, and only those that they were computed with. */
function rememberWeights(memory: Memory, { document, panes }: Snapshot): void {
  document.panes.forEach((recipe, pane) => {
    recipe.runs.forEach((run, index) => {
      const key = runKey(recipe, index);
      const record = memory.runs.get(key);
      const own = panes[pane].checkpoints.filter((checkpoint) => checkpoint.run === index);
      const last = own.at(-1);
      if (record?.source !== 'ready-made' || record.checkpoints.length > 0 || !last) return;
      const [name] = fingerprintsOfRuns(record.provenance?.fingerprint, 1);
      if (name !== undefined && last.epoch === run.epochs && fingerprintOf(last) !== name)
        throw new Error('These weights are of another result.');
      memory.runs.set(key, { ...record, checkpoints: own });
    });
  });
}
