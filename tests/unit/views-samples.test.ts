import { describe, expect, it } from 'vitest';
import { datasets } from '../../src/catalog/datasets';
import type { Dataset } from '../../src/catalog/datasets/types';
import { datasetOf } from '../../src/engine/setup';
import type { Predictions } from '../../src/experiment/landscape';
import { choose } from '../../src/experiment/recipe-defaults';
import { answerTo, commonMistakes, filterSamples, pageOf } from '../../src/views/samples/model';
import { imagePixels, sharpSize } from '../../src/views/samples/pixels';
import { assetOf } from './support/images';

const labels = Int32Array.from([0, 1, 2, 0, 1, 2]);

/** Answers that are sure to 0.8; the rest is shared by the other two classes. */
function answers(...predicted: number[]): Predictions {
  const probabilities = predicted.flatMap((cls) => [0, 1, 2].map((k) => (k === cls ? 0.8 : 0.1)));
  return { split: 'train', predicted: Uint8Array.from(predicted), probabilities: Float32Array.from(probabilities) };
}

const a = answers(0, 1, 2, 0, 2, 1);
const b = answers(0, 2, 2, 1, 2, 1);

describe('answers', () => {
  it('tell the class, what it got and what the right one got', () => {
    expect(answerTo(a, labels, 4)).toEqual({ predicted: 2, share: Math.fround(0.8), rightShare: Math.fround(0.1), right: false });
    expect(answerTo(a, labels, 0)).toMatchObject({ predicted: 0, right: true });
    expect(answerTo(a, labels, 6)).toBeNull();
    expect(answerTo(null, labels, 0)).toBeNull();
  });
});

describe('filters', () => {
  it('let the right samples through, in order', () => {
    expect(filterSamples(labels, [a, b], 'all')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(filterSamples(labels, [a, b], 'wrong')).toEqual([1, 3, 4, 5]);
    expect(filterSamples(labels, [a, b], { wrongFor: 0 })).toEqual([4, 5]);
    expect(filterSamples(labels, [a, b], 'differ')).toEqual([1, 3]);
    expect(filterSamples(labels, [a, b], 'wrong', 1)).toEqual([1, 4]);
    expect(filterSamples(labels, [a, b], 'all', 2)).toEqual([2, 5]);
  });

  it('find nothing wrong where there are no answers, and nothing different with one', () => {
    expect(filterSamples(labels, [null, null], 'wrong')).toEqual([]);
    expect(filterSamples(labels, [a, null], 'differ')).toEqual([]);
    expect(filterSamples(labels, [null, b], { wrongFor: 0 })).toEqual([]);
    // One pane is measured on fewer samples than the other.
    expect(filterSamples(labels, [answers(0, 0), b], { wrongFor: 0 })).toEqual([1]);
  });
});

describe('pages', () => {
  it('cover a list once, and the last stands in for those beyond', () => {
    const list = [10, 11, 12, 13, 14];
    expect([0, 1, 2].flatMap((page) => pageOf(list, page, 2).items)).toEqual(list);
    expect(pageOf(list, 9, 2)).toEqual({ items: [14], page: 2, pages: 3 });
    expect(pageOf([], 4, 2)).toEqual({ items: [], page: 0, pages: 1 });
    expect(pageOf(list, 1, 5)).toEqual({ items: list, page: 0, pages: 1 });
  });
});

describe('mistakes', () => {
  it('are counted by label and answer, the most frequent first', () => {
    const six = answers(1, 1, 0, 1, 1, 1);
    expect(commonMistakes(labels, six, 5)).toEqual([
      { label: 0, predicted: 1, count: 2 },
      { label: 2, predicted: 0, count: 1 },
      { label: 2, predicted: 1, count: 1 },
    ]);
    expect(commonMistakes(labels, six, 1)).toHaveLength(1);
    expect(commonMistakes(labels, answers(0, 1, 2, 0, 1, 2), 5)).toEqual([]);
  });
});

describe('pixels', () => {
  const grey = datasetOf(
    { data: { ...choose(datasets, 'fashion-mnist', { side: '28', train: 256 }), seed: 1 } },
    assetOf('fashion-mnist.images'),
  );
  const colour = datasetOf({ data: { ...choose(datasets, 'cifar-10', { train: 256 }), seed: 1 } }, assetOf('user:cifar-10'));

  it.each([
    ['grey', grey],
    ['colour', colour],
  ])('are those of the file, to rounding: %s', (_name, dataset: Dataset) => {
    const [height, width, channels] = dataset.inputShape;
    const pixels = imagePixels(dataset, 'train', 7);
    expect(pixels.length).toBe(4 * height * width);
    const [[black], [white]] = [dataset.black ?? [], dataset.white ?? []];
    const first = dataset.train.x[7 * height * width * channels];
    expect(Math.abs(pixels[0] - (255 * (first - black)) / (white - black))).toBeLessThanOrEqual(0.5);
    expect(new Set(pixels).size).toBeGreaterThan(20);
    let different = 0;
    for (let i = 0; i < pixels.length; i += 4) {
      expect(pixels[i + 3]).toBe(255);
      if (pixels[i] !== pixels[i + 1] || pixels[i] !== pixels[i + 2]) different++;
    }
    expect(different > 0).toBe(channels === 3);
  });

  it('are refused of data that are no images', () => {
    const moons = datasetOf({ data: { ...choose(datasets, 'moons'), seed: 1 } });
    expect(() => imagePixels(moons, 'train', 0)).toThrow('These data are no images.');
  });

  it('are shown at whole multiples near the size wanted', () => {
    expect([14, 28, 32, 8].map((side) => sharpSize(side, 56))).toEqual([56, 56, 64, 56]);
    expect(sharpSize(200, 56)).toBe(84);
  });
});
