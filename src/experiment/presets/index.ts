import { createRegistry, type Registry } from '../../catalog/registry';
import { activation } from './activation';
import { batchNorm } from './batch-norm';
import { batchSize } from './batch-size';
import { depth, depthWithSkips } from './depth';
import { digits } from './digits';
import { iris } from './iris';
import { rescaled } from './rescaled';
import { deepResnetFashion, resnetFashion } from './resnet-fashion';
import { skipConnections } from './skip-connections';
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
  weightDecay,
  rescaled,
  digits,
  resnetFashion,
  deepResnetFashion,
  iris,
]);
