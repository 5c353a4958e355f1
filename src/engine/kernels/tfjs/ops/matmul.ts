import type { Operation } from '../../../graph/graph';
import { activationFunction } from '../activations';
import { type MatMulKernel, OPERAND_NAMES, uniforms } from '../kernel';

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
    finish: 'return product;',
  };
}

/** activation(normalize(x·kernel + bias)) + residual, as graph.ts defines it; the epilogue runs on each product before it is stored. */
export function denseFusedKernel({ bias, normalize, activation, residual }: DenseFused): MatMulKernel {
  const activate = activation === null ? undefined : activationFunction(activation, 0);
  const names = OPERAND_NAMES.slice(2, 2 + Number(bias) + 3 * Number(normalize) + Number(residual));
  const queue = [...names];
  const load = (at: string): string => `load${queue.shift()}(r, ${at})`;
  const lines = ['var x: f32 = product;'];
  if (bias) lines.push(`x = x + ${load('column')};`);
  if (normalize) lines.push(`x = (x - ${load('column')}) * ${load('column')} + ${load('column')};`);
  if (activate) lines.push(`x = ${activate}(x);`);
  if (residual) lines.push(`x = x + ${load('row * uniforms.m + column')};`);
  lines.push('return x;');
  return {
    kind: 'matmul',
    name: 'ReplicaDenseFused',
    key: [bias && 'bias', normalize && 'normalize', activation, residual && 'residual'].filter(Boolean).join(' '),
    operands: ['f32', 'f32', ...names.map(() => 'f32' as const)],
    uniforms: EXTENTS,
    functions: activate ? [activate] : [],
    transposeA: false,
    transposeB: false,
    finish: lines.join('\n  '),
  };
}
