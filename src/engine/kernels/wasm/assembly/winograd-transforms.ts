import { four, HALF, MINUS_HALF, MINUS_ROOT_2, MINUS_TWO, ROOT_2, ROOT_2_THIRD, THIRD } from './constants';
import { madd } from './simd';
import { copyFloats } from './windows';
import {
  block, channels, copiedColumns, copiedRows, flipped, halfway, halfwayStep, height, imageStep, left, paddedRow, paddedRowBytes, panels, panelStep,
  POINTS, tileColumns, tileRows, top, transformed, units, width,
} from './winograd-shape';

const ROOT_2_SIXTH = memory.data<f32>([0.23570226039551584]);

/** The kernel [3, 3, units, channels] that input gradients take: its taps backwards, [3, 3, channels, units]. */
export function flipKernel(kernel: usize): void {
  let to = flipped;
  for (let tap = 8; tap >= 0; tap--) {
    const first = kernel + (<usize>(tap * units * channels) << 2);
    for (let k = 0; k < channels; k++) {
      let from = first + (<usize>k << 2);
      for (let u = units; u > 0; u--) {
        store<u32>(to, load<u32>(from));
        from += <usize>channels << 2;
        to += 4;
      }
    }
  }
}

/** G·g of three vectors `tap` bytes apart: six vectors `step` bytes apart. */
// @ts-ignore: decorator
@inline
function sixOfThree(from: usize, tap: usize, to: usize, step: usize): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + tap);
  const g2 = v128.load(from + 2 * tap);
  // ±√2/3·g₁ − (2·g₀ + g₂)/3 and ±√2/6·g₁ + (g₀/2 + g₂)/3.
  const near = f32x4.mul(four(THIRD), f32x4.sub(f32x4.mul(four(MINUS_TWO), g0), g2));
  const far = f32x4.mul(four(THIRD), madd(four(HALF), g0, g2));
  const nearOdd = f32x4.mul(four(ROOT_2_THIRD), g1);
  const farOdd = f32x4.mul(four(ROOT_2_SIXTH), g1);
  v128.store(to, g0);
  v128.store(to + step, f32x4.sub(near, nearOdd));
  v128.store(to + 2 * step, f32x4.add(near, nearOdd));
  v128.store(to + 3 * step, f32x4.add(far, farOdd));
  v128.store(to + 4 * step, f32x4.sub(far, farOdd));
  v128.store(to + 5 * step, g2);
}

/** U = G·g·Gᵀ in panels of eight units: for each pair of points (column's, row's), its channels one after the other. */
export function transformKernel(kernel: usize): void {
  const tap = <usize>(channels * units) << 2;
  let to = panels;
  for (let u = 0; u < units; u += 8) {
    let from = kernel + (<usize>u << 2);
    for (let k = channels; k > 0; k--) {
      for (let column: usize = 0; column < 32; column += 16) {
        // Along rows of taps into scratch that is free by now: [row of taps, point].
        for (let i: usize = 0; i < 3; i++) sixOfThree(from + column + 3 * i * tap, tap, halfway + i * 96, 16);
        for (let point: usize = 0; point < 6; point++)
          sixOfThree(halfway + point * 16, 96, to + column + point * <usize>POINTS * panelStep, panelStep);
      }
      from += <usize>units << 2;
      to += 32;
    }
    to += <usize>(POINTS * POINTS - 1) * panelStep;
  }
}

/** Bᵀ·d of six vectors `pixel` bytes apart: six vectors `step` bytes apart. */
// @ts-ignore: decorator
@inline
function sixOfSix(at: usize, pixel: usize, to: usize, step: usize, root: v128, minusRoot: v128, minusHalf: v128, minusTwo: v128): void {
  const d2 = v128.load(at + 2 * pixel);
  const d4 = v128.load(at + 4 * pixel);
  const near = madd(d2, minusTwo, d4);
  const far = madd(d2, minusHalf, d4);
  v128.store(to, f32x4.add(v128.load(at), madd(d2, minusHalf, near)));
  const d1 = v128.load(at + pixel);
  const d3 = v128.load(at + 3 * pixel);
  const nearOdd = madd(d3, minusHalf, d1);
  const farOdd = madd(d1, minusHalf, d3);
  v128.store(to + step, madd(nearOdd, minusRoot, near));
  v128.store(to + 2 * step, madd(nearOdd, root, near));
  v128.store(to + 3 * step, madd(farOdd, root, far));
  v128.store(to + 4 * step, madd(farOdd, minusRoot, far));
  v128.store(to + 5 * step, f32x4.add(v128.load(at + 5 * pixel), madd(d3, minusTwo, nearOdd)));
}

/** Zeros around every image, which stay. */
export function clearMargins(): void {
  memory.fill(paddedRow, 0, paddedRowBytes);
  memory.fill(halfway, 0, <usize>POINTS * halfwayStep);
}

/** V = Bᵀ·d·B of every tile of `count` images, by pair of points (column's, row's), tile and channel. */
export function transformImages(from: usize, count: i32): void {
  const pixel = <usize>channels << 2;
  const sourceRow = <usize>width * pixel;
  const row = <usize>tileColumns * pixel;
  const beside = paddedRow + <usize>left * pixel;
  const root = four(ROOT_2);
  const minusRoot = four(MINUS_ROOT_2);
  const minusHalf = four(MINUS_HALF);
  const minusTwo = four(MINUS_TWO);
  let to = transformed;
  for (let n = 0; n < count; n++) {
    let source = from + <usize>(n * height) * sourceRow;
    let half = halfway + <usize>top * row;
    for (let y = copiedRows; y > 0; y--) {
      copyFloats(beside, source, copiedColumns * channels);
      source += sourceRow;
      for (let x = 0, start = paddedRow; x < tileColumns; x++) {
        for (let at = start, end = start + pixel; at < end; at += 16) {
          sixOfSix(at, pixel, half, halfwayStep, root, minusRoot, minusHalf, minusTwo);
          half += 16;
        }
        start += 4 * pixel;
      }
    }
    for (let y = 0; y < tileRows; y++) {
      for (let point: usize = 0; point < 6; point++) {
        const start = halfway + point * halfwayStep + <usize>(4 * y) * row;
        let target = to + point * <usize>POINTS * imageStep;
        for (let at = start, end = start + row; at < end; at += 16) {
          sixOfSix(at, row, target, imageStep, root, minusRoot, minusHalf, minusTwo);
          target += 16;
        }
      }
      to += row;
    }
  }
}
