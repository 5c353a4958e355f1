import type { ActivationKind } from '../../catalog/activations';
import type { Coefficient } from '../../catalog/ops';
import {
  type DType,
  type Graph,
  type GraphNode,
  type GraphUpdate,
  type NodeId,
  type Operation,
  type PoolWindow,
  rowsAndColumns,
  type Shape,
  type Sliding,
  sizeOf,
} from './graph';

/**
 * Appends operations to a graph: infers shapes, checks them, and returns the existing node when the same operation
 * on the same inputs was added before (so a derivative reuses what the forward pass computed).
 */
export class GraphBuilder {
  private readonly nodes: GraphNode[] = [];
  private readonly known = new Map<string, NodeId>();

  node(id: NodeId): GraphNode {
    const node = this.nodes[id];
    if (!node) throw new RangeError(`Graph has no node ${id}.`);
    return node;
  }

  shape(id: NodeId): Shape {
    return this.node(id).shape;
  }

  input(name: string, shape: Shape, options: { perReplica: boolean; dtype?: DType }): NodeId {
    return this.add({ op: 'input', name }, [], shape, options);
  }

  slice(flat: NodeId, offset: number, shape: Shape): NodeId {
    this.check(offset + sizeOf(shape) <= sizeOf(this.shape(flat)), `slice at ${offset} of ${shape} leaves its vector`);
    return this.add({ op: 'slice', offset }, [flat], shape);
  }

  /** One flat vector of `total` entries from tensors at their offsets. */
  pack(parts: readonly { readonly node: NodeId; readonly offset: number }[], total: number): NodeId {
    const offsets = parts.map((part) => part.offset);
    return this.add(
      { op: 'pack', offsets },
      parts.map((part) => part.node),
      [total],
    );
  }

  gatherRows(x: NodeId, index: NodeId): NodeId {
    const [, ...rest] = this.shape(x);
    const [rows] = this.shape(index) as [number];
    return this.add({ op: 'gatherRows' }, [x, index], [rows, ...rest], { dtype: this.node(x).dtype });
  }

  compose(origin: NodeId, deltas: NodeId, coords: NodeId): NodeId {
    const [k] = this.shape(coords) as [number];
    this.check(this.shape(deltas)[0] === k, 'compose needs one coordinate for each direction');
    return this.add({ op: 'compose' }, [origin, deltas, coords], this.shape(origin));
  }

  matmul(a: NodeId, b: NodeId, options: { transposeA?: boolean; transposeB?: boolean } = {}): NodeId {
    const { transposeA = false, transposeB = false } = options;
    const [a0, a1] = this.shape(a) as [number, number];
    const [b0, b1] = this.shape(b) as [number, number];
    const [n, inner] = transposeA ? [a1, a0] : [a0, a1];
    const [innerB, m] = transposeB ? [b1, b0] : [b0, b1];
    this.check(this.shape(a).length === 2 && this.shape(b).length === 2 && inner === innerB, `matmul of [${a0}, ${a1}] and [${b0}, ${b1}]`);
    return this.add({ op: 'matmul', transposeA, transposeB }, [a, b], [n, m]);
  }

  columns(fn: 'add' | 'subtract' | 'multiply', x: NodeId, v: NodeId): NodeId {
    this.checkColumns(x, v);
    return this.add({ op: 'columns', fn }, [x, v], this.shape(x));
  }

  normalize(x: NodeId, mean: NodeId, scale: NodeId, shift: NodeId): NodeId {
    for (const v of [mean, scale, shift]) this.checkColumns(x, v);
    return this.add({ op: 'normalize' }, [x, mean, scale, shift], this.shape(x));
  }

  columnSum(x: NodeId): NodeId {
    return this.add({ op: 'columnSum' }, [x], [rowsAndColumns(this.shape(x)).columns]);
  }

  columnDot(x: NodeId, y: NodeId): NodeId {
    this.checkSame(x, y);
    return this.add({ op: 'columnDot' }, [x, y], [rowsAndColumns(this.shape(x)).columns]);
  }

  broadcastRows(v: NodeId, shape: Shape): NodeId {
    this.check(this.shape(v)[0] === shape.at(-1), 'broadcastRows keeps the last axis');
    return this.add({ op: 'broadcastRows' }, [v], shape);
  }

  activation(x: NodeId, kind: ActivationKind, order: 0 | 1 | 2 = 0): NodeId {
    return this.add({ op: 'activation', kind, order }, [x], this.shape(x));
  }

