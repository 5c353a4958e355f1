import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
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

/** Uniforms of a launch with their values, as tfjs takes them. */
export function webgpuUniforms(attributes: LaunchAttributes): { type: string; data: number[] }[] {
  const values = [...uniformValues(attributes), attributes.replicas];
  return launchUniforms(attributes.step.kernel).map(({ type }, k) => ({
    type: type === 'i32' ? 'int32' : 'float32',
    data: [values[k] as number],
  }));
}

function launchUniforms(kernel: Kernel): { name: string; type: string }[] {
  return [...uniformsOf(kernel), { name: 'replicas', type: 'i32' }];
}

function threads({ step, entries, replicas }: LaunchAttributes): number {
  if (step.kernel.kind === 'element') return entries * replicas;
  const [n, , m] = step.uniforms as [number, number, number];
  return Math.ceil(n / TILE) * Math.ceil(m / TILE) * replicas;
}
