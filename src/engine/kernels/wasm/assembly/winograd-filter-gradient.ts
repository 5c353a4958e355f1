import { operand } from './command';
import { four, HALF, MINUS_THIRD, ROOT_2, ROOT_2_THIRD, ROOT_HALF, THIRD, TWO } from './constants';
import { filterGradient } from './filter-gradient';
import { addEight, madd } from './simd';
import { GEOMETRY } from './windows';
import {
  block, channels, gradientStep, halves, height, images, imageStep, outColumns, outRows, panels, POINTS, products, readShape, tileColumns, tileRows,
  transformed, units, width,
} from './winograd-shape';
import { clearMargins, transformImages } from './winograd-transforms';

// The filter gradient of winograd.ts: U = G·k·Gᵀ is linear in the kernel k, so that its gradient is Gᵀ·(Σ V ⊙ W)·G over all tiles, with V = Bᵀ·d·B
// as there and W = A·g·Aᵀ of the 4×4 gradients of a tile's outputs. 36 sums of products of channels and units over tiles, instead of nine over pixels.

/** A·y of four vectors: six vectors `step` bytes apart. */
// @ts-ignore: decorator
@inline
function sixOfFour(y0: v128, y1: v128, y2: v128, y3: v128, to: usize, step: usize): void {
  const half = four(HALF);
  const two = four(TWO);
  const near = madd(y2, half, y0);
  const far = madd(y2, two, y0);
  const nearOdd = f32x4.mul(madd(y3, half, y1), four(ROOT_HALF));
  const farOdd = f32x4.mul(madd(y3, two, y1), four(ROOT_2));
  v128.store(to, y0);
  v128.store(to + step, f32x4.add(near, nearOdd));
  v128.store(to + 2 * step, f32x4.sub(near, nearOdd));
  v128.store(to + 3 * step, f32x4.add(far, farOdd));
  v128.store(to + 4 * step, f32x4.sub(far, farOdd));
  v128.store(to + 5 * step, y3);
}

/** W = A·g·Aᵀ of every tile of `count` images, by pair of points (column's, row's), tile and unit. */
function transformGradients(from: usize, count: i32): void {
  const zero = f32x4.splat(0);
  const pixel = <usize>units << 2;
  const row = <usize>outColumns * pixel;
  const pointStep = <usize>POINTS * gradientStep;
  let to = products;
  for (let n = 0; n < count; n++) {
    for (let y = 0; y < outRows; y += 4) {
      const rows = min(4, outRows - y);
      // Rows that the tile has beyond the image are 0.
      memory.fill(halves, 0, 4 * 6 * 16);
      for (let x = 0; x < outColumns; x += 4) {
        const columns = min(4, outColumns - x);
        let at = from + <usize>y * row + <usize>x * pixel;
        for (let end = to + pixel; to < end; to += 16) {
          let source = at;
          let half = halves;
          for (let i = rows; i > 0; i--) {
            const y1 = columns > 1 ? v128.load(source + pixel) : zero;
            const y2 = columns > 2 ? v128.load(source + 2 * pixel) : zero;
            const y3 = columns > 3 ? v128.load(source + 3 * pixel) : zero;
            sixOfFour(v128.load(source), y1, y2, y3, half, 16);
            source += row;
            half += 96;
          }
          let target = to;
          for (let point = halves, stop = halves + 96; point < stop; point += 16) {
            sixOfFour(v128.load(point), v128.load(point, 96), v128.load(point, 192), v128.load(point, 288), target, gradientStep);
            target += pointStep;
          }
          at += 16;
        }
      }
    }
    from += <usize>outRows * row;
  }
}

/** Adds to four channels × eight units of one point the sum over `tiles` tiles, in order. `a` and `g` are the first tile's, `aRow` and `gRow` the bytes between tiles. */
function tile(a: usize, aRow: usize, g: usize, gRow: usize, tiles: i32, out: usize): void {
  const zero = f32x4.splat(0);
  let c00 = zero;
  let c01 = zero;
  let c10 = zero;
  let c11 = zero;
  let c20 = zero;
  let c21 = zero;
  let c30 = zero;
  let c31 = zero;
  for (let k = tiles; k > 0; k--) {
    const p = v128.load(g);
    const q = v128.load(g, 16);
    let s = v128.load32_splat(a);
    c00 = madd(s, p, c00);
    c01 = madd(s, q, c01);
    s = v128.load32_splat(a, 4);
    c10 = madd(s, p, c10);
    c11 = madd(s, q, c11);
    s = v128.load32_splat(a, 8);
    c20 = madd(s, p, c20);
    c21 = madd(s, q, c21);
    s = v128.load32_splat(a, 12);
    c30 = madd(s, p, c30);
    c31 = madd(s, q, c31);
    a += aRow;
    g += gRow;
  }
  addEight(out, c00, c01);
  out += gRow;
  addEight(out, c10, c11);
  out += gRow;
  addEight(out, c20, c21);
  out += gRow;
  addEight(out, c30, c31);
}

