import type { Spread } from './thresholds';

/**
 * Of each kind of recipe (kind.ts), the differences, on the scales of scales.ts, that training seeds alone reach in about 3 of 100 pairs. Written by `npm run spread` on 2026-11-30, from 850 trainings with 34
 * seeds on WASM in Node 20.20.2 (AMD EPYC, linux x64); the single numbers are in bench/results/spread.csv.
 */
export const SPREAD: Readonly<Record<string, Spread>> = {
  'spirals mlp norm skips 25 15': { roughness: 0.84, minima: 1.83, flat: 0.514, error: 0.315 },
  'spirals mlp norm skips 15 15': { roughness: 0.708, minima: 1.81, flat: 0.67, error: 0.341 },
  'spirals mlp norm skips 6 15': { roughness: 0.45, minima: 1, flat: 0.5, error: 0.273 },
  'spirals mlp norm chain 25 15': { roughness: 0.583, minima: 2.22, flat: 0.433, error: 0.333 },
  'spirals mlp norm chain 15 15': { roughness: 0.495, minima: 1.27, flat: 0.474, error: 0.291 },
  'spirals mlp norm chain 6 15': { roughness: 0.817, minima: 1.84, flat: 0.643, error: 0.465 },
  'spirals mlp norm chain 15 8': { roughness: 0.626, minima: 2.04, flat: 0.676, error: 0.538 },
  'spirals mlp norm chain 15 24': { roughness: 0.547, minima: 1.57, flat: 0.467, error: 0.304 },
  'spirals mlp plain chain 6 15': { roughness: 0.784, minima: 1.73, flat: 0.56, error: 0.318 },
  'spirals mlp norm chain 1 24': { roughness: 0.524, minima: 1.09, flat: 0.621, error: 0.274 },
  'spirals mlp norm chain 25 11': { roughness: 0.715, minima: 2.24, flat: 0.428, error: 0.452 },
  'digits mlp norm skips 15 24': { roughness: 0.45, minima: 1, flat: 0.602, error: 0.361 },
  'digits mlp norm chain 15 24': { roughness: 0.45, minima: 1, flat: 0.4, error: 0.25 },
  'iris mlp norm chain 1 15': { roughness: 0.466, minima: 1.04, flat: 0.43, error: 0.269 },
  'iris mlp norm chain 15 15': { roughness: 0.642, minima: 2, flat: 0.494, error: 0.31 },
};
