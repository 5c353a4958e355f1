import type { BackendId } from '../../engine/device';

/** A graphics card that was lost is tried again after these times, ms: a driver that starts anew, or a laptop that wakes, needs a moment. */
const AGAIN_MS = [1000, 30_000];
/** A card that is lost twice within this time is left alone, ms. */
const TWICE_MS = 5 * 60_000;

/** What a trial of a lost card found. */
export type Trial = 'fine' | 'failed' | 'wrong';

export interface LossesOptions {
  readonly clock: () => number;
  readonly later: (callback: () => void, ms: number) => void;
  /** Opens the backend's device anew and asks it what is known. Never rejects. */
  readonly check: (backend: BackendId) => Promise<Trial>;
  /** A card is back, or is given up after all. */
  readonly onChange: (backend: BackendId, found: Trial) => void;
}

/** Which backends have been lost, and whether they may be used again. */
export interface Losses {
  /** Whether a backend is not to be used now. */
  isOut(backend: BackendId): boolean;
  /**
   * Tells of a loss in work that began at a time, ms. Answers whether it is the first of late ("again": the card is tried again soon), one too many ("off"),
   * or one that is known already (null), since everything that was under way meets the same loss.
   */
  lose(backend: BackendId, startedAt: number): 'again' | 'off' | null;
  /** The person wants the backend to be tried. */
  forgive(backend: BackendId): void;
}

interface Loss {
  readonly at: number;
  isOut: boolean;
}

/** Remembers losses for as long as the page lives. `retries`: whether a backend may come back by itself. */
export function createLosses({ clock, later, check, onChange }: LossesOptions, retries: (backend: BackendId) => boolean): Losses {
  const losses = new Map<BackendId, Loss>();

  function tryAgain(backend: BackendId, loss: Loss, [wait, ...waits]: readonly number[]): void {
    if (wait === undefined) return onChange(backend, 'failed');
    later(async () => {
      if (losses.get(backend) !== loss) return;
      const found = await check(backend);
      if (losses.get(backend) !== loss) return;
      if (found === 'failed') return tryAgain(backend, loss, waits);
      loss.isOut = found !== 'fine';
      onChange(backend, found);
    }, wait);
  }

  return {
    isOut: (backend) => losses.get(backend)?.isOut ?? false,
    lose(backend, startedAt) {
      const before = losses.get(backend);
      if (before && (before.isOut || startedAt <= before.at)) return null;
      const loss = { at: clock(), isOut: true };
      losses.set(backend, loss);
      if (!retries(backend) || (before && loss.at - before.at < TWICE_MS)) return 'off';
      tryAgain(backend, loss, AGAIN_MS);
      return 'again';
    },
    forgive: (backend) => void losses.delete(backend),
  };
}
