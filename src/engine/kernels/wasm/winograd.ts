import type { GraphNode, Shape, Sliding } from '../../graph/graph';

/** What Winograd's F(4×4, 3×3) needs beyond what windows do: numbers in the order that assembly/winograd-shape.ts reads them. */
export interface WinogradPlan {
  readonly numbers: readonly number[];
  readonly scratchBytes: number;
}

/** What a command does with its tiles: multiply them with the kernel, with the kernel backwards, or with the outputs' gradients. */
type Task = 'convolution' | 'input gradient' | 'filter gradient';

/** Outputs of a tile's row or column that are computed together, the taps they share, and the products it takes. */
const OUTPUTS = 4;
const TAPS = 3;
const POINTS = 6;
/** Tiles whose products are held at a time, and units of a panel, as in assembly/winograd.ts. */
const CHUNK = 16;
const PANEL = 8;
/** Transformed images of one block: few enough to stay near. */
const BLOCK_BYTES = 131072;
/** Tiles that are summed in registers before they are added to a filter gradient: enough to pay for the adding. */
const SUMMED_TILES = 48;
/** Below this many tiles transforming the kernel does not pay. */
const FEW_TILES = 16;
/** Least share of a tile's outputs that must exist, on average. */
const LEAST_SHARE = 0.5;

/** Plans [x, kernel] → out; undefined for shapes that Winograd's algorithm does not serve or does not make faster. */
export function planWinograd(out: GraphNode, [x, kernel]: readonly GraphNode[], sliding: Sliding): WinogradPlan | undefined {
  return plan('convolution', x.shape, out.shape, kernel.shape, sliding);
}

/** Plans [g, kernel] → the gradient of x, with stride 1 a convolution of g with the kernel backwards; undefined as above. */
export function planWinogradGradient(x: GraphNode, [g, kernel]: readonly GraphNode[], sliding: Sliding): WinogradPlan | undefined {
  const padTop = kernel.shape[0] - 1 - sliding.padTop;
  const padLeft = kernel.shape[1] - 1 - sliding.padLeft;
  return plan('input gradient', g.shape, x.shape, kernel.shape, { ...sliding, padTop, padLeft });
}

/** Plans [x, g] → the gradient of the kernel; undefined as above. */
export function planWinogradFilterGradient(kernel: GraphNode, [x, g]: readonly GraphNode[], sliding: Sliding): WinogradPlan | undefined {
  return plan('filter gradient', x.shape, g.shape, kernel.shape, sliding);
}

/**
 * What slides over [n, h, w, channels] to [n, rows, columns, units] with stride 1 and 3×3 taps, by Winograd's F(4×4, 3×3) (Lavin & Gray 2016), which takes a
 * quarter of the multiplications.
 */
function plan(task: Task, source: Shape, out: Shape, kernel: Shape, { stride, padTop, padLeft }: Sliding): WinogradPlan | undefined {
  const [images, height, width, channels] = source;
  const [, outRows, outColumns, units] = out;
  if (stride !== 1 || kernel[0] !== TAPS || kernel[1] !== TAPS || channels % 4 !== 0 || units % PANEL !== 0) return undefined;
  if (padTop < 0 || padLeft < 0) return undefined;
  const [tileRows, tileColumns] = [Math.ceil(outRows / OUTPUTS), Math.ceil(outColumns / OUTPUTS)];
  const tiles = tileRows * tileColumns;
  if ((outRows * outColumns) / (OUTPUTS * OUTPUTS * tiles) < LEAST_SHARE || images * tiles < FEW_TILES) return undefined;
  const [paddedRows, paddedColumns] = [OUTPUTS * tileRows + TAPS - 1, OUTPUTS * tileColumns + TAPS - 1];
  const isFilterGradient = task === 'filter gradient';
  const imageBytes = 4 * POINTS * POINTS * tiles * (isFilterGradient ? channels + units : channels);
  // At least as many images as fill a chunk: for each block all of the kernel is read.
  const fewest = Math.ceil((isFilterGradient ? SUMMED_TILES : CHUNK) / tiles);
  const block = Math.min(images, Math.max(fewest, Math.floor(BLOCK_BYTES / imageBytes)));
  // Not a multiple of a page, so that the streams of six points do not fall on the same lines of the cache.
  const apart = (floats: number): number => toLine(4 * floats) + 64;
  // Tiles are read by fours, the last of them perhaps beyond a block.
  const imageStep = apart((block * tiles + 3) * channels);
  const halfwayStep = apart(paddedRows * tileColumns * channels);
  const gradientStep = isFilterGradient ? apart(block * tiles * units) : 0;
  const sizes = [
    8 * block * tiles,
    4 * POINTS * POINTS * channels * units,
    4 * paddedColumns * channels,
    POINTS * halfwayStep,
    POINTS * POINTS * imageStep,
    isFilterGradient ? POINTS * POINTS * gradientStep : 4 * POINTS * POINTS * CHUNK * PANEL,
    16 * POINTS * OUTPUTS,
    task === 'input gradient' ? 4 * TAPS * TAPS * channels * units : 0,
  ].map(toLine);
  const starts = sizes.map((_, i) => sizes.slice(0, i + 1).reduce((sum, bytes) => sum + bytes, 0));
  const copied = [Math.min(height, paddedRows - padTop), Math.min(width, paddedColumns - padLeft)];
  return {
    numbers: [
      ...[images, block, height, width, channels, units, outRows, outColumns, tileRows, tileColumns],
      ...[padTop, padLeft, ...copied, imageStep, halfwayStep, ...starts.slice(0, 7), Number(task === 'input gradient'), gradientStep],
    ],
    scratchBytes: starts[7] as number,
  };
}

function toLine(bytes: number): number {
  return 64 * Math.ceil(bytes / 64);
}
