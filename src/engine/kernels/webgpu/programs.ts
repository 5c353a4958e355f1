import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu/dist/webgpu_program';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, type Step, uniformsOf, uniformValues } from '../tfjs/kernel';
import { convolutionCode } from './convolution';
import { filterGradientCode } from './filter-gradient';
import { matMulCode } from './matmul';
import {
  convolutionThreads,
  filterGradientThreads,
  filterTileOf,
  productThreads,
  productTileOf,
  type Tiling,
  tileOf,
  tilingNamed,
  WORKGROUP,
} from './tiling';
import { elementCode } from './wgsl';

/** What of a program is the same at every launch of its kernel in one tile. */
interface Layout {
  readonly variableNames: string[];
  readonly uniforms: string;
  readonly uniformTypes: readonly string[];
  readonly key: string;
  readonly getUserCode: () => string;
}

const layouts = new WeakMap<Kernel, Map<string, Layout>>();

function layoutOf({ step, variant }: LaunchAttributes): Layout {
  const { kernel } = step;
  const tile = tileName(step, tilingNamed(variant));
  const ofKernel = layouts.get(kernel) ?? new Map<string, Layout>();
  layouts.set(kernel, ofKernel);
  const known = ofKernel.get(tile);
  if (known) return known;
  const uniforms = [...uniformsOf(kernel), { name: 'replicas', type: 'i32' }];
  const layout: Layout = {
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    uniforms: uniforms.map(({ name, type }) => `${name} : ${type}, `).join(''),
    uniformTypes: uniforms.map(({ type }) => (type === 'i32' ? 'int32' : 'float32')),
    key: `${kernel.name} ${kernel.key}${tile}`,
    getUserCode: () => webgpuCode(step, tilingNamed(variant)),
  };
  ofKernel.set(tile, layout);
  return layout;
}

/** A kernel as tfjs runs it, as plain data but for its code, which is made when first compiled. */
export function webgpuProgram(attributes: LaunchAttributes): WebGPUProgram {
  const { variableNames, uniforms, key, getUserCode } = layoutOf(attributes);
  return {
    outputShape: [attributes.entries * (attributes.held ?? attributes.replicas)],
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

/** WGSL of a step's kernel: what stands between the declarations that tfjs writes and its entry point. */
function webgpuCode(step: Step, tiling: Tiling): string {
  const { kernel } = step;
  switch (kernel.kind) {
    case 'element':
      return elementCode(kernel);
    case 'matmul':
      return matMulCode(kernel, productTileOf(step, tiling));
    case 'convolution':
      return convolutionCode(kernel, tileOf(step, tiling));
    case 'filterGradient':
      return filterGradientCode(kernel, filterTileOf(step, tiling));
  }
}

/** Tells the code of one kernel in several tiles apart. */
function tileName(step: Step, tiling: Tiling): string {
  if (step.kernel.kind === 'matmul') {
    const { rows, units, sharesOperands, sharesRows, isLong, isWhole } = productTileOf(step, tiling);
    return ` in ${rows}x${units}${sharesOperands ? ' shared' : ''}${sharesRows ? ' quads' : ''}${isLong ? ' long' : ''}${isWhole ? ' whole' : ''}`;
  }
  if (step.kernel.kind === 'convolution') {
    const { rows, columns, units, sharesWeights, isWhole } = tileOf(step, tiling);
    return ` in ${rows}x${columns}x${units}${sharesWeights ? ' shared' : ''}${isWhole ? ' whole' : ''}`;
  }
  if (step.kernel.kind !== 'filterGradient') return '';
  const { channels, units } = filterTileOf(step, tiling);
  return ` in ${channels}x${units}`;
}

/** Uniforms of a launch with their values, as tfjs takes them. */
export function webgpuUniforms(attributes: LaunchAttributes): { type: string; data: number[] }[] {
  const values = [...uniformValues(attributes), attributes.replicas];
  return layoutOf(attributes).uniformTypes.map((type, k) => ({ type, data: [values[k] as number] }));
}

function threads(attributes: LaunchAttributes): number {
  const { step, entries, replicas } = attributes;
  switch (step.kernel.kind) {
    case 'element':
      return entries * replicas;
    case 'matmul':
      return productThreads(step, replicas, tilingNamed(attributes.variant));
    case 'convolution':
      return convolutionThreads(step, replicas, tilingNamed(attributes.variant));
    case 'filterGradient':
      return filterGradientThreads(step, replicas, tilingNamed(attributes.variant));
  }
}
