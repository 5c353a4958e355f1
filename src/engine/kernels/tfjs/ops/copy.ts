import type { DType } from '../../../graph/graph';
import type { ElementKernel } from '../kernel';

/** A copy of a view, for where a tensor of its own is needed. Thread → entry. */
export function copyKernel(dtype: DType): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaCopy',
    key: dtype,
    operands: [dtype],
    result: dtype,
    uniforms: [],
    functions: [],
    body: 'return loadA(r, i);',
  };
}
