import { type GraphNode, type Operation, rowsAndColumns } from '../graph/graph';

type MatMul = Extract<Operation, { op: 'matmul' }>;

/** Extents of a product: out [n, m] = Σ over inner. */
export interface MatMulExtents {
  readonly n: number;
  readonly inner: number;
  readonly m: number;
}

/** Extents of A·B as graph.ts defines them, transposes applied. */
export function matMulExtents(a: GraphNode, b: GraphNode, { transposeA, transposeB }: Omit<MatMul, 'op'>): MatMulExtents {
  const left = rowsAndColumns(a.shape);
  const right = rowsAndColumns(b.shape);
  return {
    n: transposeA ? left.columns : left.rows,
    inner: transposeA ? left.rows : left.columns,
    m: transposeB ? right.rows : right.columns,
  };
}

/** Rows that one thread adds in a sum over rows. Fixed, so that a sum's rounding never depends on how many replicas run. */
export const ROWS_PER_BLOCK = 64;

/** Positions of images that one block of a filter gradient sums over, about. */
const POSITIONS_PER_BLOCK = 512;

/** Images of one block of a filter gradient whose result has this many positions an image. Fixed, as {@link ROWS_PER_BLOCK} is. */
export function imagesPerBlock(positions: number): number {
  return Math.max(1, Math.floor(POSITIONS_PER_BLOCK / positions));
}

/** ⌈a / b⌉. */
export function ceilDiv(a: number, b: number): number {
  return Math.ceil(a / b);
}
