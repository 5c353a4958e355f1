/** Grid points per second over the last few seconds. */
export interface RateMeter {
  /** Evaluation begins: what comes is counted from here. */
  start(): void;
  add(points: number): void;
  /** Null before anything was counted. */
  read(): number | null;
}

const WINDOW_MS = 2000;

export function createRateMeter(clock: () => number): RateMeter {
  let counted: { at: number; points: number }[] = [];
  let last: number | null = null;
  return {
    start() {
      const now = clock();
      counted = counted.filter(({ at }) => now - at < WINDOW_MS);
      if (counted.length === 0) counted.push({ at: now, points: 0 });
    },
    add(points) {
      const now = clock();
      counted = counted.filter(({ at }) => now - at < WINDOW_MS);
      counted.push({ at: now, points });
      const since = now - (counted[0]?.at ?? now);
      // Too short a stretch says little, so it counts only where nothing else is known; the first entry's points came before it.
      if (since < (last === null ? 1 : 100)) return;
      last = (1000 * counted.slice(1).reduce((sum, entry) => sum + entry.points, 0)) / since;
    },
    read: () => last,
  };
}
