import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import { PackingScheme } from '@tensorflow/tfjs-backend-webgl/dist/tex_util';
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import { elementCode } from './glsl';
import { type MatMulLayout, matMulCode, matMulLayout } from './matmul';
import { texelShape } from './textures';

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
    outPackingScheme: PackingScheme.DENSE,
    enableShapeUniforms: true,
    customUniforms: uniformsOf(kernel).map(({ name, type }) => ({ name, type: type === 'i32' ? 'int' : 'float' })),
    userCode: webglCode(attributes),
  };
}

const runKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const attributes = attrs as unknown as LaunchAttributes;
  const { kernel } = attributes.step;
  const operands = kernel.operands.map((_, k) => inputs[OPERAND_NAMES[k] as string] as TensorInfo);
  const values = uniformValues(attributes).map((value) => [value]);
  // Whole numbers are floats in textures too. The output stays in its texels: tfjs's own unpacking would read another layout.
  const shape = texelShape(attributes.entries * attributes.replicas);
  return (backend as MathBackendWebGL).runWebGLProgram(webglProgram(attributes), operands, 'float32', values, true, shape);
};

/** Enters our kernels in tfjs's registry for the WebGL backend, once. */
export function registerWebglKernels(): void {
  for (const kernelName of KERNEL_NAMES) {
    if (!getKernel(kernelName, 'webgl')) registerKernel({ kernelName, backendName: 'webgl', kernelFunc: runKernel });
  }
}
