import type { GraphNode, Shape, Sliding } from '../../graph/graph';

/** What a convolution by Winograd's F(4, 3) needs beyond what every convolution does: numbers in the order that assembly/winograd.ts reads them. */
export interface WinogradPlan {
  readonly numbers: readonly number[];
  readonly scratchBytes: number;
}

/** Outputs of a row that are computed together, the taps they share, and the products it takes. */
const OUTPUTS = 4;
const TAPS = 3;
const POINTS = 6;
/** Positions whose products are held at a time, and units of a panel, as in assembly/winograd.ts. */
const CHUNK = 32;
const PANEL = 8;
/** Transformed images of one block: few enough to stay near. */
const BLOCK_BYTES = 65536;
/** Below this many rows of outputs transforming the kernel does not pay. */
const FEW_POSITIONS = 64;
/** Least share of a row's four outputs that must exist: two thirds would give the gain of half the products away again. */
const LEAST_SHARE = 0.74;

/** Plans [x, kernel] → out; undefined for shapes that Winograd's algorithm does not serve or does not make faster. */
export function planWinograd(out: GraphNode, [x, kernel]: readonly GraphNode[], sliding: Sliding): WinogradPlan | undefined {
  return plan(x.shape, out.shape, kernel.shape, sliding, false);
}

/** Plans [g, kernel] → the gradient of x, with stride 1 a convolution of g with the kernel backwards; undefined as above. */
export function planWinogradGradient(x: GraphNode, [g, kernel]: readonly GraphNode[], sliding: Sliding): WinogradPlan | undefined {
  const padTop = kernel.shape[0] - 1 - sliding.padTop;
  const padLeft = kernel.shape[1] - 1 - sliding.padLeft;
  return plan(g.shape, x.shape, kernel.shape, { ...sliding, padTop, padLeft }, true);
}

/**
 * A convolution [n, h, w, channels] → [n, rows, columns, units] with stride 1 and three columns of taps by Winograd's F(4, 3) along rows (Lavin & Gray 2016),
 * which takes half the multiplications.
 */
function plan(
  source: Shape,
  out: Shape,
  kernel: Shape,
  { stride, padTop, padLeft }: Sliding,
  isFlipped: boolean,
): WinogradPlan | undefined {
  const [images, height, width, channels] = source;
  const [tapRows, tapColumns] = kernel;
  const [, outRows, outColumns, units] = out;
  if (stride !== 1 || tapColumns !== TAPS || channels % 4 !== 0 || units % PANEL !== 0 || padTop < 0 || padLeft < 0) return undefined;
  const segments = Math.ceil(outColumns / OUTPUTS);
  if (outColumns / (OUTPUTS * segments) < LEAST_SHARE || images * outRows * segments < FEW_POSITIONS) return undefined;
  const paddedRows = outRows + tapRows - 1;
  const paddedColumns = OUTPUTS * segments + TAPS - 1;
  const imageBytes = 4 * POINTS * segments * paddedRows * channels;
  // At least as many images as fill a chunk: for each block all of the kernel is read.
  const block = Math.min(images, Math.max(Math.ceil(CHUNK / (segments * outRows)), Math.floor(BLOCK_BYTES / imageBytes)));
  // Not a multiple of a page, so that the six streams do not fall on the same lines of the cache.
  const imageStep = toLine((block * imageBytes) / POINTS) + 64;
  const sizes = [
    8 * (block * segments * outRows + 3),
    4 * POINTS * tapRows * channels * units,
    4 * block * paddedRows * paddedColumns * channels,
    POINTS * imageStep,
    4 * POINTS * CHUNK * PANEL,
    isFlipped ? 4 * tapRows * TAPS * channels * units : 0,
  ].map(toLine);
  const starts = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, bytes) => sum + bytes, 0));
  const copied = [Math.min(height, paddedRows - padTop), Math.min(width, paddedColumns - padLeft)];
  return {
    numbers: [
      ...[images, block, height, width, channels, units, outRows, outColumns, segments, tapRows],
      ...[padTop, padLeft, paddedRows, paddedColumns, ...copied, imageStep, ...starts.slice(0, 5), Number(isFlipped)],
    ],
    scratchBytes: starts[5] as number,
  };
}

function toLine(bytes: number): number {
  return 64 * Math.ceil(bytes / 64);
}