/** Gᵀ·m of six vectors `step` bytes apart: three vectors `apart` bytes apart. */
// @ts-ignore: decorator
@inline
function threeOfSix(at: usize, step: usize, to: usize, apart: usize): void {
  const m1 = v128.load(at + step);
  const m2 = v128.load(at + 2 * step);
  const m3 = v128.load(at + 3 * step);
  const m4 = v128.load(at + 4 * step);
  const near = f32x4.mul(f32x4.add(m1, m2), four(MINUS_THIRD));
  const far = f32x4.mul(f32x4.add(m3, m4), four(THIRD));
  const odd = madd(f32x4.sub(m3, m4), four(HALF), f32x4.sub(m2, m1));
  v128.store(to, f32x4.add(v128.load(at), madd(near, four(TWO), f32x4.mul(far, four(HALF)))));
  v128.store(to + apart, f32x4.mul(odd, four(ROOT_2_THIRD)));
  v128.store(to + 2 * apart, f32x4.add(v128.load(at + 5 * step), f32x4.add(near, far)));
}

/** Gᵀ·(…)·G of the sums. False where one of the gradient's entries is not finite. */
function finish(out: usize): bool {
  const zero = f32x4.splat(0);
  const sums = panels;
  const tap = <usize>(channels * units) << 2;
  let check = zero;
  for (let at: usize = 0; at < tap; at += 16) {
    // Three rows of taps × six points.
    for (let point: usize = 0; point < 6; point++)
      threeOfSix(sums + at + point * <usize>POINTS * tap, tap, halves + point * 16, 96);
    for (let row: usize = 0; row < 3; row++) {
      const to = out + at + row * 3 * tap;
      threeOfSix(halves + row * 96, 16, to, tap);
      check = madd(f32x4.add(v128.load(to), f32x4.add(v128.load(to + tap), v128.load(to + 2 * tap))), zero, check);
    }
  }
  return !v128.any_true(f32x4.ne(check, check));
}

/**
 * The gradient of a 3×3 kernel for stride 1, as `filterGradient` computes it but for rounding, to which all is left where an entry is not finite.
 * Operands and numbers: as for `filterGradient`, then those of ../winograd.ts.
 */
export function filterGradientByWinograd(c: usize, r: i32): void {
  if (!winograd(c, r)) filterGradient(c, r);
}

function winograd(c: usize, r: i32): bool {
  let source = operand(c, 1, r);
  let g = operand(c, 2, r);
  readShape(c, r, 4, GEOMETRY);
  const sourceImage = <usize>(height * width * channels) << 2;
  const outImage = <usize>(outRows * outColumns * units) << 2;
  const tap = <usize>(channels * units) << 2;
  const pixel = <usize>channels << 2;
  const gPixel = <usize>units << 2;
  clearMargins();
  memory.fill(panels, 0, <usize>(POINTS * POINTS) * tap);
  for (let first = 0; first < images; first += block) {
    const count = min(block, images - first);
    const tiles = count * tileRows * tileColumns;
    transformImages(source, count);
    transformGradients(g, count);
    let v = transformed;
    let w = products;
    let sums = panels;
    for (let point = POINTS * POINTS; point > 0; point--) {
      for (let k = 0; k < channels; k += 4)
        for (let u = 0; u < units; u += 8)
          tile(v + (<usize>k << 2), pixel, w + (<usize>u << 2), gPixel, tiles, sums + (<usize>(k * units + u) << 2));
      v += imageStep;
      w += gradientStep;
      sums += tap;
    }
    source += <usize>count * sourceImage;
    g += <usize>count * outImage;
  }
  return finish(operand(c, 0, r));
}
