import { inView, recipeBeyond } from '../../experiment/range';
import { isAbort, JobFailure } from '../../worker/failure';
import type { AppActions } from '../actions';
import { runKey, surfaceKey } from '../keys';
import { checkpointAt, type Memory } from '../memory';
import type { AppState } from '../state';
import type { PlaneSubject } from './beside';

export interface OtherRangeOptions {
  readonly memory: Memory;
  readonly evaluatePlanes: AppActions['evaluatePlanes'];
  /** Calls back once after so many milliseconds. */
  readonly later: (callback: () => void, ms: number) => void;
  readonly state: () => Attention;
  /** A landscape has grown. */
  onChange(): void;
  onTrouble(error: unknown): void;
}

/** Evaluates the panes' planes over the range that is not in view, as long as nobody wants anything else: whoever then chooses it has it at once. */
export interface OtherRange {
  /** Call whenever something changed: what a person does ends it, and it goes on when they have been still for a moment. */
  update(before: Attention): void;
  /** Resolves when nothing of it is under way; what has arrived is in the memory then. To be called after a change that ends it. */
  stopped(): Promise<void>;
}

/** What of the state shows that someone is at work. */
type Attention = Pick<AppState, 'document' | 'probe' | 'scrubEpoch' | 'playing' | 'curvature' | 'curve' | 'dialog' | 'run'>;
const SIGNS = [
  'document',
  'probe',
  'scrubEpoch',
  'playing',
  'curvature',
  'curve',
  'dialog',
] as const satisfies readonly (keyof Attention)[];

/** How long nothing has to happen, ms. */
const STILL_MS = 1500;

export function createOtherRange({ memory, evaluatePlanes, later, state, onChange, onTrouble }: OtherRangeOptions): OtherRange {
  let abort: AbortController | null = null;
  let running: Promise<void> = Promise.resolve();
  /** Planes that failed: they are tried again when they are chosen, where the failure is told. */
  const failed = new Set<string>();
  let moves = 0;

  function start(): void {
    const { document, run, playing, curve, curvature, dialog } = state();
    if (abort || run.kind !== 'idle' || playing || curve === 'sharpness' || curvature !== null || dialog !== null) return;
    const planes = inView(document).panes.flatMap((recipe, pane): PlaneSubject[] => {
      const { directionSeed } = document.shared;
      const beyond = recipeBeyond(document, pane);
      const runs = recipe.runs.map((_, i) => memory.runs.get(runKey(recipe, i)));
      const own = runs[recipe.origin.run];
      // Only what was trained here: whoever opens a result to look at it did not ask for work.
      const isDue = own?.source === 'here' && checkpointAt(own, recipe.origin.epoch) !== null;
      if (!beyond || !isDue || !memory.surfaces.get(surfaceKey(recipe, directionSeed))?.complete) return [];
      const key = surfaceKey(beyond, directionSeed);
      return failed.has(key) || memory.surfaces.get(key)?.complete ? [] : [{ recipe: beyond, directionSeed }];
    });
    if (planes.length === 0) return;
    const mine = new AbortController();
    abort = mine;
    const keys = planes.map(({ recipe, directionSeed }) => surfaceKey(recipe, directionSeed));
    running = evaluatePlanes(planes, onChange, mine.signal)
      .catch((error) => {
        if (isAbort(error)) return;
        for (const key of keys) if (!memory.surfaces.get(key)?.complete) failed.add(key);
        if (!(error instanceof JobFailure)) onTrouble(error);
      })
      .finally(() => {
        abort = null;
        onChange();
      });
  }

  return {
    update(before) {
      const now = state();
      const moved = SIGNS.some((sign) => now[sign] !== before[sign]) || now.run.kind !== before.run.kind;
      if (!moved) return;
      abort?.abort();
      const move = ++moves;
      later(() => {
        if (move === moves) start();
      }, STILL_MS);
    },
    stopped: () => running,
  };
}
