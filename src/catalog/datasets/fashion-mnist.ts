import { imageSet } from './image-set';

const CLASSES = ['tshirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'boot'];

/** Grey images of articles of clothing, 28 × 28 (Xiao, Rasul and Vollgraf 2017): 1,000 of each kind to train on, 200 to test on. */
export const fashionMnist = imageSet({
  id: 'fashion-mnist',
  label: 'images.dataset.fashion',
  asset: 'fashion-mnist.images',
  side: 28,
  channels: 1,
  classNames: CLASSES.map((name) => `images.class.${name}`),
  // Two pixels that vary much at 14 × 14: at the collar, and at the hem.
  boundaryInputs: [20, 176],
});
