import { choiceOf, type NumberParam, numberOf, type ParamSpecs } from '../params';
import { imageDataset } from './image-samples';
import { readImageTable } from './image-table';
import type { DatasetSpec } from './types';

/** A set of images of a fixed kind. */
export interface ImageSetOptions {
  readonly id: string;
  readonly label: string;
  readonly asset: string;
  /** Side of the stored images; half of it is offered too, and is the default. */
  readonly side: number;
  readonly channels: number;
  /** i18n keys, one for each class. */
  readonly classNames: readonly string[];
  readonly boundaryInputs: readonly [number, number];
}

/** Images to train on, of which the file holds 10,000 or more. */
export const TRAIN_IMAGES: NumberParam = {
  kind: 'number',
  label: 'images.param.train',
  min: 256,
  max: 10_000,
  default: 2000,
  integer: true,
  scale: 'log',
};

/** Images to test on, of which the file holds 2,000 or more. */
export const TEST_IMAGES: NumberParam = {
  kind: 'number',
  label: 'images.param.test',
  min: 100,
  max: 2000,
  default: 1000,
  integer: true,
  scale: 'log',
};

/** A data set of the images in a file (image-table.ts). */
export function imageSet({ id, label, asset, side, channels, classNames, boundaryInputs }: ImageSetOptions): DatasetSpec {
  const params = {
    side: {
      kind: 'choice',
      label: 'images.param.side',
      options: [side, side / 2].map((pixels) => ({ id: `${pixels}`, label: `images.param.side.${pixels}` })),
      default: `${side / 2}`,
    },
    train: TRAIN_IMAGES,
    test: TEST_IMAGES,
  } as const satisfies ParamSpecs;
  return {
    id,
    label,
    params,
    asset,
    boundaryInputs,
    shape(values) {
      const pixels = Number(choiceOf(values, 'side'));
      const classes = classNames.length;
      return { inputShape: [pixels, pixels, channels], classes, train: numberOf(values, 'train'), test: numberOf(values, 'test') };
    },
    generate(values, rng, bytes) {
      const table = readImageTable(asset, bytes);
      if (table.side !== side || table.channels !== channels || table.classes !== classNames.length) {
        throw new Error(`The data file ${asset} holds other images than it should.`);
      }
      const request = { side: Number(choiceOf(values, 'side')), train: numberOf(values, 'train'), test: numberOf(values, 'test') };
      return { ...imageDataset(asset, table, request, rng), classNames };
    },
  };
}
