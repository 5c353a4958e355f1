import { type Graph, type GraphNode, type NodeId, sizeOf } from '../../graph/graph';

/** A piece of memory that one or several nodes live in. */
export interface Buffer {
  /** Of one replica. */
  readonly bytes: number;
  /** Kept between runs, one for each replica where per replica: inputs and outputs. Others hold one replica at a time, and share space over time. */
  kept: boolean;
  readonly perReplica: boolean;
  /** First and last step of the schedule at which it is written or read. */
  first: number;
  last: number;
}

/** Where a node's tensor lies: `offset` bytes into its buffer. */
export interface Place {
  readonly buffer: Buffer;
  readonly offset: number;
}

/** The order of evaluation and the place of every node. */
export interface Placement {
  readonly places: readonly Place[];
  /** Nodes evaluated once a run, in order, then those evaluated for one replica after the other. */
  readonly shared: readonly NodeId[];
  readonly perReplica: readonly NodeId[];
  /** A place for each output: its node's, or one of its own where that is an input, which may be written before the output is read. */
  readonly outputs: Readonly<Record<string, Place>>;
  readonly buffers: readonly Buffer[];
}

/** Operations that read entry i of an operand before they write entry i, so that the output may take the operand's place. */
const IN_PLACE = new Set(['columns', 'normalize', 'activation', 'binary', 'scale', 'power', 'mix', 'adamDirection']);

/**
 * Decides where every node of a graph lies. Slices and reshapes are views; what a `pack` gathers is computed inside the packed vector where
 * it can be; an element-wise result takes the place of an operand that nothing reads later.
 */
export function place(graph: Graph): Placement {
  const { nodes } = graph;
  const ids = nodes.map((_, id) => id);
  const shared = ids.filter((id) => !(nodes[id] as GraphNode).perReplica);
  const perReplica = ids.filter((id) => (nodes[id] as GraphNode).perReplica);
  const schedule = [...shared, ...perReplica];
  const end = schedule.length;
  const step = new Array<number>(nodes.length);
  schedule.forEach((id, position) => {
    step[id] = position;
  });

  const places = new Array<Place | undefined>(nodes.length);
  const buffers: Buffer[] = [];
  const newBuffer = (bytes: number, perReplicaBuffer: boolean, kept: boolean, first: number): Buffer => {
    const buffer: Buffer = { bytes, perReplica: perReplicaBuffer, kept, first, last: first };
    buffers.push(buffer);
    return buffer;
  };
  const lastUse = lastUses(graph, step, end);
  const claims = claimByPacks(graph);

  const placeOf = (id: NodeId): Place => {
    const known = places[id];
    if (known) return known;
    const node = nodes[id] as GraphNode;
    const claim = claims.get(id);
    let found: Place;
    if (claim) {
      const whole = placeOf(claim.pack);
      found = { buffer: whole.buffer, offset: whole.offset + claim.offset };
    } else if (isView(node)) {
      const whole = placeOf(node.inputs[0] as NodeId);
      found = { buffer: whole.buffer, offset: whole.offset + (node.operation.op === 'slice' ? 4 * node.operation.offset : 0) };
    } else {
      const reused = node.operation.op === 'pack' ? undefined : dyingOperand(id);
      found = reused ?? { buffer: newBuffer(bytesOf(node), node.perReplica, node.operation.op === 'input', step[id] as number), offset: 0 };
    }
    places[id] = found;
    found.buffer.first = Math.min(found.buffer.first, step[id] as number);
    found.buffer.last = Math.max(found.buffer.last, lastUse[id] as number);
    return found;
  };
  const dyingOperand = (id: NodeId): Place | undefined => {
    const node = nodes[id] as GraphNode;
    if (!IN_PLACE.has(node.operation.op)) return undefined;
    for (const input of node.inputs) {
      const operand = places[input];
      if (operand?.offset !== 0) continue;
      const { buffer } = operand;
      if (!buffer.kept && buffer.last === step[id] && buffer.bytes === bytesOf(node) && buffer.perReplica === node.perReplica)
        return operand;
    }
    return undefined;
  };

  const outputIds = new Set(Object.values(graph.outputs));
  for (const id of schedule) {
    const found = placeOf(id);
    if (outputIds.has(id)) found.buffer.kept = true;
  }
  const isInput = new Set(ids.filter((id) => (nodes[id] as GraphNode).operation.op === 'input').map((id) => placeOf(id).buffer));
  const outputs = Object.fromEntries(
    Object.entries(graph.outputs).map(([name, id]) => {
      const found = placeOf(id);
      if (!isInput.has(found.buffer)) return [name, found];
      const node = nodes[id] as GraphNode;
      return [name, { buffer: newBuffer(bytesOf(node), node.perReplica, true, end), offset: 0 }];
    }),
  );
  return { places: ids.map(placeOf), shared, perReplica, outputs, buffers };
}

function isView({ operation }: GraphNode): boolean {
  return operation.op === 'slice' || operation.op === 'reshape';
}

function bytesOf(node: GraphNode): number {
  return 4 * sizeOf(node.shape);
}

/** Step at which each node's value, also through views of it, is read last; the end for updates and for what every replica reads. */
function lastUses(graph: Graph, step: readonly number[], end: number): number[] {
  const last = [...step];
  const read = (id: NodeId, at: number): void => {
    last[id] = Math.max(last[id] as number, at);
  };
  for (const { node } of graph.updates) read(node, end);
  for (const id of Object.values(graph.outputs)) read(id, end);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const node = graph.nodes[id] as GraphNode;
    for (const input of node.inputs) {
      const outlives = node.perReplica && !(graph.nodes[input] as GraphNode).perReplica;
      read(input, outlives ? end : isView(node) ? (last[id] as number) : (step[id] as number));
    }
  }
  return last;
}

/** Nodes that can be computed inside the vector that packs them: the pack, and the bytes from its start. */
function claimByPacks(graph: Graph): Map<NodeId, { pack: NodeId; offset: number }> {
  const claims = new Map<NodeId, { pack: NodeId; offset: number }>();
  graph.nodes.forEach((node, pack) => {
    if (node.operation.op !== 'pack') return;
    const { offsets } = node.operation;
    node.inputs.forEach((input, k) => {
      const part = graph.nodes[input] as GraphNode;
      if (part.operation.op === 'input' || isView(part) || claims.has(input) || part.perReplica !== node.perReplica) return;
      claims.set(input, { pack, offset: 4 * (offsets[k] as number) });
    });
  });
  return claims;
}
