import { number, operand } from './command';

/** Points, and so products, of four outputs. */
export const POINTS: i32 = 6;
/** Positions (four outputs of a row each) whose products are held at a time, of eight units. */
export const CHUNK: i32 = 32;
export const CHUNK_BYTES: usize = CHUNK * 32;
/** Bytes of a position's entry in the table: where it begins in the transformed images, and in the output. */
export const ENTRY: usize = 8;

// The numbers of the command at hand, read once.
export let images: i32 = 0;
export let block: i32 = 0;
export let width: i32 = 0;
export let height: i32 = 0;
export let channels: i32 = 0;
export let units: i32 = 0;
export let outRows: i32 = 0;
export let outColumns: i32 = 0;
export let segments: i32 = 0;
export let tapRows: i32 = 0;
export let top: i32 = 0;
export let left: i32 = 0;
export let paddedRows: i32 = 0;
export let paddedColumns: i32 = 0;
export let copiedRows: i32 = 0;
export let copiedColumns: i32 = 0;
/** Bytes between the numbers of one point and the next: of transformed images, and of a panel of the kernel. */
export let imageStep: usize = 0;
export let panelStep: usize = 0;
export let table: usize = 0;
export let panels: usize = 0;
export let padded: usize = 0;
export let transformed: usize = 0;
export let products: usize = 0;
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
  segments = number(c, operands, at + 8);
  tapRows = number(c, operands, at + 9);
  top = number(c, operands, at + 10);
  left = number(c, operands, at + 11);
  paddedRows = number(c, operands, at + 12);
  paddedColumns = number(c, operands, at + 13);
  copiedRows = number(c, operands, at + 14);
  copiedColumns = number(c, operands, at + 15);
  imageStep = number(c, operands, at + 16);
  table = operand(c, operands - 1, r);
  panels = table + number(c, operands, at + 17);
  padded = table + number(c, operands, at + 18);
  transformed = table + number(c, operands, at + 19);
  products = table + number(c, operands, at + 20);
  flipped = table + number(c, operands, at + 21);
  isFlipped = number(c, operands, at + 22) != 0;
  panelStep = <usize>(tapRows * channels) << 5;
}

/** Positions of a block of `count` images, by segment, image and row, and up to a multiple of four the last one again. */
export function fillTable(count: i32): i32 {
  let entry = table;
  for (let s = 0; s < segments; s++)
    for (let n = 0; n < count; n++)
      for (let y = 0; y < outRows; y++) {
        store<i32>(entry, (((s * block + n) * paddedRows + y) * channels) << 2);
        store<i32>(entry, (((n * outRows + y) * outColumns + 4 * s) * units) << 2, 4);
        entry += ENTRY;
      }
  const positions = segments * count * outRows;
  for (let p = positions; (p & 3) != 0; p++) {
    store<u64>(entry, load<u64>(entry - ENTRY));
    entry += ENTRY;
  }
  return positions;
}
