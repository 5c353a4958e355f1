import type { BackendId } from './device';

/** How work is submitted to a kind of device. */
interface Submitting {
  /** Aimed-at duration of one submission, ms. */
  readonly ms: number;
  /** Submissions under way at once. A GPU works on one while the one before it is read; elsewhere a submission is over when it returns. */
  readonly inFlight: number;
  /** Most replicas of one submission. */
  readonly replicas: number;
  /** Most multiply-adds of one step of training: what takes more is submitted for fewer runs at a time, so that a cancel is heard between them. */
  readonly stepMultiplyAdds: number;
}

export const SUBMITTING: Readonly<Record<BackendId, Submitting>> = {
  wasm: { ms: 40, inFlight: 1, replicas: 64, stepMultiplyAdds: 2 ** 29 },
  cpu: { ms: 40, inFlight: 1, replicas: 1, stepMultiplyAdds: 0 },
  webgl: { ms: 70, inFlight: 2, replicas: 128, stepMultiplyAdds: 2 ** 33 },
  webgpu: { ms: 70, inFlight: 2, replicas: 256, stepMultiplyAdds: 2 ** 33 },
};

/** Aimed-at duration of one submission to a graphics card while a person drags something, ms: their frames come from the same card. */
const DRAG_MS = 20;

/** How much of what a submission could hold it may while a person drags something. A processor's threads are not in the way of a frame. */
export function dragShare(backend: BackendId): number {
  const { ms, inFlight } = SUBMITTING[backend];
  return inFlight > 1 ? DRAG_MS / ms : 1;
}

/** Growth from one submission to the next: the first ones, which wait for compilers, tell little. */
const MOST_GROWTH = 4;

/** Chooses how many replicas are submitted at a time, from how long submissions take. */
export interface Pace {
  /** Most replicas of the next submission. */
  readonly replicas: number;
  /** Tells of a submission of `count` replicas that was handed over at `start` and whose values came at `now`. */
  done(count: number, start: number, now: number): void;
}

/**
 * The time of a submission counts from the end of the one before it, where that ended later than this one was handed over: so what an answer
 * takes to arrive counts only where the device waited for it. Two submissions are averaged, since answers can arrive in twos.
 */
export function createPace(aimedMs: number, most: number): Pace {
  let replicas = 1;
  let lastDone = -Infinity;
  let before = { count: 0, elapsed: 0 };
  return {
    get replicas() {
      return replicas;
    },
    done(count, start, now) {
      const elapsed = now - Math.max(start, lastDone);
      lastDone = now;
      replicas = nextReplicas(replicas, count, ((before.elapsed + elapsed) * count) / (before.count + count), aimedMs, most);
      before = { count, elapsed };
    },
  };
}

/**
 * Replicas of the next submission after one of `count` took `elapsed` ms where up to `present` were asked for. A smaller one than asked for, at the
 * end of a patch, is no reason to grow, nor to shrink unless it alone took too long.
 */
function nextReplicas(present: number, count: number, elapsed: number, aimedMs: number, most: number): number {
  const aimed = elapsed > 0 ? Math.floor((count * aimedMs) / elapsed) : Infinity;
  if (count < present && aimed >= count) return present;
  return Math.max(1, Math.min(aimed, MOST_GROWTH * count, most));
}
