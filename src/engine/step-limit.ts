/** Chooses how many steps of training are handed to a device before it is waited for, from how long those before took. */
export interface StepLimit {
  /** Steps to hand over at most. */
  readonly steps: number;
  /** Tells that `count` steps were done `elapsed` ms after the first was handed over. */
  done(count: number, elapsed: number): void;
}

/**
 * Starts with one step and at most doubles, so that about `aimedMs` of work is under way: a graphics card takes steps much faster than it does them, and what is
 * queued there holds up a cancel and the page's own drawing.
 */
export function createStepLimit(aimedMs: number): StepLimit {
  let steps = 1;
  return {
    get steps() {
      return steps;
    },
    done(count, elapsed) {
      const fitting = elapsed > 0 ? Math.floor((count * aimedMs) / elapsed) : Infinity;
      steps = Math.max(1, Math.min(2 * count, fitting));
    },
  };
}
