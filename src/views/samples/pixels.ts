import type { Dataset } from '../../catalog/datasets/types';

/**
 * Image i of a split as RGBA, rows from the top, [side · side · 4], 0 … 255: grey or colour as the data set has it. Throws a RangeError
 * on data that are no images.
 */
export function imagePixels(dataset: Dataset, split: 'train' | 'test', i: number): Uint8ClampedArray<ArrayBuffer> {
  const [height, width, channels] = dataset.inputShape;
  const { black, white } = dataset;
  if (dataset.inputShape.length !== 3 || !black || !white) throw new RangeError('These data are no images.');
  const { x } = dataset[split];
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let c = 0; c < 3; c++) {
      const channel = channels === 3 ? c : 0;
      const shade = x[(i * height * width + pixel) * channels + channel] - black[channel];
      pixels[4 * pixel + c] = (255 * shade) / (white[channel] - black[channel]);
    }
    pixels[4 * pixel + 3] = 255;
  }
  return pixels;
}

/** CSS pixels of a side of so many pixels near `target`: a whole multiple, so that every pixel is equally large; never more than half as large again. */
export function sharpSize(side: number, target: number): number {
  const factor = Math.max(1, Math.round(target / side));
  return Math.min(side * factor, Math.round(1.5 * target));
}
