import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type LaunchAttributes, OPERAND_NAMES, uniformValues } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import { texelShape } from './layout';
import { webglProgram } from './programs';

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
