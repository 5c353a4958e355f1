import type { MatMulKernel } from '../tfjs/kernel';
import { helpers, loads, MAIN, toGlsl } from './glsl';

/** Products added to a running block before the block is added to the total: long sums lose fewer digits. */
const BLOCK = 128;

/** Product with one entry per thread, a texel: thread index → (replica, row, column); the thread walks A's row and B's column. */
export function matMulCode(kernel: MatMulKernel): string {
  const a = kernel.transposeA ? 'k * n + row' : 'row * inner + k';
  const b = kernel.transposeB ? 'column * inner + k' : 'k * m + column';
  const finish = toGlsl(`fn finish(r: i32, row: i32, column: i32, product: f32) -> f32 {\n  ${kernel.finish}\n}`);
  return `${loads(kernel)}
${helpers(kernel)}
${finish}
float entry(int r, int i) {
  int row = i / m;
  int column = i - row * m;
  float total = 0.0;
  for (int start = 0; start < inner; start += ${BLOCK}) {
    int end = min(start + ${BLOCK}, inner);
    float sum = 0.0;
    for (int k = start; k < end; k++) {
      sum += loadA(r, ${a}) * loadB(r, ${b});
    }
    total += sum;
  }
  return finish(r, row, column, total);
}
${MAIN}`;
}
