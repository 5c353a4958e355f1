import { runAdapters } from './adapters';
import { runCheck } from './check';
import { runCurvature, runSharpness, runSpectrum } from './curvature';
import { runDataset } from './dataset';
import { runPatch } from './patch';
import { runPath } from './path';
import { runPlane } from './plane';
import { runReading, runWeights } from './reading';
import { runSharpening } from './sharpening';
import { runSpeed } from './speed';
import { runTrain } from './train';
import type { Runners } from './types';

/** The code of each kind of job. */
export const runners: Runners = {
  dataset: runDataset,
  train: runTrain,
  plane: runPlane,
  patch: runPatch,
  curvature: runCurvature,
  spectrum: runSpectrum,
  sharpness: runSharpness,
  sharpening: runSharpening,
  reading: runReading,
  weights: runWeights,
  path: runPath,
  adapters: runAdapters,
  check: runCheck,
  speed: runSpeed,
};
