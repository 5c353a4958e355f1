import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type LaunchAttributes, OPERAND_NAMES } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import { webgpuProgram, webgpuUniforms } from './programs';

const runKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const attributes = attrs as unknown as LaunchAttributes;
  const { kernel } = attributes.step;
  const operands = kernel.operands.map((_, k) => inputs[OPERAND_NAMES[k] as string] as TensorInfo);
  const dtype = kernel.kind === 'element' && kernel.result === 'i32' ? 'int32' : 'float32';
  return (backend as WebGPUBackend).runWebGPUProgram(webgpuProgram(attributes), operands, dtype, webgpuUniforms(attributes));
};

/** Enters our kernels in tfjs's registry for the WebGPU backend, once. */
export function registerWebgpuKernels(): void {
  for (const kernelName of KERNEL_NAMES) {
    if (!getKernel(kernelName, 'webgpu')) registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: runKernel });
  }
}
