import type { AppStore } from './create-store';
import type { Results } from './results';

/** Time that playback stays on a checkpoint, ms. */
const FRAME_MS = 160;

/** Moves the scrubber from checkpoint to checkpoint while the app is playing, and stops at the last. */
export function startPlayer({
  store,
  results,
  later,
}: {
  store: AppStore;
  results: Results;
  later: (callback: () => void, ms: number) => void;
}): void {
  let ticking = false;

  function stops(): readonly number[] {
    const epochs = new Set<number>();
    store.getState().document.panes.forEach((_, index) => {
      const { checkpoints, curves } = results.pane(index).snapshot;
      // A result with its last checkpoint alone is played over its curves.
      const entries = new Set(checkpoints.map(({ epoch }) => epoch)).size > 1 ? checkpoints : curves.flat();
      for (const { epoch } of entries) epochs.add(epoch);
    });
    return [...epochs].sort((a, b) => a - b);
  }
  function tick(): void {
    ticking = false;
    const { playing, scrubEpoch, setScrub, setPlaying } = store.getState();
    if (!playing) return;
    const epochs = stops();
    const next = epochs.find((epoch) => scrubEpoch !== null && epoch > scrubEpoch) ?? (scrubEpoch === null ? epochs[0] : undefined);
    if (next === undefined || next === epochs.at(-1)) {
      setScrub(null);
      setPlaying(false);
      return;
    }
    setScrub(next);
    wait();
  }
  function wait(): void {
    if (ticking) return;
    ticking = true;
    later(tick, FRAME_MS);
  }

  store.subscribe((state, before) => {
    if (state.playing && !before.playing && !ticking) {
      ticking = true;
      later(tick, 0);
    }
  });
}
