/**
 * How many times longer than on an idle machine work takes here now, at least 1: wall time over processor time of a short spin. Limits in
 * seconds are for a machine that does nothing else, so a test multiplies them by this, measured just before, and prints it.
 */
const MOST = 5;

export function contention(): number {
  const used = process.cpuUsage();
  const start = performance.now();
  while (performance.now() - start < 150);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(used);
  return Math.min(MOST, Math.max(1, wall / ((user + system) / 1000)));
}
