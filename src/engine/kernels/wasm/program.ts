import type { Program } from '../../device';
import { type Graph, type GraphNode, type NodeId, sizeOf } from '../../graph/graph';
import { type Addresses, type Command, commandsOf, copyCommand, type Operand } from './commands';
import type { Heap } from './heap';
import { GUARD_BYTES, layOut } from './layout';
import { type Place, place } from './place';

/** Runs the commands between two addresses for replicas first … last − 1; 0, or the address of the command that failed. */
export type Execute = (from: number, to: number, first: number, last: number) => number;

/** A compiled graph and what it occupies. */
export interface CompiledProgram {
  readonly program: Program;
  readonly tensors: number;
}

/** Addresses of a stretch of commands, and which node each belongs to. */
interface CommandList {
  readonly from: number;
  readonly to: number;
  readonly nodes: ReadonlyMap<number, NodeId>;
}

/** Plans memory, writes the commands, and returns the program. Throws a RangeError where it does not fit. */
export function compileProgram(graph: Graph, maxReplicas: number, heap: Heap, execute: Execute, onDispose: () => void): CompiledProgram {
  if (!Number.isInteger(maxReplicas) || maxReplicas < 1)
    throw new RangeError(`A program takes a whole number of replicas from 1, not ${maxReplicas}.`);
  const placement = place(graph);
  const draft = draftCommands(graph, placement, (p) => ({ at: 0, stride: p.offset }), { at: 0, stride: 0 });
  const scratchBytes = transposeBytes(graph);
  const stagingBytes = 4 * graph.updates.reduce((sum, { node }) => sum + sizeOf((graph.nodes[node] as GraphNode).shape), 0);
  const constantBytes = 4 * draft.constants.length;
  const extra = [scratchBytes, stagingBytes, constantBytes, draft.bytes].map((bytes) => Math.ceil((bytes + 16) / 64) * 64);
  const layout = layOut(
    placement.buffers,
    maxReplicas,
    extra.reduce((sum, bytes) => sum + bytes, 0),
  );
  const block = heap.allocate(layout.totalBytes);
  if (!block) throw tooLarge(maxReplicas, layout.fixedBytes, layout.replicaBytes, heap.largestBytes);

  const [scratchAt, stagingAt, constantsAt, commandsAt] = tail(block.at + layout.totalBytes, extra) as [number, number, number, number];
  const operandAt = ({ buffer, offset }: Place): Operand => ({
    at: block.at + (layout.address.get(buffer) as number) + offset,
    stride: buffer.kept && buffer.perReplica ? buffer.bytes : 0,
  });
  const written = draftCommands(graph, placement, operandAt, { at: scratchAt, stride: 0 }, constantsAt, stagingAt);
  heap.f32.set(written.constants, constantsAt / 4);
  let at = commandsAt;
  const lists = written.lists.map((commands) => {
    const list = writeCommands(heap, at, commands);
    at = list.to;
    return list;
  }) as [CommandList, CommandList, CommandList];

  const inputs = new Map<string, NodeId>();
  graph.nodes.forEach(({ operation }, id) => {
    if (operation.op === 'input') inputs.set(operation.name, id);
  });
  let lastReplicas = maxReplicas;
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
    },
    run(replicas) {
      alive();
      if (!Number.isInteger(replicas) || replicas < 1 || replicas > maxReplicas)
        throw new RangeError(`A run takes 1 to ${maxReplicas} replicas, not ${replicas}.`);
      lastReplicas = replicas;
      const [shared, perReplica, after] = lists;
      execution(shared, 1);
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
      onDispose();
    },
  };
  return { program, tensors: placement.buffers.length };
}

/** All commands: those run once before the replicas, those of each replica, those run once after. */
function draftCommands(
  graph: Graph,
  placement: ReturnType<typeof place>,
  operandAt: (place: Place) => Operand,
  scratch: Operand,
  constantsAt = 0,
  stagingAt = 0,
): { lists: Command[][]; constants: number[]; bytes: number } {
  const constants: number[] = [];
  const addresses: Addresses = {
    operand: (id) => operandAt(placement.places[id] as Place),
    constant(value) {
      const single = Math.fround(value);
      const known = constants.findIndex((held) => Object.is(held, single));
      const index = known >= 0 ? known : constants.push(single) - 1;
      return { at: constantsAt + 4 * index, stride: 0 };
    },
    scratch,
  };
  const evaluate = (ids: readonly NodeId[]): Command[] => ids.flatMap((id) => commandsOf(graph, id, addresses));
  const copies = outputCopies(graph, placement, operandAt);
  const updates = updateCommands(graph, placement, operandAt, stagingAt);
  const lists = [
    [...copies.shared, ...evaluate(placement.shared)],
    [...copies.perReplica, ...evaluate(placement.perReplica), ...updates.perReplica],
    updates.shared,
  ];
  return { lists, constants, bytes: lists.flat().reduce((sum, command) => sum + commandBytes(command), 0) };
}

/** Outputs that are inputs, or slices of them, are copied: the input may be updated or written before the output is read. */
function outputCopies(
  graph: Graph,
  placement: ReturnType<typeof place>,
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
  placement: ReturnType<typeof place>,
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

/** The most bytes that a right operand takes which must be transposed. */
function transposeBytes(graph: Graph): number {
  let bytes = 0;
  for (const { operation, inputs } of graph.nodes) {
    if (operation.op !== 'matmul' || !operation.transposeB) continue;
    bytes = Math.max(bytes, 4 * sizeOf((graph.nodes[inputs[1] as NodeId] as GraphNode).shape));
  }
  return bytes;
}

function commandBytes({ operands, numbers }: Command): number {
  return 8 + 8 * operands.length + 4 * numbers.length;
}

function writeCommands(heap: Heap, from: number, commands: readonly Command[]): CommandList {
  const nodes = new Map<number, NodeId>();
  let at = from;
  for (const command of commands) {
    const words = [command.opcode, commandBytes(command), ...command.operands.flatMap((o) => [o.at, o.stride]), ...command.numbers];
    heap.i32.set(words, at / 4);
    nodes.set(at, command.node);
    at += 4 * words.length;
  }
  return { from, to: at, nodes };
}

/** Start addresses of consecutive areas of these sizes that end, before the guard, at `end`. */
function tail(end: number, bytes: readonly number[]): number[] {
  let at = end - GUARD_BYTES - bytes.reduce((sum, area) => sum + area, 0);
  return bytes.map((area) => {
    const start = at;
    at += area;
    return start;
  });
}

function tooLarge(maxReplicas: number, fixedBytes: number, replicaBytes: number, available: number): RangeError {
  const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
  const needed = megabytes(fixedBytes + maxReplicas * replicaBytes);
  const fitting = replicaBytes > 0 ? Math.floor((available - fixedBytes) / replicaBytes) : 0;
  const advice = fitting >= 1 ? `at most ${fitting} replicas fit` : 'not even one replica fits';
  return new RangeError(`${maxReplicas} replicas need ${needed} of memory where ${megabytes(available)} are left; ${advice}.`);
}
