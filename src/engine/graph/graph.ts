import type { ActivationKind } from '../../catalog/activations';

/**
 * The engine's intermediate representation: a list of operations in order of evaluation. A net's forward pass is traced into it once;
 * gradients are more nodes of the same family; every backend evaluates the same list. Shapes leave the replica axis out:
 * a node with `perReplica` holds R such tensors, replica-major.
 *
 * "Columns" are the last axis, "rows" the product of all others, so that one definition serves dense and conv nets.
 */
export type NodeId = number;
export type Shape = readonly number[];
export type DType = 'f32' | 'i32';

export type Operation =
  | ImageOperation
  /** A named buffer that the host writes. */
  | { readonly op: 'input'; readonly name: string }
  /** [flat vector] → the tensor at `offset`: a view, never a copy where the backend can. */
  | { readonly op: 'slice'; readonly offset: number }
  /** [tensors…] → one flat vector [shape[0]]; tensor i lands at offsets[i], gaps are 0. */
  | { readonly op: 'pack'; readonly offsets: readonly number[] }
  /** [x [n, …], index i32 [m]] → [m, …]. Also for i32 labels [n] → [m]. */
  | { readonly op: 'gatherRows' }
  /** [origin [P], deltas [K, P], coords [K] per replica] → origin + Σ_k coords_k · deltas_k, accumulated in k order. */
  | { readonly op: 'compose' }
  /** [a, b] → A·B with either side transposed first. Transposes are of the last two axes. */
  | { readonly op: 'matmul'; readonly transposeA: boolean; readonly transposeB: boolean }
  /** [x [rows, c], v [c]] → x ∘ v on every row. */
  | { readonly op: 'columns'; readonly fn: 'add' | 'subtract' | 'multiply' }
  /** [x [rows, c], mean [c], scale [c], shift [c]] → (x − mean)·scale + shift. */
  | { readonly op: 'normalize' }
  /** [x [rows, c]] → Σ over rows, [c]. */
  | { readonly op: 'columnSum' }
  /** [x, y, both [rows, c]] → Σ over rows of x·y, [c]. */
  | { readonly op: 'columnDot' }
  /** [v [c]] → v on every row; shape gives the rows. */
  | { readonly op: 'broadcastRows' }
  /** [x] → the `order`-th derivative of the activation, element-wise (0 is the function itself). */
  | { readonly op: 'activation'; readonly kind: ActivationKind; readonly order: 0 | 1 | 2 }
  /** [a, b of one shape] → element-wise. */
  | { readonly op: 'binary'; readonly fn: 'add' | 'subtract' | 'multiply' }
  /** [a] → factor · a. */
  | { readonly op: 'scale'; readonly factor: number }
  /** [v] → (v + shift)^exponent. exponent is a multiple of ½; a negative base gives NaN. */
  | { readonly op: 'power'; readonly shift: number; readonly exponent: number }
  /** [a, b, ca?, cb?] → ca·a + cb·b (or cb·b² with `square`). A coefficient is a number, or null for the next per-replica scalar input (shape []). */
  | { readonly op: 'mix'; readonly ca: number | null; readonly cb: number | null; readonly square: boolean }
  /** [m, v, cm?, cv?] → (cm·m) / (√(cv·v) + eps). Coefficients as in `mix`. */
  | { readonly op: 'adamDirection'; readonly cm: number | null; readonly cv: number | null; readonly eps: number }
  /** [logits [n, k], labels i32 [n]] → mean softmax cross entropy, shape []. As PyTorch's: lse = max + log Σ exp(x − max). */
  | { readonly op: 'crossEntropy' }
  /** [logits [n, k], labels i32 [n]] → (softmax − one-hot) / n, [n, k]. */
  | { readonly op: 'crossEntropyGradient' }
  /** [logits [n, k], u [n, k]] → the Hessian of crossEntropy in its logits times u: p∘(u − Σ p·u) / n row by row, p = softmax; symmetric. */
  | { readonly op: 'crossEntropyHessian' }
  /** [logits [n, k], labels i32 [n]] → how many rows have their largest entry at the label, shape []. NaN is the largest; the first index wins ties. */
  | { readonly op: 'correctCount' }
  /** [logits [n, k]] → index of the largest entry of each row as f32 [n], rules as in correctCount. */
  | { readonly op: 'argmax' }
  /**
   * Inference only, made by `fuse`: [x [n, in], kernel [in, out], bias?, (mean, scale, shift)?, residual?] →
   * activation(normalize(x·kernel + bias)) + residual, the optional inputs as flagged, in that order.
   */
  | {
      readonly op: 'denseFused';
      readonly bias: boolean;
      readonly normalize: boolean;
      readonly activation: ActivationKind | null;
      readonly residual: boolean;
    };