  binary(fn: 'add' | 'subtract' | 'multiply', a: NodeId, b: NodeId): NodeId {
    this.checkSame(a, b);
    return this.add({ op: 'binary', fn }, [a, b], this.shape(a));
  }

  scale(a: NodeId, factor: number): NodeId {
    return factor === 1 ? a : this.add({ op: 'scale', factor }, [a], this.shape(a));
  }

  power(v: NodeId, shift: number, exponent: number): NodeId {
    return this.add({ op: 'power', shift, exponent }, [v], this.shape(v));
  }

  mix(ca: Coefficient<NodeId>, a: NodeId, cb: Coefficient<NodeId>, b: NodeId, square = false): NodeId {
    this.checkSame(a, b);
    const [numberA, numberB, scalars] = this.coefficients(ca, cb);
    return this.add({ op: 'mix', ca: numberA, cb: numberB, square }, [a, b, ...scalars], this.shape(a));
  }

  adamDirection(cm: Coefficient<NodeId>, m: NodeId, cv: Coefficient<NodeId>, v: NodeId, eps: number): NodeId {
    this.checkSame(m, v);
    const [numberM, numberV, scalars] = this.coefficients(cm, cv);
    return this.add({ op: 'adamDirection', cm: numberM, cv: numberV, eps }, [m, v, ...scalars], this.shape(m));
  }

  crossEntropy(logits: NodeId, labels: NodeId): NodeId {
    return this.add({ op: 'crossEntropy' }, [logits, labels], []);
  }

  crossEntropyGradient(logits: NodeId, labels: NodeId): NodeId {
    return this.add({ op: 'crossEntropyGradient' }, [logits, labels], this.shape(logits));
  }

  crossEntropyHessian(logits: NodeId, u: NodeId): NodeId {
    this.checkSame(logits, u);
    return this.add({ op: 'crossEntropyHessian' }, [logits, u], this.shape(logits));
  }

  correctCount(logits: NodeId, labels: NodeId): NodeId {
    return this.add({ op: 'correctCount' }, [logits, labels], []);
  }

  argmax(logits: NodeId): NodeId {
    return this.add({ op: 'argmax' }, [logits], this.shape(logits).slice(0, -1));
  }

  /** [n, h, w, ci] with [kh, kw, ci, co] → [n, oh, ow, co]; `padding` zeros on every side. */
  conv2d(x: NodeId, kernel: NodeId, options: { stride: number; padding: number }): NodeId {
    const [n, h, w, ci] = this.shape(x);
    const [kh, kw, inputs, co] = this.shape(kernel);
    this.check(ci === inputs, `a convolution of ${ci} channels with a kernel of ${inputs}`);
    const { stride, padding } = options;
    const extent = (size: number, window: number): number => Math.floor((size + 2 * padding - window) / stride) + 1;
    return this.slide('conv2d', x, kernel, [n, extent(h, kh), extent(w, kw), co], { stride, padTop: padding, padLeft: padding });
  }

  /** One of the convolution family on [first, second], to the given shape. */
  slide(
    op: 'conv2d' | 'convInputGradient' | 'convFilterGradient',
    first: NodeId,
    second: NodeId,
    shape: Shape,
    { stride, padTop, padLeft }: Sliding,
  ): NodeId {
    this.check(
      shape.every((extent) => extent > 0),
      `${op} to [${shape}]`,
    );
    return this.add({ op, stride, padTop, padLeft }, [first, second], shape);
  }

  averagePool(x: NodeId, window: PoolWindow): NodeId {
    return this.add({ op: 'averagePool', ...window }, [x], this.pooledShape(x, window));
  }

  averagePoolGradient(g: NodeId, shape: Shape, { size, stride }: PoolWindow): NodeId {
    return this.add({ op: 'averagePoolGradient', size, stride }, [g], shape);
  }

  maxPool(x: NodeId, window: PoolWindow): NodeId {
    return this.add({ op: 'maxPool', ...window }, [x], this.pooledShape(x, window));
  }

  maxPoolGradient(x: NodeId, g: NodeId, { size, stride }: PoolWindow): NodeId {
    return this.add({ op: 'maxPoolGradient', size, stride }, [x, g], this.shape(x));
  }

  maxPoolGather(x: NodeId, v: NodeId, { size, stride }: PoolWindow): NodeId {
    this.checkSame(x, v);
    return this.add({ op: 'maxPoolGather', size, stride }, [x, v], this.pooledShape(x, { size, stride }));
  }

  reshape(x: NodeId, shape: Shape): NodeId {
    this.check(sizeOf(shape) === sizeOf(this.shape(x)), `[${this.shape(x)}] seen as [${shape}]`);
    return this.add({ op: 'reshape' }, [x], shape);
  }

