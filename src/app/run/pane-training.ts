import type { Recipe } from '../../experiment/recipe';
import { isAbort } from '../../worker/failure';
import { runKey } from '../keys';
import { hasWeights, type Memory } from '../memory';
import type { Datasets } from './datasets';
import type { Training } from './training-entry';
import type { Trainings } from './trainings';

type Progress = Pick<Training, 'epoch' | 'epochs'>;

/** The training of one pane's runs, from the press of a button on. */
export interface PaneTraining {
  /** How far each run is. */
  readonly progress: readonly Progress[];
  /** Runs without the weights that the surface needs, but for those that were trained here: what they lack, training does not bring. */
  due(recipe: Recipe): number[];
  /** Trains runs, together where they can be; resolves when they and all that `keep` added are complete. Rejects when the pane's signal aborts. */
  train(recipe: Recipe, runs: readonly number[]): Promise<void>;
  /** Takes up a change of the pane's runs: those that stay go on, those added begin. False where nothing that is in training stays. */
  keep(recipe: Recipe): boolean;
  /** Lets runs that have not started yet through for one epoch more. */
  step(): void;
}

export interface PaneTrainingOptions {
  readonly trainings: Trainings;
  readonly datasets: Datasets;
  readonly memory: Memory;
  readonly signal: AbortSignal;
  isPaused(): boolean;
}

interface Own {
  readonly key: string;
  readonly abort: AbortController;
  progress: Progress;
  isOver: boolean;
}

export function createPaneTraining({ trainings, datasets, memory, signal, isPaused }: PaneTrainingOptions): PaneTraining {
  let all: readonly Own[] = [];
  const open = new Map<Own, Promise<void>>();
  let earlySteps: number | null = 0;

  function start(recipe: Recipe, runs: readonly number[]): void {
    const own = runs.map((run): Own => {
      const abort = new AbortController();
      signal.addEventListener('abort', () => abort.abort());
      return { key: runKey(recipe, run), abort, progress: { epoch: 0, epochs: recipe.runs[run]?.epochs ?? 0 }, isOver: false };
    });
    all = [...all, ...own];
    const joined = datasets.ensure(recipe).then(() => {
      signal.throwIfAborted();
      const wanted = own.flatMap(({ abort }, i) => (abort.signal.aborted ? [] : [{ run: runs[i] as number, signal: abort.signal }]));
      const started = trainings.join(recipe, wanted, { paused: isPaused(), steps: earlySteps ?? 0 });
      earlySteps = null;
      return started;
    });
    for (const each of own) {
      const over = trained(each, joined).finally(() => {
        each.isOver = true;
        open.delete(each);
      });
      // A failure is met by `train`, which may be waiting for another run just then.
      over.catch(() => undefined);
      open.set(each, over);
    }
  }
  /** A run whose own signal ends it is over like any other. */
  async function trained(own: Own, joined: Promise<ReadonlyMap<string, Training>>): Promise<void> {
    try {
      const training = (await joined).get(own.key);
      if (training) own.progress = training;
      await training?.done;
    } catch (error) {
      if (!isAbort(error) || signal.aborted) throw error;
    }
  }
  function due(recipe: Recipe): number[] {
    return [...recipe.runs.keys()].filter((i) => {
      const key = runKey(recipe, i);
      return !hasWeights(recipe, i, memory.runs.get(key)) && !all.some((own) => own.key === key);
    });
  }

  return {
    get progress() {
      return all.map(({ progress }) => progress);
    },
    due,
    async train(recipe, runs) {
      start(recipe, runs);
      while (open.size > 0) await Promise.race(open.values());
    },
    keep(recipe) {
      const keys = recipe.runs.map((_, i) => runKey(recipe, i));
      const isKept = ({ key }: Own): boolean => keys.includes(key);
      if (![...open.keys()].some(isKept)) return false;
      const gone = all.filter((own) => !isKept(own));
      for (const { abort } of gone) abort.abort();
      all = all.filter(isKept);
      // A changed run waits for the others, since it may well be changed again.
      const added = gone.length === 0 ? due(recipe) : [];
      if (added.length > 0) start(recipe, added);
      return true;
    },
    step() {
      if (earlySteps !== null) earlySteps++;
    },
  };
}
