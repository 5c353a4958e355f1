import { fingerprintOf } from '../../engine/fingerprint';
import type { Checkpoint, CurvePoint } from '../../experiment/checkpoint';
import { MAX_CHECKPOINT_BYTES } from '../../experiment/fields';
import type { Provenance } from '../../experiment/landscape';
import type { Recipe } from '../../experiment/recipe';
import type { Reply } from '../../worker/jobs';
import { contentKey, runKey } from '../keys';
import { boundaryKey, type Memory, type RunRecord, type Shelf } from '../memory';

/** One run in training. Panes whose recipes agree in it share it. */
export interface Training {
  /** Resolves when the run is complete and in the memory. */
  readonly done: Promise<void>;
  readonly epochs: number;
  /** Epochs done, as a fraction. */
  readonly epoch: number;
}

/** A run in training, and what has come of it. */
export interface TrainingEntry extends Training {
  readonly key: string;
  /** Which run of the recipe it is. */
  readonly run: number;
  /** It is complete, or was given up. */
  readonly isSettled: boolean;
  /** Training starts from the initialisation, at a time in ms: what came before is void. */
  begin(now: number): void;
  hear(reply: Reply, now: number): void;
  /** Which device trains it. */
  trainsOn(provenance: Provenance): void;
  /** Brings the memory's record up to date with what has arrived. */
  flush(): void;
  giveUp(error: Error): void;
}

export function createTrainingEntry(memory: Memory, recipe: Recipe, run: number): TrainingEntry {
  const key = runKey(recipe, run);
  const earlier = memory.runs.get(key);
  const expected = earlier?.source === 'here' ? earlier.expected : earlier?.provenance?.fingerprint;
  let [curve, checkpoints]: [CurvePoint[], Checkpoint[]] = [[], []];
  let live: RunRecord['live'] = null;
  let provenance: Provenance | null = null;
  let [epoch, startedAt, bytes] = [0, 0, 0];
  let changed = false;
  let isSettled = false;
  /** Puts back the finished result that this training took the place of. */
  let giveBack: (() => void) | null = null;
  const { promise: done, resolve, reject } = settleable();

  function write(complete: boolean): void {
    changed = false;
    const shown = complete ? null : live;
    const results = { curve: [...curve], checkpoints: [...checkpoints], live: shown };
    memory.runs.set(key, { ...results, complete, source: 'here', provenance, ...(expected === undefined ? {} : { expected }) });
  }
  function complete(now: number): void {
    const last = checkpoints.at(-1);
    if (provenance && last) provenance = { ...provenance, trainSeconds: (now - startedAt) / 1000, fingerprint: fingerprintOf(last) };
    if (live?.boundary) memory.boundaries.set(boundaryKey(recipe, { run, epoch: 'last' }), live.boundary);
    write(true);
    isSettled = true;
    resolve();
  }

  return {
    key,
    run,
    done,
    epochs: recipe.runs[run]?.epochs ?? 0,
    get epoch() {
      return epoch;
    },
    get isSettled() {
      return isSettled;
    },
    begin(now) {
      [curve, checkpoints, live, bytes] = [[], [], null, 0];
      startedAt = now;
    },
    hear(reply, now) {
      if (isSettled) return;
      if (reply.type === 'progress') epoch = reply.epoch;
      if (reply.type === 'checkpoint') {
        // A worker that sends more than its recipe may ask for must not fill the tab: the last ones are what surfaces need.
        bytes += 4 * (reply.checkpoint.theta.length + reply.checkpoint.state.length);
        if (bytes > MAX_CHECKPOINT_BYTES && checkpoints.length > 1) {
          const [dropped] = checkpoints.splice(1, 1);
          bytes -= 4 * (dropped.theta.length + dropped.state.length);
        }
        checkpoints.push(reply.checkpoint);
      }
      if (reply.type === 'live') live = { ...reply.reading, epoch: reply.epoch };
      if (reply.type === 'epoch') {
        // The first result of this training makes way: what was computed from the run's earlier weights no longer belongs to it.
        if (curve.length === 0) {
          const former = memory.runs.get(key);
          const restore = forgetResultsOf(memory, recipe, run);
          // A device that failed began it before: what was there then is what comes back.
          giveBack ??= former?.complete
            ? () => {
                memory.runs.set(key, former);
                restore();
              }
            : () => undefined;
        }
        curve.push(reply.point);
        epoch = reply.point.epoch;
      }
      changed ||= reply.type === 'epoch' || reply.type === 'checkpoint' || reply.type === 'live';
      if (reply.type === 'trained') complete(now);
    },
    trainsOn(here) {
      provenance = here;
    },
    flush() {
      if (changed && !isSettled && curve.length > 0) write(false);
    },
    giveUp(error) {
      if (isSettled) return;
      isSettled = true;
      giveBack?.();
      reject(error);
    },
  };
}

/** A promise with its handles. Its rejection may come when no one waits for it any more. */
function settleable() {
  let [resolve, reject] = [(): void => {}, (_error: Error): void => {}];
  const promise = new Promise<void>((...handles) => {
    [resolve, reject] = handles;
  });
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** Forgets boundaries, landscapes and sharpness that were computed from a run. Returns what puts them back. */
function forgetResultsOf(memory: Memory, recipe: Recipe, run: number): () => void {
  const data = contentKey(recipe.data);
  const net = contentKey(recipe.net);
  const settings = contentKey(recipe.runs[run]);
  const isOf = (key: string): boolean => key.includes(`${data},${net},`) && key.includes(settings);
  const forget = <T>(shelf: Shelf<T>): (() => void) => {
    const gone = shelf.keys.filter(isOf).map((key) => [key, shelf.get(key) as T] as const);
    for (const [key] of gone) shelf.delete(key);
    return () => {
      for (const [key, value] of gone) shelf.set(key, value);
    };
  };
  const surfaces = forget(memory.surfaces);
  const boundaries = forget(memory.boundaries);
  const sharpness = forget(memory.sharpness);
  return () => {
    surfaces();
    boundaries();
    sharpness();
  };
}
