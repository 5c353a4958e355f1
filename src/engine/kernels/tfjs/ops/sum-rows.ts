import { ROWS_PER_BLOCK } from '../../shapes';
import { type ElementKernel, type Source, type Step, uniforms } from '../kernel';

/**
 * Sums blocks of 64 rows: x (or x·y) [rows, columns] → [⌈rows / 64⌉, columns], times a factor.
 * Thread → (block, column), which adds that block's rows in order.
 */
export function sumRowsKernel(product: boolean): ElementKernel {
  const term = product ? 'loadA(r, at) * loadB(r, at)' : 'loadA(r, at)';
  return {
    kind: 'element',
    name: 'ReplicaSumRows',
    key: product ? 'product' : '',
    operands: product ? ['f32', 'f32'] : ['f32'],
    result: 'f32',
    uniforms: [...uniforms.integers('rows', 'columns'), ...uniforms.reals('factor')],
    functions: [],
    body: `let block: i32 = i / uniforms.columns;
  let column: i32 = i - block * uniforms.columns;
  let last: i32 = min((block + 1) * ${ROWS_PER_BLOCK}, uniforms.rows);
  var sum: f32 = 0.0;
  for (var row: i32 = block * ${ROWS_PER_BLOCK}; row < last; row++) {
    let at: i32 = row * uniforms.columns + column;
    sum = sum + ${term};
  }
  return sum * uniforms.factor;`,
  };
}

/**
 * Steps of a sum over rows, level by level until one row is left: rounding grows with the number of levels, not of rows, and
 * does not depend on replicas. Later steps refer to earlier ones by index from `firstStep`.
 */
export function sumRowsSteps(operands: readonly Source[], rows: number, columns: number, factor = 1, firstStep = 0): Step[] {
  const steps: Step[] = [];
  let [sources, left] = [operands, rows];
  do {
    const blocks = Math.max(1, Math.ceil(left / ROWS_PER_BLOCK));
    steps.push({
      kernel: sumRowsKernel(sources.length === 2),
      operands: sources,
      uniforms: [left, columns, blocks === 1 ? factor : 1],
      size: blocks * columns,
    });
    sources = [{ step: firstStep + steps.length - 1 }];
    left = blocks;
  } while (left > 1);
  return steps;
}
