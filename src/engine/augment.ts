import type { Dataset } from '../catalog/datasets/types';
import type { Augmentation } from '../experiment/recipe';
import type { Rng } from '../math/random';

/** Draws batches of changed training images. */
export interface Augmenter {
  /** The images of one step, [batch, h, w, channels]; valid until the next call. Steps are numbered, so each can be drawn by itself. */
  batch(index: Int32Array, step: number): Float32Array;
}

/** Whether there are images to change, and they are to be changed. */
export function isAugmented({ inputShape }: Pick<Dataset, 'inputShape'>, kind: Augmentation): boolean {
  return kind !== 'none' && inputShape[2] !== undefined;
}

/**
 * The reference's training images: each is shifted by up to an eighth of its side in both directions (`RandomCrop(32, padding=4)`, so black comes in at the
 * edges) where `kind` has crops, and mirrored left to right in half of the cases. Null where nothing is to be changed, which is everywhere but
 * on images. Three numbers are drawn for each image whatever `kind` is, so with crops the same images are mirrored as without.
 */
export function createAugmenter(dataset: Pick<Dataset, 'inputShape' | 'train' | 'black'>, kind: Augmentation, rng: Rng): Augmenter | null {
  const [height, width, channels] = dataset.inputShape;
  if (!isAugmented(dataset, kind)) return null;
  const { x } = dataset.train;
  const black = dataset.black ?? new Array<number>(channels).fill(0);
  const reach = Math.max(1, Math.round(width / 8));
  const size = height * width * channels;
  let images = new Float32Array(0);
  return {
    batch(index, step) {
      if (images.length !== index.length * size) images = new Float32Array(index.length * size);
      const draws = rng.fork(`${step}`);
      index.forEach((row, i) => {
        const [down, right] = [draws.integer(2 * reach + 1) - reach, draws.integer(2 * reach + 1) - reach];
        const mirrored = draws.integer(2) === 1;
        const shift = kind === 'flips-and-crops' ? ([down, right] as const) : ([0, 0] as const);
        copyImage(x.subarray(row * size, (row + 1) * size), images.subarray(i * size, (i + 1) * size), shift, mirrored);
      });
      return images;
    },
  };

  /** Pixel (r, c) comes from (r + down, c + right) of `from`, then the image is mirrored. */
  function copyImage(from: Float32Array, to: Float32Array, [down, right]: readonly [number, number], mirrored: boolean): void {
    for (let r = 0; r < height; r++) {
      for (let c = 0; c < width; c++) {
        const row = r + down;
        const column = (mirrored ? width - 1 - c : c) + right;
        const inside = row >= 0 && row < height && column >= 0 && column < width;
        for (let k = 0; k < channels; k++) {
          to[(r * width + c) * channels + k] = inside ? from[(row * width + column) * channels + k] : black[k];
        }
      }
    }
  }
}
