/**
 * How many times slower than a quiet laptop a machine may be before a test takes it for a fault of the page. Speed itself is measured by `npm run bench`;
 * tests print what they saw and only catch what has become useless.
 */
const SLOWEST = 6;

/** Milliseconds after which something that ought to take `goal` is a fault on any machine. */
export function patienceFor(goal: number): number {
  return SLOWEST * goal;
}
