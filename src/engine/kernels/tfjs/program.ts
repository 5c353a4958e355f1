import type { Tensor } from '@tensorflow/tfjs-core';
import type { Program } from '../../device';
import { asDeviceLost } from '../../device-lost';
import { type Graph, type GraphNode, type NodeId, sizeOf } from '../../graph/graph';
import { activate, launch, type TfjsBackend } from './backend';
import type { Step } from './kernel';
import { checkPlanFits } from './limits';
import { copyKernel } from './ops/copy';
import { isView, type Plan, planGraph } from './plan';
import { SharedTensor, type Value } from './tensors';

/** An input's present value and how many replicas of it there are. */
interface InputState {
  value: Value | undefined;
  replicas: number;
}

/** Counts tensors alive on a device. */
export interface TensorCount {
  alive: number;
}

/**
 * Runs a graph launch by launch through tfjs's kernel registry. Inputs and outputs stay on the device; intermediate tensors are freed
 * after their last use, a slice is read in place, and an update keeps the new tensor in the input's stead.
 */
export class TfjsProgram implements Program {
  private readonly inputs = new Map<string, { readonly node: GraphNode; readonly state: InputState }>();
  private readonly plan: Plan;
  private outputs = new Map<NodeId, Value>();
  /** The plan's constants, all of them or none. */
  private constants = new Map<NodeId, Value>();
  private lastReplicas: number;
  private disposed = false;

  constructor(
    private readonly graph: Graph,
    private readonly maxReplicas: number,
    private readonly backend: TfjsBackend,
    private readonly count: TensorCount,
  ) {
    this.lastReplicas = maxReplicas;
    this.plan = planGraph(graph);
    checkPlanFits(graph, this.plan, maxReplicas, backend);
    for (const node of graph.nodes) {
      if (node.operation.op === 'input') this.inputs.set(node.operation.name, { node, state: { value: undefined, replicas: 0 } });
    }
  }

  write(name: string, data: Float32Array | Int32Array): void {
    this.checkUsable();
    const { node, state } = this.input(name);
    const size = sizeOf(node.shape);
    const replicas = size === 0 ? (node.perReplica ? this.maxReplicas : 1) : data.length / size;
    const fits =
      data.length === size * replicas &&
      Number.isInteger(replicas) &&
      replicas >= 1 &&
      replicas <= (node.perReplica ? this.maxReplicas : 1);
    if (!fits) throw new RangeError(`Input "${name}" takes ${size} numbers${node.perReplica ? ' a replica' : ''}, not ${data.length}.`);
    this.setInput(state, this.upload(node, replicas, data), replicas);
    if (!node.perReplica) this.dropConstants();
  }

  run(replicas: number): void {
    this.checkUsable();
    if (!Number.isInteger(replicas) || replicas < 1 || replicas > this.maxReplicas) {
      throw new RangeError(`A run takes 1 to ${this.maxReplicas} replicas, not ${replicas}.`);
    }
    this.lastReplicas = replicas;
    activate(this.backend.id);
    for (const value of this.outputs.values()) value.shared.release();
    this.outputs = new Map();
    const values = new Map<NodeId, Value>();
    const isConstantKnown = this.constants.size > 0;
    const constants = new Map<NodeId, Value>();
    for (const [id, value] of this.constants) values.set(id, { ...value, shared: value.shared.keep() });
    try {
      this.graph.nodes.forEach((node, id) => {
        const steps = this.plan.steps[id];
        if (!steps || (isConstantKnown && !node.perReplica)) return;
        const value = this.evaluate(node, steps, values, replicas);
        values.set(id, value);
        if (this.plan.constants.has(id)) constants.set(id, { ...value, shared: value.shared.keep() });
        for (const done of this.plan.lastReads[id] as readonly NodeId[]) this.free(values, done);
      });
      if (!isConstantKnown) this.constants = constants;
      for (const id of new Set(Object.values(this.graph.outputs))) {
        const value = values.get(id) as Value;
        this.outputs.set(id, { ...value, shared: value.shared.keep() });
      }
      this.applyUpdates(values, replicas);
    } finally {
      for (const id of [...values.keys()]) this.free(values, id);
      if (this.constants !== constants) for (const { shared } of constants.values()) shared.release();
    }
  }

