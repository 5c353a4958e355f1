import { useEffect, useRef } from 'react';

/** A whole training plays in so many seconds. */
const SECONDS = 8;

/** While `playing`, moves from `at` to `end` epoch by epoch and then calls `onEnd`. Epochs are whole; short trainings step slowly. */
export function usePlayback(playing: boolean, at: number, end: number, onStep: (epoch: number) => void, onEnd: () => void): void {
  const latest = useRef({ at, end, onStep, onEnd });
  latest.current = { at, end, onStep, onEnd };
  useEffect(() => {
    if (!playing) return;
    let frame = 0;
    let position = latest.current.at >= latest.current.end ? 0 : latest.current.at;
    let before = performance.now();
    const tick = (now: number) => {
      const { at: shown, end: last, onStep: step, onEnd: finish } = latest.current;
      // A person who drags meanwhile goes on from there.
      if (Math.abs(shown - position) > 1 + last / 60) position = shown;
      position += ((now - before) / 1000) * (last / SECONDS);
      before = now;
      if (position >= last) {
        step(last);
        finish();
        return;
      }
      if (Math.floor(position) !== shown) step(Math.floor(position));
      frame = requestAnimationFrame(tick);
    };
    frame = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(frame);
  }, [playing]);
}
