import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
import { matMulCode, TILE } from './matmul';
import { elementCode } from './wgsl';

const WORKGROUP = 64;

/** What of a program is the same at every launch of its kernel. */
interface Layout {
  readonly variableNames: string[];
  readonly uniforms: string;
  readonly uniformTypes: readonly string[];
  readonly key: string;
  readonly getUserCode: () => string;
}

const layouts = new WeakMap<Kernel, Layout>();

function layoutOf(kernel: Kernel): Layout {
  const known = layouts.get(kernel);
  if (known) return known;
  const uniforms = [...uniformsOf(kernel), { name: 'replicas', type: 'i32' }];
  const layout: Layout = {
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    uniforms: uniforms.map(({ name, type }) => `${name} : ${type}, `).join(''),
    uniformTypes: uniforms.map(({ type }) => (type === 'i32' ? 'int32' : 'float32')),
    key: `${kernel.name} ${kernel.key}`,
    getUserCode: () => webgpuCode(kernel),
  };
  layouts.set(kernel, layout);
  return layout;
}

/** A kernel as tfjs runs it, as plain data but for its code, which is made when first compiled. */
export function webgpuProgram(attributes: LaunchAttributes): WebGPUProgram {
  const { step, entries, replicas } = attributes;
  const { variableNames, uniforms, key, getUserCode } = layoutOf(step.kernel);
  return {
    outputShape: [entries * replicas],
    dispatchLayout: { x: [0] },
    dispatch: [Math.ceil(threads(attributes) / WORKGROUP), 1, 1],
    workgroupSize: [WORKGROUP, 1, 1],
    variableNames,
    uniforms,
    size: true,
    shaderKey: key,
    getUserCode,
  };
}

/** WGSL of a kernel: what stands between the declarations that tfjs writes and its entry point. */
function webgpuCode(kernel: Kernel): string {
  return kernel.kind === 'matmul' ? matMulCode(kernel) : elementCode(kernel);
}

/** Uniforms of a launch with their values, as tfjs takes them. */
export function webgpuUniforms(attributes: LaunchAttributes): { type: string; data: number[] }[] {
  const values = [...uniformValues(attributes), attributes.replicas];
  return layoutOf(attributes.step.kernel).uniformTypes.map((type, k) => ({ type, data: [values[k] as number] }));
}

function threads({ step, entries, replicas }: LaunchAttributes): number {
  if (step.kernel.kind === 'element') return entries * replicas;
  const [n, , m] = step.uniforms as [number, number, number];
  return Math.ceil(n / TILE) * Math.ceil(m / TILE) * replicas;
}
