import { choiceOf, numberOf, type ParamSpecs } from '../params';
import { imageDataset } from './image-samples';
import { imageSet, TEST_IMAGES, TRAIN_IMAGES } from './image-set';
import { readImageTable } from './image-table';
import type { DatasetSpec } from './types';

/** Assets that a person opens from disk, in the format of image-table.ts; they are never on a server. */
export const USER_ASSETS = { cifar10: 'user:cifar-10', images: 'user:images' } as const;

/** Whether a data set's file is one that a person opens. */
export function isUserAsset(asset: string | undefined): asset is string {
  return asset?.startsWith('user:') === true;
}

/** Images that are kept of an opened set: as many as any recipe may ask for. */
export const KEPT_IMAGES = { train: TRAIN_IMAGES.max, test: TEST_IMAGES.max } as const;

const CIFAR_CLASSES = ['airplane', 'automobile', 'bird', 'cat', 'deer', 'dog', 'frog', 'horse', 'ship', 'truck'];

/** CIFAR-10 (Krizhevsky 2009), the paper's data: colour photographs of 32 × 32. */
export const cifar10 = imageSet({
  id: 'cifar-10',
  label: 'images.dataset.cifar10',
  asset: USER_ASSETS.cifar10,
  side: 32,
  channels: 3,
  classNames: CIFAR_CLASSES.map((name) => `images.class.${name}`),
  // At 16 × 16: green in the middle, blue at the top.
  boundaryInputs: [409, 26],
});

const PARAMS = {
  side: { kind: 'number', label: 'images.param.pixels', min: 4, max: 64, default: 28, integer: true },
  channels: {
    kind: 'choice',
    label: 'images.param.channels',
    options: ['1', '3'].map((id) => ({ id, label: `images.param.channels.${id}` })),
    default: '1',
  },
  classes: { kind: 'number', label: 'catalog.param.classes', min: 2, max: 100, default: 10, integer: true },
  train: { ...TRAIN_IMAGES, min: 16 },
  test: { ...TEST_IMAGES, min: 16 },
} as const satisfies ParamSpecs;

/** Images of a person's own. The settings say what the opened files have to hold; half the side shows them at half their size. */
export const customImages: DatasetSpec = {
  id: 'custom-images',
  label: 'images.dataset.custom',
  params: PARAMS,
  asset: USER_ASSETS.images,
  boundaryInputs: [5, 10],
  shape(params) {
    const side = numberOf(params, 'side');
    const channels = Number(choiceOf(params, 'channels'));
    return {
      inputShape: [side, side, channels],
      classes: numberOf(params, 'classes'),
      train: numberOf(params, 'train'),
      test: numberOf(params, 'test'),
    };
  },
  generate(params, rng, asset) {
    const table = readImageTable(USER_ASSETS.images, asset);
    const { inputShape, classes, train, test } = customImages.shape(params);
    if (table.channels !== inputShape[2] || table.classes !== classes) {
      throw new Error(
        `The opened images have ${table.channels} channels and ${table.classes} classes, not ${inputShape[2]} and ${classes}.`,
      );
    }
    return imageDataset('The opened file', table, { side: inputShape[0], train, test }, rng);
  },
};
