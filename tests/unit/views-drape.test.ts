import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { colorOf } from '../../src/views/colormaps';
import { linearScale } from '../../src/views/scale';
import { drapePicture } from '../../src/views/surface/drape';

const GREY = '#808080';
const grey = [128, 128, 128];

/** Values of 3 × 3 points; `done` as in a landscape. */
function mapOf(values: number[], done = new Uint8Array(9).fill(1)): { landscape: Landscape; scale: ReturnType<typeof linearScale> } {
  const axis = { min: -1, max: 1, points: 3 };
  const landscape: Landscape = {
    axes: [axis, axis],
    loss: Float32Array.from(values),
    accuracy: new Float32Array(9),
    done,
    samples: 1,
    cosine: 0,
    cosineByChance: 0,
  };
  return { landscape, scale: linearScale('loss', 0, 1, false) };
}

/** The colour of a texel, as a share of the picture's sides. */
function at({ width, height, data }: ReturnType<typeof drapePicture>, u: number, v: number): number[] {
  const i = Math.min(width - 1, Math.floor(u * width));
  const j = Math.min(height - 1, Math.floor(v * height));
  return [...data.slice(4 * (j * width + i), 4 * (j * width + i) + 3)];
}

const near = (found: number[], wanted: readonly number[], within = 6): void => {
  for (const [c, channel] of found.entries()) expect(Math.abs(channel - (wanted[c] as number))).toBeLessThanOrEqual(within);
};

describe('a map laid over a surface', () => {
  it('has the colours of its points at their places, α to the right and β upwards, and straight blends between them', () => {
    const picture = drapePicture(mapOf([0, 0, 0, 0, 0, 0, 0, 0.5, 1]), 'viridis', GREY);
    near(at(picture, 0, 0), colorOf('viridis', 0));
    near(at(picture, 0.999, 0.999), colorOf('viridis', 0.9), 20);
    near(at(picture, 0.5, 0.999), colorOf('viridis', 0.47), 12);
    near(at(picture, 0.75, 0.999), colorOf('viridis', 0.72), 16);
  });

  it('is grey where a value is no number', () => {
    const picture = drapePicture(mapOf([Number.NaN, 0, 0, 0, 0, 0, 0, 0, 1]), 'viridis', GREY);
    expect(at(picture, 0.1, 0.1)).toEqual(grey);
    near(at(picture, 0.9, 0.1), colorOf('viridis', 0));
  });

  it('is half grey where neighbours stand in for points to come, and grey where none are there', () => {
    const corners = Uint8Array.of(1, 0, 1, 0, 0, 0, 1, 0, 1);
    const waiting = drapePicture(mapOf([1, 9, 1, 9, 9, 9, 1, 9, 1], corners), 'viridis', GREY);
    const half = colorOf('viridis', 1).map((channel) => (channel + 128) / 2);
    for (const place of [0.05, 0.5, 0.95]) near(at(waiting, place, place), half, 1);
    const begun = drapePicture(mapOf([1, 9, 9, 9, 9, 9, 9, 9, 9], Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0)), 'viridis', GREY);
    expect(at(begun, 0.9, 0.9)).toEqual(grey);
  });
});
