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
