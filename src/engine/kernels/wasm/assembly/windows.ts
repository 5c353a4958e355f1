import { number, operand } from './command';

// The geometry of the command at hand (../sliding.ts), read once: how windows slide over a source, and where their pixels lie in the output.
export let images: i32 = 0;
export let block: i32 = 0;
let height: i32 = 0;
let width: i32 = 0;
export let channels: i32 = 0;
let top: i32 = 0;
let left: i32 = 0;
let paddedHeight: i32 = 0;
let paddedWidth: i32 = 0;
let isPadded: bool = false;
let firstRow: i32 = 0;
let firstColumn: i32 = 0;
let step: i32 = 0;
export let tapRows: i32 = 0;
export let tapColumns: i32 = 0;
let outRows: i32 = 0;
let outColumns: i32 = 0;
let outTop: i32 = 0;
let outLeft: i32 = 0;
let outStep: i32 = 0;
let outHeight: i32 = 0;
let outWidth: i32 = 0;
export let outChannels: i32 = 0;
/** Entries of one window's row, which lie side by side. */
export let run: i32 = 0;
/** Bytes from the end of a window's row to the start of its next. */
export let skip: usize = 0;
/** Bytes of one image of the output. */
export let outImage: usize = 0;
/** Pairs of byte offsets, into the source and the output, for every pixel of a block. */
export let table: usize = 0;
export let kernelScratch: usize = 0;
let paddedBlock: usize = 0;
let tableImages: i32 = 0;

/** How many numbers of a command describe the geometry. */
export const GEOMETRY: i32 = 25;
/** Bytes of a pixel's entry in the table. */
export const ENTRY: usize = 8;

/** Reads the geometry of a command, and clears the scratch that padding takes. `scratch` is its last operand. */
export function readGeometry(c: usize, operands: i32, r: i32): void {
  images = number(c, operands, 0);
  block = number(c, operands, 1);
  height = number(c, operands, 2);
  width = number(c, operands, 3);
  channels = number(c, operands, 4);
  top = number(c, operands, 5);
  left = number(c, operands, 6);
  paddedHeight = number(c, operands, 7);
  paddedWidth = number(c, operands, 8);
  isPadded = number(c, operands, 9) != 0;
  firstRow = number(c, operands, 10);
  firstColumn = number(c, operands, 11);
  step = number(c, operands, 12);
  tapRows = number(c, operands, 13);
  tapColumns = number(c, operands, 14);
  outRows = number(c, operands, 15);
  outColumns = number(c, operands, 16);
  outTop = number(c, operands, 17);
  outLeft = number(c, operands, 18);
  outStep = number(c, operands, 19);
  outHeight = number(c, operands, 20);
  outWidth = number(c, operands, 21);
  outChannels = number(c, operands, 22);
  const scratch = operand(c, operands - 1, r);
  table = scratch;
  kernelScratch = scratch + number(c, operands, 23);
  paddedBlock = scratch + number(c, operands, 24);
  run = tapColumns * channels;
  skip = <usize>(paddedWidth * channels - run) << 2;
  outImage = <usize>(outHeight * outWidth * outChannels) << 2;
  tableImages = -1;
  if (isPadded) memory.fill(paddedBlock, 0, <usize>(block * paddedHeight * paddedWidth * channels) << 2);
}

/** Pixels of a block of `count` images; the table is filled for them, and up to a multiple of four with the last one again. */
export function pixelsOf(count: i32): i32 {
  const pixels = count * outRows * outColumns;
  if (tableImages == count) return pixels;
  tableImages = count;
  let entry = table;
  const sourceStep = (step * channels) << 2;
  const targetStep = (outStep * outChannels) << 2;
  for (let n = 0; n < count; n++) {
    for (let y = 0; y < outRows; y++) {
      let source = (((n * paddedHeight + firstRow + y * step) * paddedWidth + firstColumn) * channels) << 2;
      let target = (((n * outHeight + outTop + y * outStep) * outWidth + outLeft) * outChannels) << 2;
      for (let x = 0; x < outColumns; x++) {
        store<i32>(entry, source);
        store<i32>(entry, target, 4);
        entry += ENTRY;
        source += sourceStep;
        target += targetStep;
      }
    }
  }
  for (let p = pixels; (p & 3) != 0; p++) {
    store<u64>(entry, load<u64>(entry - ENTRY));
    entry += ENTRY;
  }
  return pixels;
}

/** Address of a block of images from image `first` on: in place where windows stay inside, else a copy with zeros around each image. */
export function sourceBlock(source: usize, first: i32, count: i32): usize {
  const row = width * channels;
  let from = source + (<usize>(first * height * row) << 2);
  if (!isPadded) return from;
  for (let n = 0; n < count; n++) {
    let to = paddedBlock + (<usize>(((n * paddedHeight + top) * paddedWidth + left) * channels) << 2);
    for (let y = 0; y < height; y++) {
      copyFloats(to, from, row);
      from += <usize>row << 2;
      to += <usize>(paddedWidth * channels) << 2;
    }
  }
  return paddedBlock;
}

/** Copies `count` floats and nothing past them. Short runs are common, for which memory.copy is slow. */
// @ts-ignore: decorator
@inline
export function copyFloats(to: usize, from: usize, count: i32): void {
  let left = count;
  for (; left >= 4; left -= 4) {
    v128.store(to, v128.load(from));
    to += 16;
    from += 16;
  }
  for (; left > 0; left--) {
    store<u32>(to, load<u32>(from));
    to += 4;
    from += 4;
  }
}
