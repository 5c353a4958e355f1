import type { Spread } from './thresholds';

/**
 * Of each kind of recipe (kind.ts), the differences that training seeds alone reach in fewer than 1 of 40 pairs. Written by `npm run spread` on 2026-11-30, from 288 trainings with 16
 * seeds on WASM in Node 20.20.2 (AMD EPYC, linux x64); the single numbers are in bench/results/spread.csv.
 */
export const SPREAD: Readonly<Record<string, Spread>> = {
  'spirals mlp norm skips 25 15': { roughness: 0.0648, minima: 1.65, flat: 0.44, error: 0.0134 },
  'spirals mlp norm skips 15 15': { roughness: 0.0626, minima: 1.8, flat: 0.378, error: 0.0136 },
  'spirals mlp norm skips 6 15': { roughness: 0.0288, minima: 0.767, flat: 0.307, error: 0.0104 },
  'spirals mlp norm chain 25 15': { roughness: 0.232, minima: 2.07, flat: 0.348, error: 0.204 },
  'spirals mlp norm chain 15 15': { roughness: 0.126, minima: 1.1, flat: 0.471, error: 0.041 },
  'spirals mlp norm chain 6 15': { roughness: 0.035, minima: 1.43, flat: 0.426, error: 0.0536 },
  'spirals mlp norm chain 15 8': { roughness: 0.236, minima: 2.59, flat: 0.57, error: 0.387 },
  'spirals mlp norm chain 15 24': { roughness: 0.105, minima: 1.83, flat: 0.334, error: 0.0127 },
  'spirals mlp plain chain 6 15': { roughness: 0.114, minima: 2.05, flat: 0.608, error: 0.0127 },
  'spirals mlp norm chain 1 24': { roughness: 0.0145, minima: 0.768, flat: 0.425, error: 0.0504 },
  'spirals mlp norm chain 25 11': { roughness: 0.316, minima: 2.01, flat: 0.331, error: 0.274 },
  'digits mlp norm skips 15 24': { roughness: 0.0112, minima: 0.841, flat: 0.531, error: 0.0429 },
  'digits mlp norm chain 15 24': { roughness: 0.0246, minima: 0.988, flat: 0.193, error: 0.0649 },
  'iris mlp norm chain 1 15': { roughness: 0.0144, minima: 0.83, flat: 0.052, error: 0.0473 },
  'iris mlp norm chain 15 15': { roughness: 0.0987, minima: 2.1, flat: 0.432, error: 0.142 },
};
