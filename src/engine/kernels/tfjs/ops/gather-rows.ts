import type { DType } from '../../../graph/graph';
import { type ElementKernel, uniforms } from '../kernel';

/** x [n, columns…], index [m] → rows of x. Thread → entry of the result; its row looks up the row of x. */
export function gatherRowsKernel(dtype: DType): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaGatherRows',
    key: dtype,
    operands: [dtype, 'i32'],
    result: dtype,
    uniforms: uniforms.integers('columns'),
    functions: [],
    body: `let row: i32 = i / uniforms.columns;
  return loadA(r, loadB(r, row) * uniforms.columns + (i - row * uniforms.columns));`,
  };
}
