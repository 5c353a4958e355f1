import { type Graph, type GraphNode, type NodeId, rowsAndColumns } from '../../../graph/graph';
import { type ElementKernel, type KernelUniform, OPERAND_NAMES, type Step } from '../kernel';
import type { Access, Pointwise } from './definition';
import { pointwiseOf } from './index';

/** Operations joined in one kernel at most, so that code stays short and registers few. */
const MOST_OPERATIONS = 20;
/** Operations cheap enough to be computed again by each of their readers, where that saves a launch. */
const CHEAP: ReadonlySet<string> = new Set(['scale', 'binary', 'columns', 'broadcastRows', 'power']);
const MOST_READERS_OF_CHEAP = 3;

/** Code of an expression over nodes' entries, and what it reads. */
export interface Group {
  readonly lines: readonly string[];
  /** Name of the value, after the lines. */
  readonly value: string;
  /** Nodes read, in the order of the kernel's operands. */
  readonly leaves: readonly NodeId[];
  readonly uniforms: readonly KernelUniform[];
  readonly uniformValues: readonly number[];
  readonly functions: readonly string[];
}

/** What a group may take in: decided for a whole graph. */
export interface GroupContext {
  readonly graph: Graph;
  /** How many nodes read each node. */
  readonly readers: readonly number[];
  /** Nodes that are computed on their own anyway: outputs, updates, and what some other kernel reads. */
  readonly needed: ReadonlySet<NodeId>;
}

/**
 * The expression of a pointwise operation on these nodes, with the pointwise operations that its operands come from, as far as
 * operands (7) and operations (20) allow. `columns` is the extent of the last axis of its result.
 */
export function buildGroup(root: Pointwise, operands: readonly NodeId[], columns: number, context: GroupContext): Group {
  const taken = new Set<NodeId>();
  let leaves = distinct(operands);
  // Breadth first: what lies near the root saves most.
  for (let grown = true; grown; ) {
    grown = false;
    for (const id of leaves) {
      if (!canTake(id, context) || taken.size + 1 >= MOST_OPERATIONS) continue;
      const next = distinct([...leaves.filter((leaf) => leaf !== id), ...nodeOf(context, id).inputs]);
      if (next.length > OPERAND_NAMES.length) continue;
      taken.add(id);
      leaves = next.filter((leaf) => !taken.has(leaf));
      grown = true;
      break;
    }
  }
  return new GroupWriter(context.graph, taken, columns).write(root, operands);
}

/** Whether a node's operation may be computed inside its readers' kernels. */
function canTake(id: NodeId, { graph, readers, needed }: GroupContext): boolean {
  const { operation } = graph.nodes[id] as GraphNode;
  if (needed.has(id) || !pointwiseOf(operation)) return false;
  const count = readers[id] as number;
  return count === 1 || (count <= MOST_READERS_OF_CHEAP && CHEAP.has(operation.op));
}

class GroupWriter {
  private readonly lines: string[] = [];
  private readonly leaves: NodeId[] = [];
  private readonly uniforms: KernelUniform[] = [];
  private readonly uniformValues: number[] = [];
  private readonly functions = new Set<string>();
  private readonly names = new Map<string, string>();
  private usesColumn = false;

  constructor(
    private readonly graph: Graph,
    private readonly taken: ReadonlySet<NodeId>,
    private readonly columns: number,
  ) {}

  write(root: Pointwise, operands: readonly NodeId[]): Group {
    const value = this.apply(root, operands, 'entry');
    const columnLine = this.usesColumn ? ['let column: i32 = i % uniforms.columns;'] : [];
    return {
      lines: [...columnLine, ...this.lines],
      value,
      leaves: this.leaves,
      uniforms: [...(this.usesColumn ? [{ name: 'columns', type: 'i32' as const }] : []), ...this.uniforms],
      uniformValues: [...(this.usesColumn ? [this.columns] : []), ...this.uniformValues],
      functions: [...this.functions],
    };
  }

  private apply(definition: Pointwise, operands: readonly NodeId[], at: Access): string {
    const values = operands.map((id, k) => this.value(id, combine(at, definition.access[k] as Access)));
    const uniforms = definition.uniforms.map(({ type, value }) => {
      const name = `u${this.uniforms.length}`;
      this.uniforms.push({ name, type });
      this.uniformValues.push(value);
      return `uniforms.${name}`;
    });
    for (const name of definition.functions) this.functions.add(name);
    return this.line(definition.expression(values, uniforms));
  }

  private value(id: NodeId, at: Access): string {
    const key = `${id} ${at}`;
    const known = this.names.get(key);
    if (known) return known;
    const node = this.graph.nodes[id] as GraphNode;
    const definition = this.taken.has(id) ? pointwiseOf(node.operation) : undefined;
    const name = definition ? this.apply(definition, node.inputs, at) : this.line(this.load(id, at));
    this.names.set(key, name);
    return name;
  }

  private load(id: NodeId, at: Access): string {
    if (!this.leaves.includes(id)) this.leaves.push(id);
    if (at === 'column') this.usesColumn = true;
    const index = { entry: 'i', column: 'column', scalar: '0' }[at];
    return `load${OPERAND_NAMES[this.leaves.indexOf(id)]}(r, ${index})`;
  }

  private line(expression: string): string {
    const name = `v${this.lines.length}`;
    this.lines.push(`let ${name}: f32 = ${expression};`);
    return name;
  }
}

/** Access to an operand of an operation that is itself accessed so: a column's column is the same one, a scalar has one entry. */
function combine(outer: Access, inner: Access): Access {
  return inner === 'entry' || outer === 'scalar' ? outer : inner;
}

/** The launch that computes a pointwise node with what its group took in. Thread → entry. */
export function pointwiseStep(node: GraphNode, size: number, definition: Pointwise, context: GroupContext): Step {
  const { columns } = rowsAndColumns(node.shape);
  const group = buildGroup(definition, node.inputs, columns, context);
  const body = [...group.lines, `return ${group.value};`].join('\n  ');
  const kernel: ElementKernel = {
    kind: 'element',
    name: 'ReplicaPointwise',
    key: `${node.operation.op} ${textKey(body)}`,
    operands: group.leaves.map(() => 'f32'),
    result: 'f32',
    uniforms: group.uniforms,
    functions: group.functions,
    body,
  };
  return { kernel, operands: group.leaves.map((id) => ({ node: id })), uniforms: group.uniformValues, size };
}

/** A short key of a text: two 32-bit multiplicative hashes (cyrb53, bryc, public domain). Equal keys of unequal kernels would need 2²⁶ of them. */
export function textKey(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 2654435761);
    b = Math.imul(b ^ text.charCodeAt(i), 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}

function nodeOf({ graph }: GroupContext, id: NodeId): GraphNode {
  return graph.nodes[id] as GraphNode;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
