import type { Operation } from '../../../graph/graph';
import { type MatMulKernel, uniforms } from '../kernel';
import { type Epilogue, epilogueCode, PLAIN } from './epilogue';

type DenseFused = Extract<Operation, { op: 'denseFused' }>;

const EXTENTS = uniforms.integers('n', 'inner', 'm');

/** A·B per replica, either side transposed first. Thread mapping: see webgpu/matmul.ts and webgl/matmul.ts. */
export function matMulKernel(transposeA: boolean, transposeB: boolean): MatMulKernel {
  return {
    kind: 'matmul',
    name: 'ReplicaMatMul',
    key: `${transposeA ? 'T' : 'N'}${transposeB ? 'T' : 'N'}`,
    operands: ['f32', 'f32'],
    uniforms: EXTENTS,
    functions: [],
    transposeA,
    transposeB,
    epilogue: PLAIN,
    finish: 'return product;',
  };
}

/** activation(normalize(x·kernel + bias)) + residual, as graph.ts defines it; the epilogue runs on each product before it is stored. */
export function denseFusedKernel(operation: DenseFused): MatMulKernel {
  const { bias, normalize, activation } = operation;
  const epilogue: Epilogue = { bias, normalize, activation, residual: operation.residual ? 'after' : 'none' };
  const { key, operands, functions, finish } = epilogueCode(epilogue, 'm');
  return {
    kind: 'matmul',
    name: 'ReplicaDenseFused',
    key,
    operands: Array.from({ length: 2 + operands }, () => 'f32' as const),
    uniforms: EXTENTS,
    functions,
    transposeA: false,
    transposeB: false,
    epilogue,
    finish,
  };
}
