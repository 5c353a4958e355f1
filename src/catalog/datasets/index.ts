import { createRegistry, type Registry } from '../registry';
import { blobs } from './blobs';
import { circles } from './circles';
import { digits } from './digits';
import { fashionMnist } from './fashion-mnist';
import { iris } from './iris';
import { mnist } from './mnist';
import { moons } from './moons';
import { spirals } from './spirals';
import type { DatasetSpec } from './types';
import { cifar10, customImages } from './user-images';
import { xor } from './xor';

/** Every data set a person can choose; the first is the default. */
export const datasets: Registry<DatasetSpec> = createRegistry('data set', [
  spirals,
  moons,
  circles,
  xor,
  blobs,
  iris,
  digits,
  fashionMnist,
  mnist,
  cifar10,
  customImages,
]);
