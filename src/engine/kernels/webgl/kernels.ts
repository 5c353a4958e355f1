import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import { elementCode } from './glsl';
import { matMulCode } from './matmul';

const codes = new Map<string, string>();

/** GLSL of a kernel: what follows the declarations that tfjs writes. */
export function webglCode(kernel: Kernel): string {
  const name = `${kernel.name} ${kernel.key}`;
  const known = codes.get(name);
  if (known !== undefined) return known;
  const code = kernel.kind === 'matmul' ? matMulCode(kernel) : elementCode(kernel);
  codes.set(name, code);
  return code;
}

/** A kernel as tfjs runs it, as plain data. All tensors have one axis and sizes are uniforms, so one program serves all of them. */
export function webglProgram({ step, replicas }: LaunchAttributes): GPGPUProgram {
  const { kernel } = step;
  return {
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    outputShape: [step.size * replicas],
    enableShapeUniforms: true,
    customUniforms: uniformsOf(kernel).map(({ name, type }) => ({ name, type: type === 'i32' ? 'int' : 'float' })),
    userCode: webglCode(kernel),
  };
}

const runKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const attributes = attrs as unknown as LaunchAttributes;
  const { kernel } = attributes.step;
  const operands = kernel.operands.map((_, k) => inputs[OPERAND_NAMES[k] as string] as TensorInfo);
  const dtype = kernel.kind === 'element' && kernel.result === 'i32' ? 'int32' : 'float32';
  const values = uniformValues(attributes).map((value) => [value]);
  return (backend as MathBackendWebGL).compileAndRun(webglProgram(attributes), operands, dtype, values);
};

/** Enters our kernels in tfjs's registry for the WebGL backend, once. */
export function registerWebglKernels(): void {
  for (const kernelName of KERNEL_NAMES) {
    if (!getKernel(kernelName, 'webgl')) registerKernel({ kernelName, backendName: 'webgl', kernelFunc: runKernel });
  }
}
