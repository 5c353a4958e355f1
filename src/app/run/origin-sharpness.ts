import { inView } from '../../experiment/range';
import type { Recipe } from '../../experiment/recipe';
import { isAbort } from '../../worker/failure';
import type { AppActions } from '../actions';
import { runKey, sharpnessKey, surfaceKey } from '../keys';
import { checkpointAt, type Memory } from '../memory';
import type { Results } from '../results';
import type { AppState } from '../state';

export interface OriginSharpnessOptions {
  readonly memory: Memory;
  readonly results: Results;
  readonly measureSharpness: AppActions['measureSharpness'];
  readonly state: () => Pick<AppState, 'document' | 'panes' | 'run' | 'device'>;
  /** A number has come in. */
  onChange(): void;
  onTrouble(error: unknown): void;
}

/** λ_max at the point that each pane's plane is drawn around: by itself after the surface where it is quick, else when asked for. Kept with the pane's results. */
export interface OriginSharpness {
  /** Call whenever something changed: begins what is quick, and ends what no pane shows any more. */
  update(): void;
  /** Measures it for a pane, however long it takes. */
  measure(pane: number): void;
}

/** The catalog's measure that λ_max is. */
const LAMBDA_MAX = 'largestEigenvalue';
/** Products of the Hessian that λ_max takes at a minimum, at most as a rule, and passes over the samples that one of them costs. */
const PRODUCTS = 40;
const PASSES = 9;
/** What may take this long, s, is done unasked. */
const UNASKED_SECONDS = 5;

export function createOriginSharpness(options: OriginSharpnessOptions): OriginSharpness {
  const { memory, results, measureSharpness, state, onChange, onTrouble } = options;
  const running = new Map<string, AbortController>();
  /** Those that failed unasked are tried again when a person asks. */
  const failed = new Set<string>();

  async function begin(recipe: Recipe): Promise<void> {
    const key = sharpnessKey(recipe);
    const checkpoint = checkpointAt(memory.runs.get(runKey(recipe, recipe.origin.run)), recipe.origin.epoch);
    if (!checkpoint || running.has(key)) return;
    const abort = new AbortController();
    running.set(key, abort);
    show();
    try {
      const onValue: Parameters<typeof measureSharpness>[1] = ({ id, value }) => {
        if (id !== LAMBDA_MAX) return;
        memory.sharpness.set(key, value);
        // The measures that follow are those of the table of numbers.
        abort.abort();
      };
      await measureSharpness({ recipe, checkpoint }, onValue, abort.signal);
    } catch (error) {
      if (!isAbort(error)) {
        failed.add(key);
        onTrouble(error);
      }
    } finally {
      running.delete(key);
      show();
      onChange();
    }
  }

  function show(): void {
    inView(state().document).panes.forEach((recipe, pane) => {
      results.set(pane, { measuring: running.has(sharpnessKey(recipe)) });
    });
  }

  /** By the rate at which surfaces came in here: a point is one pass over the samples, and one worker measures λ_max. */
  function isQuick(): boolean {
    const { rate, workers } = state().device;
    return rate !== null && (PRODUCTS * PASSES * Math.max(1, workers)) / rate <= UNASKED_SECONDS;
  }

  return {
    update() {
      const { document, run } = state();
      const { panes, shared } = inView(document);
      const shown = new Set(panes.map(sharpnessKey));
      for (const [key, abort] of running) if (!shown.has(key) || run.kind === 'training') abort.abort();
      show();
      if (run.kind !== 'idle' || !isQuick()) return;
      for (const recipe of panes) {
        const key = sharpnessKey(recipe);
        const isHere = memory.runs.get(runKey(recipe, recipe.origin.run))?.source === 'here';
        const isDrawn = memory.surfaces.get(surfaceKey(recipe, shared.directionSeed))?.complete;
        if (isHere && isDrawn && memory.sharpness.get(key) === undefined && !failed.has(key)) void begin(recipe);
      }
    },
    measure(pane) {
      const recipe = inView(state().document).panes[pane];
      if (!recipe) return;
      failed.delete(sharpnessKey(recipe));
      void begin(recipe);
    },
  };
}
