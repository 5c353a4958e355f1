import type { MemoryNeed, Program } from '../../device';
import { type Graph, type GraphNode, type NodeId, sizeOf } from '../../graph/graph';
import type { Addresses, Command, Operand } from './command';
import { type CommandList, writeCommands } from './command-list';
import { commandsOf, copyCommand } from './commands';
import type { Heap } from './heap';
import { imageScratchBytes } from './image-commands';
import { layOut } from './layout';
import { type Place, type Placement, place } from './place';

/** Runs the commands between two addresses for replicas first … last − 1; 0, or the address of the command that failed. */
export type Execute = (from: number, to: number, first: number, last: number) => number;

/** A compiled graph and what it occupies. */
export interface CompiledProgram {
  readonly program: Program;
  readonly tensors: number;
}

/** Left for a program's commands, and for what blocks are rounded up by. */
const COMMAND_BYTES = 2 ** 20;

/** What a program of the graph would take of a heap. */
export function memoryFor(graph: Graph, heap: Heap): MemoryNeed {
  const { fixedBytes, replicaBytes } = layOut(place(graph).buffers, 1, scratchBytesOf(graph) + stagingBytes(graph));
  const availableBytes = Math.max(0, heap.largestBytes - COMMAND_BYTES);
  const maxReplicas = Math.max(0, Math.floor((availableBytes - fixedBytes) / Math.max(1, replicaBytes)));
  return { fixedBytes, replicaBytes, availableBytes, maxReplicas };
}

/** Plans memory, writes the commands, and returns the program. Throws a RangeError where it does not fit. */
export function compileProgram(graph: Graph, maxReplicas: number, heap: Heap, execute: Execute, onDispose: () => void): CompiledProgram {
  if (!Number.isInteger(maxReplicas) || maxReplicas < 1)
    throw new RangeError(`A program takes a whole number of replicas from 1, not ${maxReplicas}.`);
  const placement = place(graph);
  const scratchBytes = scratchBytesOf(graph);
  const layout = layOut(placement.buffers, maxReplicas, scratchBytes + stagingBytes(graph));
  const block = heap.allocate(layout.totalBytes);
  if (!block) throw tooLarge(maxReplicas, layout.fixedBytes, layout.replicaBytes, heap.largestBytes);
  const operandAt = ({ buffer, offset }: Place): Operand => ({
    at: block.at + (layout.address.get(buffer) as number) + offset,
    stride: buffer.kept && buffer.perReplica ? buffer.bytes : 0,
  });
  const extraAt = block.at + layout.extraAt;
  const code = writeCommands(heap, draftCommands(graph, placement, operandAt, { at: extraAt, stride: 0 }, extraAt + scratchBytes));
  if (!code) {
    heap.release(block);
    throw tooLarge(maxReplicas, layout.fixedBytes, layout.replicaBytes, heap.largestBytes);
  }
  const [shared, perReplica, after] = code.lists as [CommandList, CommandList, CommandList];

  const inputs = new Map<string, NodeId>();
  graph.nodes.forEach(({ operation }, id) => {
    if (operation.op === 'input') inputs.set(operation.name, id);
  });
  let lastReplicas = maxReplicas;
  // What replicas share is computed again only when an input that they share has changed: no replica's buffer takes its place.
  let isSharedKnown = false;
  const updatesShared = graph.updates.some(({ input }) => !(graph.nodes[inputs.get(input) as NodeId] as GraphNode).perReplica);
  let disposed = false;
  const alive = (): void => {
    if (disposed) throw new Error('This program has been disposed of.');
  };
  const execution = (list: CommandList, last: number): void => {
    const failed = list.from === list.to ? 0 : execute(list.from, list.to, 0, last);
    if (failed === 0) return;
    const { op } = (graph.nodes[list.nodes.get(failed) as NodeId] as GraphNode).operation;
    throw new RangeError(`${op} met a ${op === 'gatherRows' ? 'row index' : 'label'} that is out of range.`);
  };

  const program: Program = {
    write(name, data) {
      alive();
      const id = inputs.get(name);
      if (id === undefined) throw new Error(`This program has no input "${name}".`);
      const { shape, perReplica, dtype } = graph.nodes[id] as GraphNode;
      const size = sizeOf(shape);
      const fits = perReplica ? data.length <= size * maxReplicas && (size === 0 || data.length % size === 0) : data.length === size;
      if (!fits) throw new RangeError(`Input "${name}" takes ${size} numbers${perReplica ? ' a replica' : ''}, not ${data.length}.`);
      const target = dtype === 'i32' ? heap.i32 : heap.f32;
      target.set(data, operandAt(placement.places[id] as Place).at / 4);
      if (!perReplica) isSharedKnown = false;
    },
    run(replicas) {
      alive();
      if (!Number.isInteger(replicas) || replicas < 1 || replicas > maxReplicas)
        throw new RangeError(`A run takes 1 to ${maxReplicas} replicas, not ${replicas}.`);
      lastReplicas = replicas;
      if (!isSharedKnown) execution(shared, 1);
      isSharedKnown = !updatesShared;
      execution(perReplica, replicas);
      execution(after, 1);
    },
    async read(name) {
      alive();
      const id = graph.outputs[name] ?? inputs.get(name);
      if (id === undefined) throw new Error(`This program has no value "${name}".`);
      const { shape, perReplica, dtype } = graph.nodes[id] as GraphNode;
      const found = name in graph.outputs ? placement.outputs[name] : placement.places[id];
      const { at: from, stride } = operandAt(found as Place);
      const size = sizeOf(shape);
      const source = dtype === 'i32' ? heap.i32 : heap.f32;
      const result = new Float32Array(size * (perReplica ? lastReplicas : 1));
      for (let done = 0, start = from / 4; done < result.length; done += size, start += stride / 4)
        result.set(source.subarray(start, start + size), done);
      return result;
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      heap.release(block);
      heap.release(code.block);
      onDispose();
    },
  };
  return { program, tensors: placement.buffers.length };
}

