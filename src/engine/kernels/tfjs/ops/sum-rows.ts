import type { NodeId } from '../../../graph/graph';
import { ROWS_PER_BLOCK } from '../../shapes';
import { type ElementKernel, type KernelUniform, type Source, type Step, uniforms } from '../kernel';
import { type Group, textKey } from '../pointwise/group';

/** What a sum over rows adds: a function `term(r, i)` of an entry of [rows, columns], and what it reads. */
interface Term {
  readonly operands: readonly Source[];
  readonly body: string;
  readonly uniforms: readonly KernelUniform[];
  readonly uniformValues: readonly number[];
  readonly functions: readonly string[];
}

/** The entries themselves. */
export function entries(source: Source): Term {
  return { operands: [source], body: 'return loadA(r, i);', uniforms: [], uniformValues: [], functions: [] };
}

/** An expression of several tensors' entries. */
export function expression(group: Group): Term {
  const keep = (_: unknown, k: number): boolean => group.uniforms[k]?.name !== 'columns';
  return {
    operands: group.leaves.map((node: NodeId) => ({ node })),
    body: [...group.lines, `return ${group.value};`].join('\n  '),
    uniforms: group.uniforms.filter(keep),
    uniformValues: group.uniformValues.filter(keep),
    functions: group.functions,
  };
}

/**
 * Sums blocks of 64 rows of terms [rows, columns] → [⌈rows / 64⌉, columns], times a factor.
 * Thread → (block, column), which adds that block's rows in order.
 */
function sumRowsKernel(term: Term): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaSumRows',
    key: textKey(term.body),
    operands: term.operands.map(() => 'f32'),
    result: 'f32',
    uniforms: [...uniforms.integers('rows', 'columns'), ...uniforms.reals('factor'), ...term.uniforms],
    functions: term.functions,
    term: term.body,
    body: `let block: i32 = i / uniforms.columns;
  let column: i32 = i - block * uniforms.columns;
  let last: i32 = min((block + 1) * ${ROWS_PER_BLOCK}, uniforms.rows);
  var sum: f32 = 0.0;
  for (var row: i32 = block * ${ROWS_PER_BLOCK}; row < last; row++) {
    sum = sum + term(r, row * uniforms.columns + column);
  }
  return sum * uniforms.factor;`,
  };
}

/**
 * Steps of a sum over rows, level by level until one row is left: rounding grows with the number of levels, not of rows, and
 * does not depend on replicas. Later steps refer to earlier ones by index from `firstStep`.
 */
export function sumRowsSteps(first: Term, rows: number, columns: number, factor = 1, firstStep = 0): Step[] {
  const steps: Step[] = [];
  let [term, left] = [first, rows];
  do {
    const blocks = Math.max(1, Math.ceil(left / ROWS_PER_BLOCK));
    steps.push({
      kernel: sumRowsKernel(term),
      operands: term.operands,
      uniforms: [left, columns, blocks === 1 ? factor : 1, ...term.uniformValues],
      size: blocks * columns,
    });
    term = entries({ step: firstStep + steps.length - 1 });
    left = blocks;
  } while (left > 1);
  return steps;
}