  concatenate(parts: readonly NodeId[]): NodeId {
    const [first, ...rest] = parts.map((part) => this.shape(part));
    this.check(
      rest.every((shape) => shape.slice(0, -1).join() === first.slice(0, -1).join()),
      'concatenate joins the last axis only',
    );
    const columns = [first, ...rest].reduce((sum, shape) => sum + (shape.at(-1) as number), 0);
    return this.add({ op: 'concatenate' }, parts, [...first.slice(0, -1), columns]);
  }

  takeColumns(x: NodeId, offset: number, columns: number): NodeId {
    this.check(offset + columns <= (this.shape(x).at(-1) as number), `columns ${offset} to ${offset + columns} of [${this.shape(x)}]`);
    return this.add({ op: 'takeColumns', offset }, [x], [...this.shape(x).slice(0, -1), columns]);
  }

  placeColumns(x: NodeId, offset: number, columns: number): NodeId {
    this.check(offset + (this.shape(x).at(-1) as number) <= columns, `[${this.shape(x)}] placed at column ${offset} of ${columns}`);
    return this.add({ op: 'placeColumns', offset }, [x], [...this.shape(x).slice(0, -1), columns]);
  }

  /** Appends a node as it is; for passes that rewrite graphs. */
  append(node: GraphNode): NodeId {
    return this.add(node.operation, node.inputs, node.shape, node);
  }

  /** The finished graph, without nodes that no output or update needs. Ids change; inputs are kept even if unused by outputs. */
  build(outputs: Readonly<Record<string, NodeId>>, updates: readonly GraphUpdate[] = []): Graph {
    const needed = new Set<NodeId>();
    const visit = [...Object.values(outputs), ...updates.map((update) => update.node)];
    for (let id = visit.pop(); id !== undefined; id = visit.pop()) {
      if (needed.has(id)) continue;
      needed.add(id);
      visit.push(...this.node(id).inputs);
    }
    const newIds = new Map<NodeId, NodeId>();
    const nodes: GraphNode[] = [];
    this.nodes.forEach((node, id) => {
      if (!needed.has(id) && node.operation.op !== 'input') return;
      newIds.set(id, nodes.length);
      nodes.push({ ...node, inputs: node.inputs.map((input) => newIds.get(input) as NodeId) });
    });
    const renamed = (id: NodeId): NodeId => newIds.get(id) as NodeId;
    return {
      nodes,
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, id]) => [name, renamed(id)])),
      updates: updates.map(({ input, node }) => ({ input, node: renamed(node) })),
    };
  }

  private add(
    operation: Operation,
    inputs: readonly NodeId[],
    shape: Shape,
    options: { perReplica?: boolean; dtype?: DType } = {},
  ): NodeId {
    const perReplica = options.perReplica ?? inputs.some((id) => this.node(id).perReplica);
    const key = `${JSON.stringify(operation)}|${inputs.join()}|${shape.join()}`;
    const found = this.known.get(key);
    if (found !== undefined) return found;
    const id = this.nodes.push({ operation, inputs, shape, perReplica, dtype: options.dtype ?? 'f32' }) - 1;
    this.known.set(key, id);
    return id;
  }

  private pooledShape(x: NodeId, { size, stride }: PoolWindow): Shape {
    const [n, h, w, c] = this.shape(x);
    this.check(size <= h && size <= w, `a window of ${size} over ${h} × ${w}`);
    return [n, Math.floor((h - size) / stride) + 1, Math.floor((w - size) / stride) + 1, c];
  }

  private coefficients(first: Coefficient<NodeId>, second: Coefficient<NodeId>): [number | null, number | null, NodeId[]] {
    const scalars = [first, second].flatMap((c) => (typeof c === 'number' ? [] : [c.scalar]));
    return [typeof first === 'number' ? first : null, typeof second === 'number' ? second : null, scalars];
  }

  private checkColumns(x: NodeId, v: NodeId): void {
    const columns = rowsAndColumns(this.shape(x)).columns;
    this.check(
      this.shape(v).length === 1 && this.shape(v)[0] === columns,
      `a vector of [${this.shape(v)}] on columns of [${this.shape(x)}]`,
    );
  }

  private checkSame(a: NodeId, b: NodeId): void {
    this.check(this.shape(a).join() === this.shape(b).join(), `shapes [${this.shape(a)}] and [${this.shape(b)}] differ`);
  }

  private check(holds: boolean, what: string): void {
    if (!holds) throw new RangeError(`Bad graph: ${what}.`);
  }
}