  async read(name: string): Promise<Float32Array> {
    this.checkUsable();
    const id = this.graph.outputs[name];
    const input = id === undefined ? this.input(name) : undefined;
    const node = input?.node ?? (this.graph.nodes[id as NodeId] as GraphNode);
    const value = input ? this.inputValue(input.node, input.state, 1) : this.outputs.get(id as NodeId);
    if (!value) throw new Error(`"${name}" has no value before the first run.`);
    const replicas = node.perReplica ? Math.min(this.lastReplicas, input?.state.replicas ?? this.maxReplicas) : 1;
    activate(this.backend.id);
    const { shared } = input ? { shared: value.shared.keep() } : this.materialise(value, node, replicas);
    try {
      const data = await this.backend.read(shared.tensor).catch((error: unknown) => {
        throw asDeviceLost(error);
      });
      this.backend.throwFailure();
      const size = sizeOf(node.shape);
      const result = new Float32Array(size * replicas);
      for (let r = 0; r < replicas; r++) result.set(data.subarray(r * this.padded(size), r * this.padded(size) + size), r * size);
      return result;
    } finally {
      shared.release();
    }
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const value of this.outputs.values()) value.shared.release();
    for (const { state } of this.inputs.values()) state.value?.shared.release();
    this.dropConstants();
    this.outputs.clear();
    this.inputs.clear();
    this.backend.trim();
  }

  private evaluate(node: GraphNode, steps: readonly Step[], values: Map<NodeId, Value>, replicas: number): Value {
    if (node.operation.op === 'input') {
      const { state } = this.input(node.operation.name);
      const value = this.inputValue(node, state, replicas);
      return { ...value, shared: value.shared.keep() };
    }
    if (isView(node)) {
      const parent = values.get(node.inputs[0] as NodeId) as Value;
      const within = node.operation.op === 'slice' ? node.operation.offset : 0;
      return { ...parent, offset: parent.offset + within, shared: parent.shared.keep() };
    }
    const results: Value[] = [];
    for (const step of steps) {
      const operands = step.operands.map((source) => ('node' in source ? values.get(source.node) : results[source.step]) as Value);
      results.push(this.launch(step, operands, node.perReplica, replicas));
    }
    for (const earlier of results.slice(0, -1)) earlier.shared.release();
    return results.at(-1) as Value;
  }

  private launch(step: Step, placements: readonly Value[], perReplica: boolean, replicas: number): Value {
    const entries = this.backend.resultEntries?.(step) ?? this.padded(step.size);
    const tensors = placements.map((operand) => operand.shared.tensor);
    const attributes = {
      step,
      entries,
      placements,
      replicas: perReplica ? replicas : 1,
      held: this.held(perReplica),
      variant: this.backend.variant,
    };
    const tensor = ofDevice(() => launch(tensors, attributes));
    return { shared: this.shared(tensor), offset: 0, stride: perReplica ? entries : 0 };
  }

  private applyUpdates(values: Map<NodeId, Value>, replicas: number): void {
    const updates = this.graph.updates.map(({ input: name, node: id }) => {
      const { node, state } = this.input(name);
      const count = node.perReplica ? replicas : 1;
      return { state, count, value: this.materialise(values.get(id) as Value, node, replicas) };
    });
    for (const { state, count, value } of updates) this.setInput(state, value, count);
    if (this.graph.updates.some(({ input }) => !this.input(input).node.perReplica)) this.dropConstants();
  }

  private dropConstants(): void {
    for (const { shared } of this.constants.values()) shared.release();
    this.constants.clear();
  }

  /** The value as a tensor of its own, laid out as `node` is, with one more holder; copied where it is a view or must be repeated. */
  private materialise(value: Value, node: GraphNode, replicas: number): Value {
    const size = sizeOf(node.shape);
    const entries = this.padded(size);
    const stride = node.perReplica ? entries : 0;
    const isWhole = value.offset === 0 && value.stride === stride && value.shared.tensor.size === entries * this.held(node.perReplica);
    if (isWhole) return { ...value, shared: value.shared.keep() };
    return this.launch({ kernel: copyKernel(node.dtype), operands: [], uniforms: [], size }, [value], node.perReplica, replicas);
  }

  private inputValue(node: GraphNode, state: InputState, replicas: number): Value {
    if (!state.value) {
      const held = node.perReplica ? this.maxReplicas : 1;
      this.setInput(state, this.upload(node, held, new Float32Array(held * sizeOf(node.shape))), held);
    }
    if (node.perReplica && state.replicas < replicas) {
      const name = node.operation.op === 'input' ? node.operation.name : '';
      throw new RangeError(`Input "${name}" was written for ${state.replicas} of the ${replicas} replicas of this run.`);
    }
    return state.value as Value;
  }

  private setInput(state: InputState, value: Value, replicas: number): void {
    state.value?.shared.release();
    state.value = value;
    state.replicas = replicas;
  }

  /**
   * Replicas that a tensor has room for: always as many, since devices keep buffers for reuse by their size, and would keep a set for every number of
   * replicas that was ever run.
   */
  private held(perReplica: boolean): number {
    return perReplica ? this.maxReplicas : 1;
  }

  /** A tensor on the device with the numbers of some replicas, each padded. */
  private upload(node: GraphNode, replicas: number, data: Float32Array | Int32Array): Value {
    const size = sizeOf(node.shape);
    const entries = this.padded(size);
    const room = entries * this.held(node.perReplica);
    const copy = node.dtype === 'i32' ? new Int32Array(room) : new Float32Array(room);
    for (let r = 0; r < replicas; r++) copy.set(data.subarray(r * size, (r + 1) * size), r * entries);
    activate(this.backend.id);
    return { shared: this.shared(ofDevice(() => this.backend.upload(copy))), offset: 0, stride: node.perReplica ? entries : 0 };
  }

  /** At least one entry: devices have no empty tensors. */
  private padded(size: number): number {
    return Math.ceil(Math.max(size, 1) / this.backend.alignment) * this.backend.alignment;
  }

  private shared(tensor: Tensor): SharedTensor {
    this.count.alive++;
    return new SharedTensor(tensor, () => {
      this.count.alive--;
    });
  }

  private free(values: Map<NodeId, Value>, id: NodeId): void {
    values.get(id)?.shared.release();
    values.delete(id);
  }

  private input(name: string): { readonly node: GraphNode; readonly state: InputState } {
    const input = this.inputs.get(name);
    if (!input) throw new Error(`This program has no value "${name}".`);
    return input;
  }

  private checkUsable(): void {
    if (this.disposed) throw new Error('This program was disposed.');
    this.backend.throwFailure();
  }
}

/** What the device's interface throws is the device's failure, of whatever kind the error is. */
function ofDevice<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw asDeviceLost(error);
  }
}
