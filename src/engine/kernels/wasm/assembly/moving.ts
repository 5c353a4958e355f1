import { number, operand } from './command';
import { madd, storeLanes } from './simd';

/** Operands: out, x. Numbers: bytes. */
export function copy(c: usize, r: i32): void {
  memory.copy(operand(c, 0, r), operand(c, 1, r), number(c, 2, 0));
}

/** Zeroes. Operands: out. Numbers: bytes. */
export function fill(c: usize, r: i32): void {
  memory.fill(operand(c, 0, r), 0, number(c, 1, 0));
}

/** Operands: out, x, index. Numbers: rows out, rows of x, bytes a row. False where an index is out of range. */
export function gatherRows(c: usize, r: i32): bool {
  let out = operand(c, 0, r);
  const x = operand(c, 1, r);
  const index = operand(c, 2, r);
  const rows = number(c, 3, 0);
  const limit = number(c, 3, 1);
  const bytes = number(c, 3, 2);
  for (let i = 0; i < rows; i++) {
    const row = load<u32>(index + (<usize>i << 2));
    if (row >= <u32>limit) return false;
    const from = x + row * bytes;
    if (bytes == 4) store<u32>(out, load<u32>(from));
    else if (bytes == 8) store<u64>(out, load<u64>(from));
    else memory.copy(out, from, bytes);
    out += bytes;
  }
  return true;
}

/** origin + Σ_k coords_k · deltas_k, in k order. Operands: out, origin, deltas, coords. Numbers: entries, directions. */
export function compose(c: usize, r: i32): void {
  let out = operand(c, 0, r);
  let origin = operand(c, 1, r);
  let deltas = operand(c, 2, r);
  const coords = operand(c, 3, r);
  const n = number(c, 4, 0);
  const directions = number(c, 4, 1);
  const stride = <usize>n << 2;
  for (let left = n; left > 0; left -= 4) {
    let sum = v128.load(origin);
    let delta = deltas;
    for (let k = 0; k < directions; k++) {
      sum = madd(v128.load32_splat(coords + (<usize>k << 2)), v128.load(delta), sum);
      delta += stride;
    }
    storeLanes(out, sum, left);
    origin += 16;
    deltas += 16;
    out += 16;
  }
}
