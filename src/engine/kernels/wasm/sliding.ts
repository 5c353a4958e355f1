import type { GraphNode, Shape, Sliding } from '../../graph/graph';
import { Packing } from './opcodes';

/**
 * How one command slides windows over a source (assembly/windows.ts). All of the family are this: a convolution; for stride s the s² parts of an
 * input gradient, each a convolution of g with every s-th row and column of the kernel, backwards, to every s-th pixel; and the windows whose
 * entries a filter gradient multiplies with g.
 */
export interface Windows {
  /** In the order that the kernels read them. */
  readonly numbers: readonly number[];
  readonly scratchBytes: number;
}

/** What a convolution command needs beyond its operands. */
export interface ConvolutionPlan extends Windows {
  readonly packing: readonly number[];
}

/** One axis of a plan: where windows begin, how many there are, and how much of the source they span with its margins. */
interface Axis {
  readonly margin: number;
  readonly padded: number;
  readonly first: number;
  readonly step: number;
  readonly taps: number;
  readonly count: number;
  readonly outFirst: number;
  readonly outStep: number;
  readonly outExtent: number;
}

/** Pixels of one block, as far as whole images allow: few enough for its padded copy to stay near, many enough to make use of its table. */
const BLOCK_BYTES = 32768;
const BLOCK_PIXELS = 1024;
/** Below this many pixels a kernel is not worth copying. */
const FEW_PIXELS = 64;

/** [x, kernel] → out. */
export function planConvolution(out: GraphNode, [x, kernel]: readonly GraphNode[], sliding: Sliding): ConvolutionPlan {
  const [rows, columns] = forwardAxes(x.shape, kernel.shape, out.shape, sliding);
  const units = out.shape[3];
  const pixels = out.shape[0] * out.shape[1] * out.shape[2];
  const packing = units <= 8 || pixels < FEW_PIXELS ? Packing.None : Packing.Panels;
  const windows = layOutWindows(x.shape, units, rows, columns, packing === Packing.None ? 0 : rows.taps * columns.taps * x.shape[3]);
  return { ...windows, packing: [packing, 0, 0, 0, 0] };
}

/** [x, g] → the kernel's gradient. */
export function planFilterGradient(out: GraphNode, [x, g]: readonly GraphNode[], sliding: Sliding): Windows {
  const [rows, columns] = forwardAxes(x.shape, out.shape, g.shape, sliding);
  return layOutWindows(x.shape, g.shape[3], rows, columns, 0);
}

/** [g, kernel] → x's gradient: one plan for each offset that pixels of x can have against the stride. */
export function planInputGradient(out: GraphNode, [g, kernel]: readonly GraphNode[], sliding: Sliding): ConvolutionPlan[] {
  const { stride, padTop, padLeft } = sliding;
  const [, height, width, channels] = out.shape;
  const [, gHeight, gWidth, units] = g.shape;
  const plans: ConvolutionPlan[] = [];
  for (let y = 0; y < Math.min(stride, height); y++) {
    for (let x = 0; x < Math.min(stride, width); x++) {
      const rows = backwardAxis(y, height, gHeight, kernel.shape[0], stride, padTop);
      const columns = backwardAxis(x, width, gWidth, kernel.shape[1], stride, padLeft);
      const windows = layOutWindows(g.shape, channels, rows, columns, rows.taps * columns.taps * units);
      plans.push({ ...windows, packing: [Packing.Flipped, rows.lastTap, columns.lastTap, stride, kernel.shape[1]] });
    }
  }
  return plans;
}

function forwardAxes(x: Shape, kernel: Shape, out: Shape, { stride, padTop, padLeft }: Sliding): [Axis, Axis] {
  const axis = (extent: number, taps: number, count: number, margin: number): Axis => ({
    margin,
    padded: Math.max(margin + extent, (count - 1) * stride + taps),
    first: 0,
    step: stride,
    taps,
    count,
    outFirst: 0,
    outStep: 1,
    outExtent: count,
  });
  return [axis(x[1], kernel[0], out[1], padTop), axis(x[2], kernel[1], out[2], padLeft)];
}

/** Entries of x at `offset`, `offset` + stride, … are reached by the kernel's taps at firstTap, firstTap + stride, …, `lastTap` from the earliest window. */
function backwardAxis(
  offset: number,
  extent: number,
  gExtent: number,
  kernelTaps: number,
  stride: number,
  padding: number,
): Axis & { lastTap: number } {
  const firstTap = (offset + padding) % stride;
  const taps = Math.max(0, Math.ceil((kernelTaps - firstTap) / stride));
  const count = Math.ceil((extent - offset) / stride);
  const earliest = Math.floor((offset + padding) / stride) - (taps - 1);
  const margin = Math.max(0, -earliest);
  const first = margin + earliest;
  return {
    margin,
    padded: Math.max(margin + gExtent, first + count - 1 + taps),
    first,
    step: 1,
    taps,
    count,
    outFirst: offset,
    outStep: stride,
    outExtent: extent,
    lastTap: firstTap + stride * (taps - 1),
  };
}

function layOutWindows(source: Shape, outChannels: number, rows: Axis, columns: Axis, packedRows: number): Windows {
  const [images, height, width, channels] = source;
  const isEmpty = rows.taps === 0 || columns.taps === 0;
  const isPadded = !isEmpty && (rows.padded > height || columns.padded > width);
  const [paddedHeight, paddedWidth] = isPadded ? [rows.padded, columns.padded] : [height, width];
  const imageBytes = 4 * paddedHeight * paddedWidth * channels;
  const pixels = rows.count * columns.count;
  const wanted = Math.min(Math.floor(BLOCK_PIXELS / pixels), isPadded ? Math.floor(BLOCK_BYTES / imageBytes) : images);
  const block = Math.max(1, Math.min(images, wanted));
  const tableBytes = toLine(8 * (block * pixels + 3));
  const packedBytes = toLine(4 * packedRows * 4 * Math.ceil(outChannels / 4));
  const paddedBytes = isPadded ? toLine(block * imageBytes + 16) : 0;
  return {
    numbers: [
      ...[images, block, height, width, channels, rows.margin, columns.margin, paddedHeight, paddedWidth, Number(isPadded)],
      ...(isEmpty ? [0, 0, rows.step, 0, 0] : [rows.first, columns.first, rows.step, rows.taps, columns.taps]),
      ...[rows.count, columns.count, rows.outFirst, columns.outFirst, rows.outStep, rows.outExtent, columns.outExtent, outChannels],
      ...[tableBytes, tableBytes + packedBytes],
    ],
    scratchBytes: tableBytes + packedBytes + paddedBytes,
  };
}

function toLine(bytes: number): number {
  return 64 * Math.ceil(bytes / 64);
}
