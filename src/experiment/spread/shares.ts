/**
 * Of each ready experiment, the share of training seeds whose pictures show a difference beyond what seeds alone do; below 0.95 its headline speaks of these trainings only. Written by
 * `npm run spread -- --check` on 2026-11-30 (AMD EPYC, linux x64).
 */
export const SHOWN_BY: Readonly<Record<string, number>> = {
  'skip-connections': 1,
  depth: 1,
  'depth-with-skips': 0.35,
  'batch-norm': 0.05,
  width: 0.65,
  digits: 0.9,
  iris: 1,
  curvature: 0.95,
  activation: 0.05,
  'weight-decay': 0.15,
  'batch-size': 1,
};
