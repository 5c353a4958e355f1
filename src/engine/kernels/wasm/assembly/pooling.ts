import { number, operand } from './command';
import { storeLanes } from './simd';
import { copyFloats } from './windows';

// A pooling command's numbers: images, height, width, channels, size, stride, rows out, columns out.
let images: i32 = 0;
let height: i32 = 0;
let width: i32 = 0;
let channels: i32 = 0;
let size: i32 = 0;
let stride: i32 = 0;
let outRows: i32 = 0;
let outColumns: i32 = 0;

function readPooling(c: usize, operands: i32): void {
  images = number(c, operands, 0);
  height = number(c, operands, 1);
  width = number(c, operands, 2);
  channels = number(c, operands, 3);
  size = number(c, operands, 4);
  stride = number(c, operands, 5);
  outRows = number(c, operands, 6);
  outColumns = number(c, operands, 7);
}

/** Bytes from the start of x to the first entry of a window. */
// @ts-ignore: decorator
@inline
function windowAt(n: i32, row: i32, column: i32): usize {
  return <usize>(((n * height + row * stride) * width + column * stride) * channels) << 2;
}

// @ts-ignore: decorator
@inline
function imageBytes(): usize {
  return <usize>(images * height * width * channels) << 2;
}

/** The larger, or NaN where either is: of the two orders one keeps it. */
// @ts-ignore: decorator
@inline
function larger(a: v128, b: v128): v128 {
  return v128.or(f32x4.pmax(a, b), f32x4.pmax(b, a));
}

/** Mean (or the largest, NaN being larger than all) over each window, four channels at a time. */
// @ts-ignore: decorator
@inline
function pool(isMax: bool, out: usize, x: usize): void {
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  const area = f32x4.splat(<f32>(size * size));
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < outRows; y++) {
      for (let z = 0; z < outColumns; z++) {
        let from = x + windowAt(n, y, z);
        for (let left = channels; left > 0; left -= 4) {
          let at = from;
          let value = isMax ? v128.load(from) : f32x4.splat(0);
          for (let i = size; i > 0; i--) {
            let entry = at;
            for (let j = size; j > 0; j--) {
              value = isMax ? larger(value, v128.load(entry)) : f32x4.add(value, v128.load(entry));
              entry += pixel;
            }
            at += row;
          }
          storeLanes(out, isMax ? value : f32x4.div(value, area), left);
          out += <usize>min(left, 4) << 2;
          from += 16;
        }
      }
    }
  }
}

/** Operands: out, x. Numbers: as above. */
export function averagePool(c: usize, r: i32): void {
  readPooling(c, 2);
  pool(false, operand(c, 0, r), operand(c, 1, r));
}

/** Operands: out, x. Numbers: as above. */
export function maxPool(c: usize, r: i32): void {
  readPooling(c, 2);
  if (size == 2 && (channels & 3) == 0) maxPairs(operand(c, 0, r), operand(c, 1, r));
  else pool(true, operand(c, 0, r), operand(c, 1, r));
}

/** The largest of 2×2 entries, of a multiple of four channels: what conv nets use. */
function maxPairs(out: usize, x: usize): void {
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  const step = <usize>(stride - 1) * pixel;
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < outRows; y++) {
      let from = x + windowAt(n, y, 0);
      for (let z = outColumns; z > 0; z--) {
        for (let end = from + pixel; from < end; from += 16) {
          const below = from + row;
          const upper = larger(v128.load(from), v128.load(from + pixel));
          v128.store(out, larger(upper, larger(v128.load(below), v128.load(below + pixel))));
          out += 16;
        }
        from += step;
      }
    }
  }
}

