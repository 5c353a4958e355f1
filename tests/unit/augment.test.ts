import { describe, expect, it } from 'vitest';
import { createAugmenter } from '../../src/engine/augment';
import type { Augmentation } from '../../src/experiment/recipe';
import { createRng } from '../../src/math/random';

const SIDE = 16;
const BLACK = [-0.5, -0.25];
/** Two images whose every value is another: 1, 2, 3 … */
const dataset = {
  inputShape: [SIDE, SIDE, 2],
  black: BLACK,
  train: { n: 2, x: Float32Array.from({ length: 2 * SIDE * SIDE * 2 }, (_, i) => i + 1), labels: Int32Array.of(0, 1) },
};

function draw(kind: Augmentation, index: readonly number[], step: number, seed = 1): Float32Array {
  const augmenter = createAugmenter(dataset, kind, createRng(seed));
  if (!augmenter) throw new Error(`Nothing is changed by ${kind}.`);
  return augmenter.batch(Int32Array.from(index), step).slice();
}

const pixel = (image: number, row: number, column: number, channel: number): number => {
  const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
  return inside ? dataset.train.x[((image * SIDE + row) * SIDE + column) * 2 + channel] : BLACK[channel];
};

/** Shift and mirroring that explain an image in full, or null. */
function explain(drawn: Float32Array, at: number, image: number): string | null {
  for (let down = -SIDE; down <= SIDE; down++) {
    for (let right = -SIDE; right <= SIDE; right++) {
      for (const mirrored of [false, true]) {
        const isIt = Array.from({ length: SIDE * SIDE * 2 }, (_, i) => {
          const [r, c, k] = [Math.floor(i / 2 / SIDE), Math.floor(i / 2) % SIDE, i % 2];
          return pixel(image, r + down, (mirrored ? SIDE - 1 - c : c) + right, k) === drawn[at * SIDE * SIDE * 2 + i];
        }).every(Boolean);
        if (isIt) return `${down} ${right} ${mirrored}`;
      }
    }
  }
  return null;
}

describe('changed training images', () => {
  it('are images of the batch, shifted by at most an eighth of the side and mirrored, all equally often', () => {
    const index = Array.from({ length: 100 }, (_, i) => i % 2);
    const drawn = draw('flips-and-crops', index, 0);
    const found = index.map((image, at) => explain(drawn, at, image));
    expect(found).not.toContain(null);
    const parts = found.map((text) => (text ?? '').split(' '));
    for (const position of [0, 1]) {
      const shifts = new Set(parts.map((part) => Number(part[position])));
      expect([...shifts].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2]);
    }
    const mirrored = parts.filter((part) => part[2] === 'true').length;
    expect(mirrored).toBeGreaterThan(30);
    expect(mirrored).toBeLessThan(70);
  });

  it('are mirrored alike with and without crops, and not moved without', () => {
    const index = [0, 1, 0, 1, 1, 0, 0, 1];
    const [plain, cropped] = [draw('flips', index, 3), draw('flips-and-crops', index, 3)];
    const flips = index.map((image, at) => explain(plain, at, image));
    for (const flip of flips) expect(flip).toMatch(/^0 0 (true|false)$/);
    expect(index.map((image, at) => explain(cropped, at, image)?.split(' ')[2])).toEqual(flips.map((flip) => flip?.split(' ')[2]));
  });

  it('depend on seed and step alone', () => {
    const augmenter = createAugmenter(dataset, 'flips-and-crops', createRng(1));
    const index = Int32Array.of(0, 1, 1, 0);
    const [zeroth, first] = [augmenter?.batch(index, 0).slice(), augmenter?.batch(index, 1).slice()];
    expect(draw('flips-and-crops', [0, 1, 1, 0], 1)).toEqual(first);
    expect(first).not.toEqual(zeroth);
    expect(draw('flips-and-crops', [0, 1, 1, 0], 1, 2)).not.toEqual(first);
  });

  it('are none where nothing is to be changed', () => {
    expect(createAugmenter(dataset, 'none', createRng(1))).toBeNull();
    expect(createAugmenter({ ...dataset, inputShape: [SIDE * SIDE * 2] }, 'flips', createRng(1))).toBeNull();
  });
});
