import { trainingPurpose } from '../../engine/backend';
import type { CurvePoint } from '../../experiment/checkpoint';
import type { Landscape } from '../../experiment/landscape';
import type { Document, Recipe } from '../../experiment/recipe';
import { subGrid } from '../../experiment/sub-grid';
import { gridLevels } from '../../worker/grid-levels';
import { groupOf } from '../../worker/slots';
import type { AppActions } from '../actions';
import { runKey, surfaceKey } from '../keys';
import { hasWeights } from '../memory';
import type { PlaneSubject } from './beside';
import type { Datasets } from './datasets';
import { createPaneTraining } from './pane-training';
import { createTrainings, type TrainingsOptions } from './trainings';

/** A net that no pane shows, as far as its training and its plane are known. */
export interface OtherTraining {
  /** Share of its epochs that are done, 0 … 1. */
  readonly trained: number;
  /** Of the run that the plane is drawn around, once it is complete. */
  readonly curve: readonly CurvePoint[];
  readonly landscape: Landscape | null;
  readonly complete: boolean;
}

export interface OtherTrainingsOptions extends Omit<TrainingsOptions, 'onChange'> {
  readonly datasets: Datasets;
  readonly evaluatePlanes: AppActions['evaluatePlanes'];
  /** The page computes something itself: trainings wait meanwhile. */
  readonly isBusy: () => boolean;
  readonly document: () => Document;
  /** Brings what an earlier visit kept of a recipe. */
  readonly restore: (plane: PlaneSubject) => Promise<unknown>;
  /** A training is complete. */
  onTrained(): void;
}

/** Trains nets of other seeds and evaluates their planes, while the page computes nothing itself. All of it is remembered like what panes show. */
export interface OtherTrainings {
  readonly compute: AppActions['computeTrainings'];
  readonly refine: AppActions['refineSurface'];
  /** Call whenever the page begins or ends to compute. */
  update(): void;
}

/** Trainings at once on a graphics card: one has its plane evaluated while another trains. */
const LANES_ON_CARD = 2;
/** Shortest time between two showings of a training, ms. */
const SHOW_MS = 200;

export function createOtherTrainings(options: OtherTrainingsOptions): OtherTrainings {
  const { pool, backends, memory, clock, datasets, evaluatePlanes, isBusy, restore, onTrained } = options;
  const listeners = new Set<() => void>();
  const trainings = createTrainings({
    ...options,
    onChange() {
      for (const listener of listeners) listener();
    },
  });

  /** Runs without the weights that the plane needs; never those of the page, whose picture would go with its former weights. */
  function due(recipe: Recipe): number[] {
    const shown = options.document().panes.flatMap((pane) => pane.runs.map((_, run) => runKey(pane, run)));
    return [...recipe.runs.keys()].filter((run) => {
      const key = runKey(recipe, run);
      return !shown.includes(key) && !hasWeights(recipe, run, memory.runs.get(key));
    });
  }

  function curveOf(recipe: Recipe): readonly CurvePoint[] {
    const record = memory.runs.get(runKey(recipe, recipe.origin.run));
    return record?.complete ? record.curve : [];
  }

  async function train(recipe: Recipe, runs: readonly number[], onShare: (share: number) => void, signal: AbortSignal): Promise<void> {
    const training = createPaneTraining({ trainings, datasets, memory, signal, isPaused: isBusy });
    let shownAt = clock();
    const show = (): void => {
      if (clock() < shownAt + SHOW_MS) return;
      shownAt = clock();
      const { progress } = training;
      const epochs = progress.reduce((sum, run) => sum + run.epochs, 0);
      onShare(epochs === 0 ? 0 : progress.reduce((sum, run) => sum + run.epoch, 0) / epochs);
    };
    listeners.add(show);
    try {
      await training.train(recipe, runs);
      signal.throwIfAborted();
    } finally {
      listeners.delete(show);
    }
    onTrained();
  }

  return {
    async compute(planes, onTraining, stopped) {
      const one = async (index: number): Promise<void> => {
        // What listens to it goes with the plane, not with the last of them.
        const signal = AbortSignal.any([stopped]);
        const { recipe, directionSeed } = planes[index];
        let state: OtherTraining = { trained: 0, curve: [], landscape: null, complete: false };
        const show = (part: Partial<OtherTraining>): void => {
          state = { ...state, ...part };
          onTraining(index, state);
        };
        await restore(planes[index]);
        signal.throwIfAborted();
        const runs = due(recipe);
        if (runs.length > 0) await train(recipe, runs, (trained) => show({ trained }), signal);
        show({ trained: 1, curve: curveOf(recipe) });
        await evaluatePlanes([{ recipe, directionSeed }], (_, landscape, complete) => show({ landscape, complete }), signal);
      };
      const waiting = [...planes.keys()];
      const lane = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          stopped.throwIfAborted();
          await one(next);
        }
      };
      const [first] = planes;
      if (!first) return;
      const backend = backends.current(trainingPurpose(first.recipe));
      const lanes = groupOf(backend) === 'cpu' ? pool.workers(backend) : LANES_ON_CARD;
      // Where one fails the others end too, after the training they are at.
      await Promise.all(
        Array.from({ length: lanes }, () =>
          lane().catch((error) => {
            waiting.length = 0;
            throw error;
          }),
        ),
      );
    },
    refine(coarse, { recipe, directionSeed }) {
      const key = surfaceKey(recipe, directionSeed);
      const known = memory.surfaces.get(surfaceKey(coarse.recipe, coarse.directionSeed));
      if (!known?.complete || known.source !== 'here' || recipe.grid.fit || memory.surfaces.get(key)) return;
      const axes = [recipe.grid.alpha, recipe.grid.beta];
      const at = subGrid(axes, coarse.recipe.grid.alpha.points);
      if (!at) return;
      const points = axes.map((axis) => axis.points);
      const total = points.reduce((product, each) => product * each, 1);
      const marks = new Uint8Array(total);
      gridLevels(points).forEach(({ indices }, level) => {
        for (const index of indices) marks[index] = level + 1;
      });
      const { loss, accuracy, ...rest } = known.landscape;
      const fine = { loss: new Float32Array(total).fill(Number.NaN), accuracy: new Float32Array(total).fill(Number.NaN) };
      const done = new Uint8Array(total);
      at.forEach((index, i) => {
        fine.loss[index] = loss[i];
        fine.accuracy[index] = accuracy[i];
        done[index] = marks[index];
      });
      memory.surfaces.set(key, { ...known, complete: at.length === total, landscape: { ...rest, ...fine, axes, done } });
    },
    update() {
      if (isBusy()) trainings.pause();
      else trainings.resume();
    },
  };
}
