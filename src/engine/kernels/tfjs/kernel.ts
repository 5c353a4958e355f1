import type { DType, NodeId } from '../../graph/graph';
import type { Epilogue } from './ops/epilogue';

/** A number that a kernel is given at each launch, so that one compiled program serves all sizes. */
export interface KernelUniform {
  readonly name: string;
  readonly type: 'i32' | 'f32';
}

/** Names of a kernel's operands in its code: `loadA(r, i)` reads entry i of operand A for replica r. */
export const OPERAND_NAMES = ['A', 'B', 'C', 'D', 'E', 'F', 'G'] as const;

interface KernelCode {
  /** Name in tfjs's kernel registry. */
  readonly name: string;
  /** Tells programs of one name apart: kernels with equal name and key have equal code. */
  readonly key: string;
  readonly operands: readonly DType[];
  readonly uniforms: readonly KernelUniform[];
  /** Library functions used, see functions.ts. */
  readonly functions: readonly string[];
}

/**
 * A kernel whose thread computes one entry. Thread index → replica r = index / entries, entry i = index mod entries,
 * where entries is the result's size with its padding.
 * `body` returns that entry; it is written in the subset of WGSL that webgl/glsl.ts can translate.
 */
export interface ElementKernel extends KernelCode {
  readonly kind: 'element';
  readonly result: DType;
  /** Which pooling it is, where it is one: a backend may then have a faster code of its own. */
  readonly pooling?: 'average' | 'max';
  /** Body of a function `term(r, i)` that `body` calls, where it does. */
  readonly term?: string;
  readonly body: string;
}

/**
 * A product A·B per replica, B's operand being the second. `finish` is the body of a function of (r, row, column, product) that
 * returns the entry, which is what `epilogue` says; each backend tiles the product in its own way.
 */
export interface MatMulKernel extends KernelCode {
  readonly kind: 'matmul';
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly epilogue: Epilogue;
  readonly finish: string;
}

/**
 * Sums over sliding windows: [source [images, height, width, channels], weights [taps, channels, units]] → [images, rows, columns, units],
 * the extents being its uniforms. `finish` is as in {@link MatMulKernel}, a row being a position of the result.
 */
export interface ConvolutionKernel extends KernelCode {
  readonly kind: 'convolution';
  readonly kernelRows: number;
  readonly kernelColumns: number;
  readonly stride: number;
  /** The stride is the result's: tap i of row y reads row (y + padTop − i) / stride of the source, where that is whole. */
  readonly transposed: boolean;
  readonly epilogue: Epilogue;
  readonly finish: string;
}

/**
 * For each block of images, Σ over its positions of what a weight multiplied times g: [x, g] → [blocks, taps, channels, units]. Uniforms as in
 * {@link ConvolutionKernel}, then the images of a block.
 */
export interface FilterGradientKernel extends KernelCode {
  readonly kind: 'filterGradient';
  readonly kernelRows: number;
  readonly kernelColumns: number;
  readonly stride: number;
}

export type Kernel = ElementKernel | MatMulKernel | ConvolutionKernel | FilterGradientKernel;

/** Where a step finds an operand: a node's value, or the result of the node's earlier step with that index. */
export type Source = { readonly node: NodeId } | { readonly step: number };

/** One launch of a kernel; a node is evaluated by one or more steps, the last one giving its value. */
export interface Step {
  readonly kernel: Kernel;
  readonly operands: readonly Source[];
  /** Values of the kernel's uniforms, in its order. */
  readonly uniforms: readonly number[];
  /** Entries of the result, for one replica. */
  readonly size: number;
}

/** How a launch finds an operand's entries in its tensor: entry i of replica r lies at offset + r · stride + i. */
export interface Placement {
  readonly offset: number;
  readonly stride: number;
}

/** What a registered kernel is called with, beside its tensors. */
export interface LaunchAttributes {
  readonly step: Step;
  /** Entries of one replica's result with what pads it to the backend's alignment; the next replica starts after them. */
  readonly entries: number;
  readonly placements: readonly Placement[];
  readonly replicas: number;
  /** Replicas that the result has room for, at least as many, so that runs of any number of them share one set of buffers; `replicas` where it is absent. */
  readonly held?: number;
  /** The device's variant of its products. */
  readonly variant?: string;
}

/** Uniforms that every kernel has, before its own: entries a replica, then offset and stride of each operand. */
export function uniformsOf(kernel: Kernel): KernelUniform[] {
  const placement = kernel.operands.flatMap((_, k) => {
    const name = (OPERAND_NAMES[k] as string).toLowerCase();
    return [`${name}Offset`, `${name}Stride`];
  });
  return [...['entries', ...placement].map((name) => ({ name, type: 'i32' as const })), ...kernel.uniforms];
}

/** Values of {@link uniformsOf} for one launch. */
export function uniformValues({ step, entries, placements }: LaunchAttributes): number[] {
  return [entries, ...placements.flatMap(({ offset, stride }) => [offset, stride]), ...step.uniforms];
}

const INTEGER = (name: string): KernelUniform => ({ name, type: 'i32' });
const REAL = (name: string): KernelUniform => ({ name, type: 'f32' });

/** Shorthand of kernel files: integer and real uniforms by name. */
export const uniforms = {
  integers: (...names: string[]): KernelUniform[] => names.map(INTEGER),
  reals: (...names: string[]): KernelUniform[] => names.map(REAL),
};