/** All commands: those run once before the replicas, those of each replica, those run once after. */
function draftCommands(
  graph: Graph,
  placement: Placement,
  operandAt: (place: Place) => Operand,
  scratch: Operand,
  stagingAt: number,
): Command[][] {
  const addresses: Addresses = { operand: (id) => operandAt(placement.places[id] as Place), scratch };
  const evaluate = (ids: readonly NodeId[]): Command[] => ids.flatMap((id) => commandsOf(graph, id, addresses));
  const copies = outputCopies(graph, placement, operandAt);
  const updates = updateCommands(graph, placement, operandAt, stagingAt);
  return [
    [...copies.shared, ...evaluate(placement.shared)],
    [...copies.perReplica, ...evaluate(placement.perReplica), ...updates.perReplica],
    updates.shared,
  ];
}

/** Outputs that are inputs, or slices of them, are copied: the input may be updated or written before the output is read. */
function outputCopies(
  graph: Graph,
  placement: Placement,
  operandAt: (place: Place) => Operand,
): { shared: Command[]; perReplica: Command[] } {
  const copies = { shared: [] as Command[], perReplica: [] as Command[] };
  for (const [name, id] of Object.entries(graph.outputs)) {
    const [to, from] = [placement.outputs[name] as Place, placement.places[id] as Place];
    if (to.buffer === from.buffer) continue;
    const { shape, perReplica } = graph.nodes[id] as GraphNode;
    copies[perReplica ? 'perReplica' : 'shared'].push(copyCommand(operandAt(to), operandAt(from), 4 * sizeOf(shape), id));
  }
  return copies;
}

/** Copies new values to the inputs; by way of a staging area where the value lies in an input that is itself updated. */
function updateCommands(
  graph: Graph,
  placement: Placement,
  operandAt: (place: Place) => Operand,
  stagingAt: number,
): { shared: Command[]; perReplica: Command[] } {
  const staged = { shared: [] as Command[], perReplica: [] as Command[] };
  const copies = { shared: [] as Command[], perReplica: [] as Command[] };
  const targets = graph.updates.map(({ input }) => {
    const id = graph.nodes.findIndex(({ operation }) => operation.op === 'input' && operation.name === input);
    if (id < 0) throw new Error(`An update names an input "${input}" that the graph does not have.`);
    return id;
  });
  const updatedBuffers = new Set(targets.map((id) => (placement.places[id] as Place).buffer));
  let at = stagingAt;
  graph.updates.forEach(({ input, node }, k) => {
    const target = graph.nodes[targets[k] as NodeId] as GraphNode;
    const value = graph.nodes[node] as GraphNode;
    const bytes = 4 * sizeOf(target.shape);
    if (4 * sizeOf(value.shape) !== bytes || (value.perReplica && !target.perReplica))
      throw new Error(`The update of "${input}" does not have its shape.`);
    const phase = target.perReplica ? 'perReplica' : 'shared';
    const from = placement.places[node] as Place;
    let source = operandAt(from);
    if (updatedBuffers.has(from.buffer)) {
      const staging: Operand = { at, stride: 0 };
      at += bytes;
      staged[phase].push(copyCommand(staging, source, bytes, node));
      source = staging;
    }
    copies[phase].push(copyCommand(operandAt(placement.places[targets[k] as NodeId] as Place), source, bytes, node));
  });
  return { shared: [...staged.shared, ...copies.shared], perReplica: [...staged.perReplica, ...copies.perReplica] };
}

/** The most scratch that a command takes: for a right operand that must be transposed, or for images. */
function scratchBytesOf(graph: Graph): number {
  let bytes = 0;
  for (const node of graph.nodes) {
    const { operation, inputs } = node;
    const isTransposed = operation.op === 'matmul' && operation.transposeB;
    const own = isTransposed ? 4 * sizeOf((graph.nodes[inputs[1] as NodeId] as GraphNode).shape) : imageScratchBytes(graph, node);
    bytes = Math.max(bytes, own);
  }
  return bytes;
}

/** Room for every updated value at once. */
function stagingBytes(graph: Graph): number {
  return 4 * graph.updates.reduce((sum, { node }) => sum + sizeOf((graph.nodes[node] as GraphNode).shape), 0);
}

function tooLarge(maxReplicas: number, fixedBytes: number, replicaBytes: number, available: number): RangeError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  const needed = megabytes(fixedBytes + maxReplicas * replicaBytes);
  const fitting = replicaBytes > 0 ? Math.floor((available - fixedBytes) / replicaBytes) : 0;
  const advice = fitting >= 1 ? `at most ${fitting} replicas fit` : 'not even one replica fits';
  return new RangeError(`${maxReplicas} replicas need ${needed} of memory where ${megabytes(available)} are left; ${advice}.`);
}
