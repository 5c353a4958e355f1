import type { GraphNode, ImageOperation, Sliding } from '../../../graph/graph';
import { sizeOf } from '../../../graph/graph';
import { imagesPerBlock } from '../../shapes';
import { type ConvolutionKernel, type ElementKernel, type FilterGradientKernel, type Source, type Step, uniforms } from '../kernel';
import { type Epilogue, epilogueCode, PLAIN } from './epilogue';
import { entries, sumRowsSteps } from './sum-rows';

/** Uniforms of both kinds of kernel, in this order. */
const EXTENTS = ['images', 'height', 'width', 'channels', 'rows', 'columns', 'units', 'padTop', 'padLeft'];

interface Windows {
  readonly kernelRows: number;
  readonly kernelColumns: number;
  readonly stride: number;
  readonly transposed: boolean;
}

/** Thread mapping: see webgpu/convolution.ts and webgl/convolution.ts. */
function convolutionKernel(windows: Windows, epilogue: Epilogue): ConvolutionKernel {
  const { key, operands, functions, finish } = epilogueCode(epilogue, 'units');
  const { kernelRows, kernelColumns, stride, transposed } = windows;
  return {
    kind: 'convolution',
    name: 'ReplicaConvolution',
    key: `${kernelRows}x${kernelColumns} ${transposed ? 'transposed ' : ''}${stride} ${key}`.trim(),
    operands: Array.from({ length: 2 + operands }, () => 'f32' as const),
    uniforms: uniforms.integers(...EXTENTS),
    functions,
    ...windows,
    epilogue,
    finish,
  };
}

/** [x, kernel, …] → the convolution with its epilogue. */
export function convolutionSteps(
  operation: Extract<ImageOperation, { op: 'conv2d' | 'convFused' }>,
  out: GraphNode,
  [x, kernel]: readonly GraphNode[],
  sources: readonly Source[],
): Step[] {
  const { stride, padTop, padLeft } = operation;
  const [kernelRows, kernelColumns] = kernel.shape;
  const windows = { kernelRows, kernelColumns, stride, transposed: false };
  return [
    {
      kernel: convolutionKernel(windows, operation.op === 'convFused' ? operation : PLAIN),
      operands: sources,
      uniforms: [...x.shape, ...out.shape.slice(1), padTop, padLeft],
      size: sizeOf(out.shape),
    },
  ];
}

/**
 * [g, kernel] → x's gradient. At stride 1 it is a convolution with the filters turned by 180° and their channels and units exchanged; else each
 * entry takes the taps that fall on a whole step of the stride.
 */
export function inputGradientSteps(
  { stride, padTop, padLeft }: Sliding,
  out: GraphNode,
  [g, kernel]: readonly GraphNode[],
  [fromG, fromKernel]: readonly Source[],
): Step[] {
  const [kernelRows, kernelColumns, channels, units] = kernel.shape;
  const isPlain = stride === 1;
  const pads = isPlain ? [kernelRows - 1 - padTop, kernelColumns - 1 - padLeft] : [padTop, padLeft];
  return [
    {
      kernel: transposeFiltersKernel(isPlain),
      operands: [fromKernel],
      uniforms: [kernelRows * kernelColumns, channels, units],
      size: sizeOf(kernel.shape),
    },
    {
      kernel: convolutionKernel({ kernelRows, kernelColumns, stride, transposed: !isPlain }, PLAIN),
      operands: [fromG, { step: 0 }],
      uniforms: [...g.shape, ...out.shape.slice(1), ...pads],
      size: sizeOf(out.shape),
    },
  ];
}

/** [x, g] → the filters' gradient: sums over blocks of images, then over the blocks. */
export function filterGradientSteps(
  { stride, padTop, padLeft }: Sliding,
  out: GraphNode,
  [x, g]: readonly GraphNode[],
  sources: readonly Source[],
): Step[] {
  const [kernelRows, kernelColumns] = out.shape;
  const [images, rows, columns] = g.shape;
  const perBlock = imagesPerBlock(rows * columns);
  const blocks = Math.ceil(images / perBlock);
  const size = sizeOf(out.shape);
  const kernel: FilterGradientKernel = {
    kind: 'filterGradient',
    name: 'ReplicaFilterGradient',
    key: `${kernelRows}x${kernelColumns} ${stride}`,
    operands: ['f32', 'f32'],
    uniforms: uniforms.integers(...EXTENTS, 'imagesPerBlock'),
    functions: [],
    kernelRows,
    kernelColumns,
    stride,
  };
  return [
    { kernel, operands: sources, uniforms: [...x.shape, ...g.shape.slice(1), padTop, padLeft, perBlock], size: blocks * size },
    ...(blocks > 1 ? sumRowsSteps(entries({ step: 0 }), blocks, size, 1, 1) : []),
  ];
}

/** Filters [taps, channels, units] → [taps, units, channels], the taps in reverse order where `turned`. Thread → entry. */
function transposeFiltersKernel(turned: boolean): ElementKernel {
  return {
    kind: 'element',
    name: 'ReplicaTransposeFilters',
    key: turned ? 'turned' : '',
    operands: ['f32'],
    result: 'f32',
    uniforms: uniforms.integers('taps', 'channels', 'units'),
    functions: [],
    body: `let row: i32 = i / uniforms.channels;
  let channel: i32 = i - row * uniforms.channels;
  let tap: i32 = row / uniforms.units;
  let unit: i32 = row - tap * uniforms.units;
  return loadA(r, (${turned ? 'uniforms.taps - 1 - tap' : 'tap'}) * uniforms.channels * uniforms.units + channel * uniforms.units + unit);`,
  };
}
