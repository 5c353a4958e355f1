import { number, operand } from './command';

/** Points of one direction: six products give four outputs of a row or column, so that 36 give a tile of 4×4. */
export const POINTS: i32 = 6;
/** Tiles whose products are held at a time, of eight units. */
export const CHUNK: i32 = 16;
export const CHUNK_BYTES: usize = CHUNK * 32;
/** Bytes of a tile's entry in the table: where it begins in the output, then how many rows and columns it has there. */
export const ENTRY: usize = 8;

// The numbers of the command at hand, read once.
export let images: i32 = 0;
export let block: i32 = 0;
export let height: i32 = 0;
export let width: i32 = 0;
export let channels: i32 = 0;
export let units: i32 = 0;
export let outRows: i32 = 0;
export let outColumns: i32 = 0;
export let tileRows: i32 = 0;
export let tileColumns: i32 = 0;
export let top: i32 = 0;
export let left: i32 = 0;
export let copiedRows: i32 = 0;
export let copiedColumns: i32 = 0;
/** Bytes between the numbers of one point and the next: of transformed images, and of a panel of the kernel. */
export let imageStep: usize = 0;
export let panelStep: usize = 0;
/** Bytes between the numbers of one point and the next of transformed gradients. */
export let gradientStep: usize = 0;
export let table: usize = 0;
/** The transformed kernel in panels, or the sums that become a kernel's gradient. */
export let panels: usize = 0;
/** One row of an image between the zeros beside it, 4 · tileColumns + 2 pixels. */
export let paddedRow: usize = 0;
export let paddedRowBytes: usize = 0;
/** One image whose rows are transformed, [point, 4 · tileRows + 2 rows, tileColumns, channels], and bytes from a point to the next. */
export let halfway: usize = 0;
export let halfwayStep: usize = 0;
export let transformed: usize = 0;
/** Products of a chunk of tiles, or the transformed gradients of a block. */
export let products: usize = 0;
/** Half of what Aᵀ·(…)·A takes, four rows × six points of four units. */
export let halves: usize = 0;
export let flipped: usize = 0;
export let isFlipped: bool = false;

/** Reads the numbers of a command (../winograd.ts), which begin at `at`. */
export function readShape(c: usize, r: i32, operands: i32, at: i32): void {
  images = number(c, operands, at);
  block = number(c, operands, at + 1);
  height = number(c, operands, at + 2);
  width = number(c, operands, at + 3);
  channels = number(c, operands, at + 4);
  units = number(c, operands, at + 5);
  outRows = number(c, operands, at + 6);
  outColumns = number(c, operands, at + 7);
  tileRows = number(c, operands, at + 8);
  tileColumns = number(c, operands, at + 9);
  top = number(c, operands, at + 10);
  left = number(c, operands, at + 11);
  copiedRows = number(c, operands, at + 12);
  copiedColumns = number(c, operands, at + 13);
  imageStep = number(c, operands, at + 14);
  halfwayStep = number(c, operands, at + 15);
  table = operand(c, operands - 1, r);
  panels = table + number(c, operands, at + 16);
  paddedRow = table + number(c, operands, at + 17);
  halfway = table + number(c, operands, at + 18);
  transformed = table + number(c, operands, at + 19);
  products = table + number(c, operands, at + 20);
  halves = table + number(c, operands, at + 21);
  flipped = table + number(c, operands, at + 22);
  isFlipped = number(c, operands, at + 23) != 0;
  gradientStep = number(c, operands, at + 24);
  panelStep = <usize>channels << 5;
  paddedRowBytes = <usize>((4 * tileColumns + 2) * channels) << 2;
}

/** Lists the tiles of a block of `count` images, by image, row and column; how many there are. */
export function fillTable(count: i32): i32 {
  let entry = table;
  for (let n = 0; n < count; n++)
    for (let y = 0; y < tileRows; y++)
      for (let x = 0; x < tileColumns; x++) {
        store<i32>(entry, (((n * outRows + 4 * y) * outColumns + 4 * x) * units) << 2);
        store<i16>(entry, min(4, outRows - 4 * y), 4);
        store<i16>(entry, min(4, outColumns - 4 * x), 6);
        entry += ENTRY;
      }
  return count * tileRows * tileColumns;
}
