/** Lets a job pass, holds it, or lets it through for a number of steps. */
export interface Gate {
  pause(): void;
  resume(): void;
  /** Lets one more step through while paused. */
  step(): void;
  /** Told when a step is complete: a paused gate then closes again. */
  stepDone(): void;
  /** Resolves once the gate is open; rejects with the signal's reason when aborted while waiting. */
  pass(signal: AbortSignal): Promise<void>;
}

export function createGate(paused: boolean): Gate {
  let open = !paused;
  let steps = 0;
  let wake: (() => void) | null = null;
  const changed = (): void => {
    if (open || steps > 0) wake?.();
  };
  return {
    pause() {
      open = false;
      steps = 0;
    },
    resume() {
      open = true;
      steps = 0;
      changed();
    },
    step() {
      if (open) return;
      steps++;
      changed();
    },
    stepDone() {
      if (!open && steps > 0) steps--;
    },
    async pass(signal) {
      while (!open && steps === 0) {
        signal.throwIfAborted();
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', resolve as () => void, { once: true });
        });
        if (wake) signal.removeEventListener('abort', wake);
        wake = null;
      }
      signal.throwIfAborted();
    },
  };
}
