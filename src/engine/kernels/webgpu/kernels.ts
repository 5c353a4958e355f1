import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import { matMulCode, TILE } from './matmul';
import { elementCode } from './wgsl';

const WORKGROUP = 64;

/** A kernel as tfjs runs it, as plain data but for its code, which is made when first compiled. */
export function webgpuProgram(attributes: LaunchAttributes): WebGPUProgram {
  const { step, entries, replicas } = attributes;
  const { kernel } = step;
  const size = entries * replicas;
  return {
    outputShape: [size],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(threads(attributes) / WORKGROUP), 1, 1],
    workgroupSize: [WORKGROUP, 1, 1],
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    uniforms: launchUniforms(kernel)
      .map(({ name, type }) => `${name} : ${type}, `)
      .join(''),
    size: true,
    shaderKey: `${kernel.name} ${kernel.key}`,
    getUserCode: () => webgpuCode(kernel),
  };
}

/** WGSL of a kernel: what stands between the declarations that tfjs writes and its entry point. */
export function webgpuCode(kernel: Kernel): string {
  return kernel.kind === 'matmul' ? matMulCode(kernel) : elementCode(kernel);
}

function launchUniforms(kernel: Kernel): { name: string; type: string }[] {
  return [...uniformsOf(kernel), { name: 'replicas', type: 'i32' }];
}

function threads({ step, entries, replicas }: LaunchAttributes): number {
  if (step.kernel.kind === 'element') return entries * replicas;
  const [n, , m] = step.uniforms as [number, number, number];
  return Math.ceil(n / TILE) * Math.ceil(m / TILE) * replicas;
}

const runKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const attributes = attrs as unknown as LaunchAttributes;
  const { kernel } = attributes.step;
  const operands = kernel.operands.map((_, k) => inputs[OPERAND_NAMES[k] as string] as TensorInfo);
  const values = [...uniformValues(attributes), attributes.replicas];
  const uniforms = launchUniforms(kernel).map(({ type }, k) => ({
    type: type === 'i32' ? 'int32' : 'float32',
    data: [values[k] as number],
  }));
  const dtype = kernel.kind === 'element' && kernel.result === 'i32' ? 'int32' : 'float32';
  return (backend as WebGPUBackend).runWebGPUProgram(webgpuProgram(attributes), operands, dtype, uniforms);
};

/** Enters our kernels in tfjs's registry for the WebGPU backend, once. */
export function registerWebgpuKernels(): void {
  for (const kernelName of KERNEL_NAMES) {
    if (!getKernel(kernelName, 'webgpu')) registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: runKernel });
  }
}
