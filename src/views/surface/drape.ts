import { colorTable } from '../colormaps';
import { heightAt, heightField } from '../contours/field';
import { channels } from '../plot-theme';
import type { Drape } from '../types';

/** A picture to lay over a surface: sRGB RGBA bytes, row 0 at the lowest β. */
export interface DrapePicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Texels per interval of the map's grid: enough for straight blends that the card's own filter then leaves as they are. */
const PER_INTERVAL = 8;

/**
 * A map's colours over its plane: straight between its points. Grey ("#rrggbb") where nothing is known yet or where it is not a number; half grey where points are
 * still to come and their neighbours stand in.
 */
export function drapePicture({ landscape, scale }: Drape, colormap: string, grey: string): DrapePicture {
  const field = heightField(landscape, scale);
  const { columns, rows, waiting } = field;
  const width = Math.max(1, (columns - 1) * PER_INTERVAL);
  const height = Math.max(1, (rows - 1) * PER_INTERVAL);
  const table = colorTable(colormap);
  const neutral = channels(grey);
  const data = new Uint8Array(width * height * 4);
  for (let j = 0; j < height; j++) {
    const y = ((j + 0.5) / height) * (rows - 1);
    for (let i = 0; i < width; i++) {
      const x = ((i + 0.5) / width) * (columns - 1);
      const value = heightAt(field, x, y);
      const wait = waiting[Math.floor(y) * (columns - 1) + Math.floor(x)];
      const greyness = Number.isNaN(value) || wait === 2 ? 1 : wait === 1 ? 0.5 : 0;
      const entry = 4 * Math.round(255 * Math.min(1, Math.max(0, Number.isNaN(value) ? 0 : value)));
      const at = 4 * (j * width + i);
      for (let c = 0; c < 3; c++) data[at + c] = Math.round(table[entry + c] * (1 - greyness) + neutral[c] * greyness);
      data[at + 3] = 255;
    }
  }
  return { width, height, data };
}
