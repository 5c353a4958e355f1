import { madd } from './simd';
import { copyFloats } from './windows';
import {
  block, channels, copiedColumns, copiedRows, flipped, height, imageStep, left, padded, paddedColumns, paddedRows, panels, panelStep,
  POINTS, segments, tapRows, top, transformed, units, width,
} from './winograd-shape';

/** The kernel [rows, 3, units, channels] that input gradients take: its taps backwards, [rows, 3, channels, units]. */
export function flipKernel(kernel: usize): void {
  let to = flipped;
  for (let tap = 3 * tapRows - 1; tap >= 0; tap--) {
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

/** U = G·g in panels of eight units: for each point, its rows (row of the kernel, channel) one after the other. */
export function transformKernel(kernel: usize): void {
  const tap = <usize>(channels * units) << 2;
  const third = f32x4.splat(1.0 / 3.0);
  const half = f32x4.splat(0.5);
  const minusTwo = f32x4.splat(-2);
  const root = f32x4.splat(0.4714045207910317);
  const halfRoot = f32x4.splat(0.23570226039551584);
  let to = panels;
  for (let u = 0; u < units; u += 8) {
    for (let i = 0; i < tapRows; i++) {
      let from = kernel + (<usize>u << 2) + 3 * tap * <usize>i;
      for (let k = channels; k > 0; k--) {
        for (let column: usize = 0; column < 32; column += 16) {
          const g0 = v128.load(from + column);
          const g1 = v128.load(from + column + tap);
          const g2 = v128.load(from + column + 2 * tap);
          // ±√2/3·g₁ − (2·g₀ + g₂)/3 and ±√2/6·g₁ + (g₀/2 + g₂)/3.
          const near = f32x4.mul(third, f32x4.sub(f32x4.mul(minusTwo, g0), g2));
          const far = f32x4.mul(third, madd(half, g0, g2));
          const nearOdd = f32x4.mul(root, g1);
          const farOdd = f32x4.mul(halfRoot, g1);
          let at = to + column;
          v128.store(at, g0);
          at += panelStep;
          v128.store(at, f32x4.sub(near, nearOdd));
          at += panelStep;
          v128.store(at, f32x4.add(near, nearOdd));
          at += panelStep;
          v128.store(at, f32x4.add(far, farOdd));
          at += panelStep;
          v128.store(at, f32x4.sub(far, farOdd));
          v128.store(at + panelStep, g2);
        }
        from += <usize>units << 2;
        to += 32;
      }
    }
    to += (POINTS - 1) * panelStep;
  }
}

/** Copies `count` images between the zeros around them. */
export function padImages(from: usize, count: i32): void {
  const fromRow = <usize>(width * channels) << 2;
  const toRow = <usize>(paddedColumns * channels) << 2;
  for (let n = 0; n < count; n++) {
    let source = from + <usize>(n * height) * fromRow;
    let to = padded + <usize>(n * paddedRows + top) * toRow + (<usize>(left * channels) << 2);
    for (let y = copiedRows; y > 0; y--) {
      copyFloats(to, source, copiedColumns * channels);
      source += fromRow;
      to += toRow;
    }
  }
}

/** V = Bᵀd of every row of `count` padded images, by point, segment, image, row and channel. */
export function transformImages(count: i32): void {
  const pixel = <usize>channels << 2;
  const row = <usize>paddedColumns * pixel;
  const root = f32x4.splat(1.4142135623730951);
  const minusRoot = f32x4.splat(-1.4142135623730951);
  const minusHalf = f32x4.splat(-0.5);
  const minusTwo = f32x4.splat(-2);
  const minusBoth = f32x4.splat(-2.5);
  for (let s = 0; s < segments; s++) {
    let from = padded + <usize>(4 * s) * pixel;
    let to = transformed + <usize>(s * block * paddedRows) * pixel;
    for (let y = count * paddedRows; y > 0; y--) {
      for (let at = from, end = from + pixel; at < end; at += 16) {
        const d0 = v128.load(at);
        const d1 = v128.load(at + pixel);
        const d2 = v128.load(at + 2 * pixel);
        const d3 = v128.load(at + 3 * pixel);
        const d4 = v128.load(at + 4 * pixel);
        const d5 = v128.load(at + 5 * pixel);
        const near = madd(d2, minusTwo, d4);
        const nearOdd = madd(d3, minusHalf, d1);
        const far = madd(d2, minusHalf, d4);
        const farOdd = madd(d1, minusHalf, d3);
        v128.store(to, f32x4.add(d0, madd(d2, minusBoth, d4)));
        v128.store(to + imageStep, madd(nearOdd, minusRoot, near));
        v128.store(to + 2 * imageStep, madd(nearOdd, root, near));
        v128.store(to + 3 * imageStep, madd(farOdd, root, far));
        v128.store(to + 4 * imageStep, madd(farOdd, minusRoot, far));
        v128.store(to + 5 * imageStep, f32x4.add(d5, madd(d3, minusBoth, d1)));
        to += 16;
      }
      from += row;
    }
  }
}
