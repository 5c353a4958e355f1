import { imageSet } from './image-set';

/** Handwritten digits, 28 × 28, grey (LeCun, Cortes and Burges): 1,000 of each digit to train on, 200 to test on. */
export const mnist = imageSet({
  id: 'mnist',
  label: 'images.dataset.mnist',
  asset: 'mnist.images',
  side: 28,
  channels: 1,
  classNames: Array.from({ length: 10 }, (_, digit) => `images.class.${digit}`),
  // The two pixels of 14 × 14 that vary most, left of and right of the middle.
  boundaryInputs: [91, 118],
});
