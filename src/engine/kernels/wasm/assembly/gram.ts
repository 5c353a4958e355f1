/** a·b + c in doubles: one rounding in the relaxed variant, two in the other. */
// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f64x2.relaxed_madd(a, b, c);
  return f64x2.add(f64x2.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
function accumulate(at: usize, low: v128, high: v128): void {
  v128.store(at, f64x2.add(v128.load(at), low));
  v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
}

/**
 * gram += panel·panelᵀ in doubles, tiles of 4 × 4 on and below the diagonal. The panel holds `blocks` blocks of 4 rows, `blockBytes` apart: 4 doubles for
 * each of `width` columns, so that a tile reads two streams. The Gram matrix has rows of 4 · `blocks`.
 */
export function gram(gramAt: usize, panel: usize, blocks: i32, blockBytes: i32, width: i32): void {
  const bytes = <usize>blocks << 5;
  for (let i = 0; i < blocks; i++) {
    const first = panel + <usize>i * blockBytes;
    const end = first + (<usize>width << 5);
    for (let j = 0; j <= i; j++) {
      let s00 = f64x2.splat(0);
      let s01 = s00;
      let s10 = s00;
      let s11 = s00;
      let s20 = s00;
      let s21 = s00;
      let s30 = s00;
      let s31 = s00;
      let b = panel + <usize>j * blockBytes;
      for (let a = first; a < end; a += 32) {
        const low = v128.load(b);
        const high = v128.load(b, 16);
        let x = v128.load64_splat(a);
        s00 = madd(x, low, s00);
        s01 = madd(x, high, s01);
        x = v128.load64_splat(a, 8);
        s10 = madd(x, low, s10);
        s11 = madd(x, high, s11);
        x = v128.load64_splat(a, 16);
        s20 = madd(x, low, s20);
        s21 = madd(x, high, s21);
        x = v128.load64_splat(a, 24);
        s30 = madd(x, low, s30);
        s31 = madd(x, high, s31);
        b += 32;
      }
      const at = gramAt + (<usize>i << 2) * bytes + (<usize>j << 5);
      accumulate(at, s00, s01);
      accumulate(at + bytes, s10, s11);
      accumulate(at + 2 * bytes, s20, s21);
      accumulate(at + 3 * bytes, s30, s31);
    }
  }
}

/**
 * Fills a panel as `gram` takes it: entry (row, c) is rows[row][c] − origin[c] in doubles, less the mean of its column where `centred`. `rows` holds `count` rows of
 * `columns` floats, an even number; `scratch` has room for 2 · `columns` doubles. Rows that only fill the last block are 0.
 */
export function spread(panel: usize, rows: usize, origin: usize, scratch: usize, count: i32, columns: i32, width: i32, centred: i32): void {
  const means = scratch + (<usize>columns << 3);
  const even = <usize>((width + 1) & ~1) << 3;
  for (let c: usize = 0; c < even; c += 16) {
    v128.store(scratch + c, f64x2.promote_low_f32x4(v128.load64_zero(origin + (c >> 1))));
    v128.store(means + c, f64x2.splat(0));
  }
  const blockBytes = <usize>columns << 5;
  for (let i = 0; i < count; i++) {
    const row = rows + (<usize>i * <usize>columns << 2);
    const at = panel + <usize>(i >> 2) * blockBytes + (<usize>(i & 3) << 3);
    for (let c: usize = 0; c < even; c += 16) {
      const difference = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(row + (c >> 1))), v128.load(scratch + c));
      v128.store64_lane(at + (c << 2), difference, 0);
      v128.store64_lane(at + (c << 2), difference, 1, 32);
      v128.store(means + c, f64x2.add(v128.load(means + c), difference));
    }
  }
  for (let i = count; i & 3; i++) {
    const at = panel + <usize>(i >> 2) * blockBytes + (<usize>(i & 3) << 3);
    for (let c: usize = 0; c < even; c += 8) store<f64>(at + (c << 2), 0);
  }
  if (!centred) return;
  for (let c: usize = 0; c < even; c += 8) store<f64>(means + c, load<f64>(means + c) / <f64>count);
  for (let i = 0; i + 4 <= count; i += 4) {
    const at = panel + <usize>(i >> 2) * blockBytes;
    for (let c: usize = 0; c < even; c += 8) {
      const mean = v128.load64_splat(means + c);
      const four = at + (c << 2);
      v128.store(four, f64x2.sub(v128.load(four), mean));
      v128.store(four, f64x2.sub(v128.load(four, 16), mean), 16);
    }
  }
  for (let i = count & ~3; i < count; i++) {
    const at = panel + <usize>(i >> 2) * blockBytes + (<usize>(i & 3) << 3);
    for (let c: usize = 0; c < even; c += 8) store<f64>(at + (c << 2), load<f64>(at + (c << 2)) - load<f64>(means + c));
  }
}
