import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import type { PackingScheme } from '@tensorflow/tfjs-backend-webgl/dist/tex_util';
import { type LaunchAttributes, OPERAND_NAMES, uniformsOf } from '../tfjs/kernel';
import { elementCode } from './glsl';
import { type MatMulLayout, matMulCode, matMulLayout } from './matmul';

/** tfjs's PackingScheme.DENSE, four entries in a row a texel; its own enum would bring tfjs into Node tests of programs. */
const DENSE: PackingScheme = 0;

const codes = new Map<string, string>();

/** GLSL of a kernel: what follows the declarations that tfjs writes. */
export function webglCode(attributes: LaunchAttributes): string {
  const { kernel } = attributes.step;
  const layout = kernel.kind === 'matmul' ? matMulLayout(kernel, attributes) : undefined;
  const name = `${kernel.name} ${kernel.key} ${layout}`;
  const known = codes.get(name);
  if (known !== undefined) return known;
  const code = kernel.kind === 'matmul' ? matMulCode(kernel, layout as MatMulLayout) : elementCode(kernel);
  codes.set(name, code);
  return code;
}

/** A kernel as tfjs runs it, as plain data. All tensors have one axis and sizes are uniforms, so one program serves all of them. */
export function webglProgram(attributes: LaunchAttributes): GPGPUProgram {
  const { step, entries, replicas } = attributes;
  const { kernel } = step;
  return {
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    outputShape: [entries * replicas],
    packedInputs: true,
    packedOutput: true,
    outPackingScheme: DENSE,
    enableShapeUniforms: true,
    customUniforms: uniformsOf(kernel).map(({ name, type }) => ({ name, type: type === 'i32' ? 'int' : 'float' })),
    userCode: webglCode(attributes),
  };
}
