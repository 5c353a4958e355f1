import { runAdapters } from './adapters';
import { runDataset } from './dataset';
import { runPatch } from './patch';
import { runPlane } from './plane';
import { runReading, runWeights } from './reading';
import { runSpeed } from './speed';
import { runTrain } from './train';
import type { Runners } from './types';

/** The code of each kind of job. */
export const runners: Runners = {
  dataset: runDataset,
  train: runTrain,
  plane: runPlane,
  patch: runPatch,
  reading: runReading,
  weights: runWeights,
  adapters: runAdapters,
  speed: runSpeed,
};