/** Each window's share given back to its entries. Operands: out, g. Numbers: as above, of out. */
export function averagePoolGradient(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  let g = operand(c, 1, r);
  readPooling(c, 2);
  memory.fill(out, 0, imageBytes());
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  const area = f32x4.splat(<f32>(size * size));
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < outRows; y++) {
      for (let z = 0; z < outColumns; z++) {
        let to = out + windowAt(n, y, z);
        for (let left = channels; left > 0; left -= 4) {
          const share = f32x4.div(v128.load(g), area);
          let at = to;
          for (let i = size; i > 0; i--) {
            let entry = at;
            for (let j = size; j > 0; j--) {
              storeLanes(entry, f32x4.add(v128.load(entry), share), left);
              entry += pixel;
            }
            at += row;
          }
          g += <usize>min(left, 4) << 2;
          to += 16;
        }
      }
    }
  }
}

/** Where the first largest of a window's entries is, counted from its first, for four channels. NaN is the largest. */
// @ts-ignore: decorator
@inline
function largest(from: usize, row: usize, pixel: usize): v128 {
  let best = v128.load(from);
  let index = i32x4.splat(0);
  let k = 0;
  for (let i = size; i > 0; i--) {
    let entry = from;
    for (let j = size; j > 0; j--) {
      const value = v128.load(entry);
      const isFirstNaN = v128.andnot(f32x4.ne(value, value), f32x4.ne(best, best));
      const isBetter = v128.or(f32x4.gt(value, best), isFirstNaN);
      best = v128.bitselect(value, best, isBetter);
      index = v128.bitselect(i32x4.splat(k), index, isBetter);
      k++;
      entry += pixel;
    }
    from += row;
  }
  return index;
}

/** g given to the first largest entry of each window of x. Operands: out, x, g. Numbers: as above. */
export function maxPoolGradient(c: usize, r: i32): void {
  const out = operand(c, 0, r);
  const x = operand(c, 1, r);
  let g = operand(c, 2, r);
  readPooling(c, 3);
  memory.fill(out, 0, imageBytes());
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < outRows; y++) {
      for (let z = 0; z < outColumns; z++) {
        let offset = windowAt(n, y, z);
        for (let left = channels; left > 0; left -= 4) {
          const index = largest(x + offset, row, pixel);
          const value = v128.load(g);
          let k = 0;
          let at = out + offset;
          for (let i = size; i > 0; i--) {
            let entry = at;
            for (let j = size; j > 0; j--) {
              const share = v128.and(value, i32x4.eq(index, i32x4.splat(k)));
              storeLanes(entry, f32x4.add(v128.load(entry), share), left);
              k++;
              entry += pixel;
            }
            at += row;
          }
          g += <usize>min(left, 4) << 2;
          offset += 16;
        }
      }
    }
  }
}

/** v at the first largest entry of each window of x. Operands: out, x, v. Numbers: as above. */
export function maxPoolGather(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  const x = operand(c, 1, r);
  const v = operand(c, 2, r);
  readPooling(c, 3);
  const pixel = <usize>channels << 2;
  const row = <usize>width * pixel;
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < outRows; y++) {
      for (let z = 0; z < outColumns; z++) {
        let offset = windowAt(n, y, z);
        for (let left = channels; left > 0; left -= 4) {
          const index = largest(x + offset, row, pixel);
          let value = f32x4.splat(0);
          let k = 0;
          let at = v + offset;
          for (let i = size; i > 0; i--) {
            let entry = at;
            for (let j = size; j > 0; j--) {
              value = v128.bitselect(v128.load(entry), value, i32x4.eq(index, i32x4.splat(k)));
              k++;
              entry += pixel;
            }
            at += row;
          }
          storeLanes(out, value, left);
          out += <usize>min(left, 4) << 2;
          offset += 16;
        }
      }
    }
  }
}

/** Copies rows of `columns` entries. Operands: out, x. Numbers: rows, columns, entries from one row to the next of out, of x. */
export function copyRows(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let x = operand(c, 1, r);
  const count = number(c, 2, 1);
  const outStep = <usize>number(c, 2, 2) << 2;
  const xStep = <usize>number(c, 2, 3) << 2;
  for (let k = number(c, 2, 0); k > 0; k--) {
    copyFloats(out, x, count);
    out += outStep;
    x += xStep;
  }
}