/**
 * How windows slide over [n, h, w, c]: one stride both ways, `padTop` rows and `padLeft` columns before the first. How far they go is told by the
 * output's shape. For convolutions, what lies outside is 0 and multiplied like any other number (so that an infinite weight gives NaN there, as
 * PyTorch's padding does): x for `conv2d` and `convFilterGradient`; for `convInputGradient` g, at each tap that falls on a whole step of the
 * stride. Pooling windows stay inside.
 */
export interface Sliding {
  readonly stride: number;
  readonly padTop: number;
  readonly padLeft: number;
}

/** A pooling window. */
export interface PoolWindow {
  readonly size: number;
  readonly stride: number;
}

/** Operations on images, [n, h, w, c]. Convolution, its input-gradient and its filter-gradient are bilinear, and closed under differentiation. */
export type ImageOperation =
  /** [x [n, h, w, ci], kernel [kh, kw, ci, co]] → cross-correlation, [n, oh, ow, co]. */
  | ({ readonly op: 'conv2d' } & Sliding)
  /** [g [n, oh, ow, co], kernel] → Σ over the windows that read each entry of x, [n, h, w, ci]. */
  | ({ readonly op: 'convInputGradient' } & Sliding)
  /** [x, g] → [kh, kw, ci, co]. */
  | ({ readonly op: 'convFilterGradient' } & Sliding)
  /** [x] → mean over each window. */
  | ({ readonly op: 'averagePool' } & PoolWindow)
  /** [g] → each window's share given back to its entries, in the shape of x. */
  | ({ readonly op: 'averagePoolGradient' } & PoolWindow)
  /** [x] → largest entry of each window; NaN is the largest. */
  | ({ readonly op: 'maxPool' } & PoolWindow)
  /** [x, g] → g given to the first largest entry of each window, in the shape of x. */
  | ({ readonly op: 'maxPoolGradient' } & PoolWindow)
  /** [x, v of x's shape] → v at the first largest entry of each window of x. */
  | ({ readonly op: 'maxPoolGather' } & PoolWindow)
  /** [x] → the same entries in another shape: a view. */
  | { readonly op: 'reshape' }
  /** [a, b, …] → joined along the last axis. */
  | { readonly op: 'concatenate' }
  /** [x] → columns offset … offset + shape[-1] of the last axis. */
  | { readonly op: 'takeColumns'; readonly offset: number }
  /** [x] → zeros of the given shape with x at columns offset …. */
  | { readonly op: 'placeColumns'; readonly offset: number }
  /**
   * Inference only, made by `fuse`: [x, kernel, bias?, (mean, scale, shift)?, residual?] → conv2d, then bias, normalisation, the residual "before"
   * the activation, the activation, or the residual "after" it.
   */
  | ({
      readonly op: 'convFused';
      readonly bias: boolean;
      readonly normalize: boolean;
      readonly activation: ActivationKind | null;
      readonly residual: 'none' | 'before' | 'after';
    } & Sliding);

export interface GraphNode {
  readonly operation: Operation;
  readonly inputs: readonly NodeId[];
  readonly shape: Shape;
  readonly perReplica: boolean;
  readonly dtype: DType;
}

/** A value carried from one run to the next: after a run, the input is given the node's value. */
export interface GraphUpdate {
  readonly input: string;
  readonly node: NodeId;
}

/** A traced computation. `nodes` is in topological order; a node's id is its index. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly outputs: Readonly<Record<string, NodeId>>;
  /** Applied together after all nodes are evaluated, so an update never disturbs another's reading. */
  readonly updates: readonly GraphUpdate[];
  /**
   * Convolutions go by plain sums even where a backend has a faster way that rounds more: for derivatives that are measured. An activation that rounding takes
   * over a kink changes them by far more than rounding itself.
   */
  readonly plainSums?: boolean;
}

/** Number of entries of one replica's tensor. */
export function sizeOf(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Last axis and the product of the others; a scalar is one row of one column, a vector one row. */
export function rowsAndColumns(shape: Shape): { rows: number; columns: number } {
  const columns = shape.at(-1) ?? 1;
  return { rows: columns === 0 ? 0 : sizeOf(shape) / columns, columns };
}
