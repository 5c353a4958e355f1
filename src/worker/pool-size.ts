export const MAX_WORKERS = 8;
const UNTOLD_WORKERS = 4;

/** Workers for a machine with that many logical processors; some browsers don't say. */
export function poolSize(hardwareConcurrency: number | undefined): number {
  if (hardwareConcurrency === undefined || Number.isNaN(hardwareConcurrency)) return UNTOLD_WORKERS;
  return Math.min(Math.max(1, hardwareConcurrency), MAX_WORKERS);
}
