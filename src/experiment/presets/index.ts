import { createRegistry, type Registry } from '../../catalog/registry';
import { activation } from './activation';
import { batchLine } from './batch-line';
import { batchNorm } from './batch-norm';
import { batchSize } from './batch-size';
import { curvature } from './curvature';
import { depth, depthWithSkips } from './depth';
import { digits } from './digits';
import { edgeOfStability } from './edge-of-stability';
import { iris } from './iris';
import { optimizerPaths } from './optimizer-paths';
import { randomAxes } from './random-axes';
import { rescaled } from './rescaled';
import { deepResnetFashion, resnetFashion } from './resnet-fashion';
import { skipConnections } from './skip-connections';
import { threeMinima } from './three-minima';
import type { Preset } from './types';
import { weightDecay } from './weight-decay';
import { width } from './width';

/** Every ready experiment; the first is what the page opens with. */
export const presets: Registry<Preset> = createRegistry('preset', [
  skipConnections,
  depth,
  depthWithSkips,
  batchNorm,
  width,
  activation,
  batchSize,
  batchLine,
  weightDecay,
  threeMinima,
  randomAxes,
  optimizerPaths,
  curvature,
  edgeOfStability,
  rescaled,
  digits,
  resnetFashion,
  deepResnetFashion,
  iris,
]);
