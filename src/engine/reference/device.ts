import type { Device, Program } from '../device';
import { type Graph, sizeOf } from '../graph/graph';
import { evaluateNode, type Values, type View } from './kernels';

/** A program whose values can be read, and written, at full precision. */
export interface ReferenceProgram extends Program {
  /** Like `write`, without rounding to float32 when the device is float64. */
  writeExact(input: string, data: ArrayLike<number>): void;
  readExact(name: string): Float64Array;
}

export interface ReferenceDevice extends Device {
  compile(graph: Graph, maxReplicas: number): ReferenceProgram;
}

/** What its arrays may take. They are not shared over time: the reference is to be simple. */
const MAX_BYTES = 2 ** 31;

/**
 * Plain TypeScript evaluation of graphs: the truth that kernels are tested against ("f64": every value is stored in
 * double precision), and the plain CPU backend ("f32": arithmetic in double, every stored value rounded to single).
 */
export function createReferenceDevice(precision: 'f64' | 'f32' = 'f32'): ReferenceDevice {
  let tensors = 0;
  let bytes = 0;
  return {
    id: 'cpu',
    variant: `reference-${precision}`,
    adapter: '',
    compile(graph, maxReplicas) {
      const store = allocate(graph, maxReplicas, precision);
      const held = store.reduce((sum, values) => sum + values.byteLength, 0);
      tensors += store.length;
      bytes += held;
      let disposed = false;
      return createProgram(graph, store, maxReplicas, () => {
        if (disposed) return;
        disposed = true;
        tensors -= store.length;
        bytes -= held;
      });
    },
    memoryFor(graph) {
      const bytesOf = (perReplica: boolean): number =>
        (precision === 'f64' ? 8 : 4) *
        graph.nodes.reduce((sum, node) => sum + (node.perReplica === perReplica ? sizeOf(node.shape) : 0), 0);
      const [fixedBytes, replicaBytes] = [bytesOf(false), bytesOf(true)];
      const availableBytes = Math.max(0, MAX_BYTES - bytes);
      const maxReplicas = Math.max(0, Math.floor((availableBytes - fixedBytes) / Math.max(1, replicaBytes)));
      return { fixedBytes, replicaBytes, availableBytes, maxReplicas };
    },
    memory: () => ({ tensors, bytes }),
    dispose() {},
  };
}

function allocate(graph: Graph, maxReplicas: number, precision: 'f64' | 'f32'): Values[] {
  return graph.nodes.map((node) => {
    const length = sizeOf(node.shape) * (node.perReplica ? maxReplicas : 1);
    if (node.dtype === 'i32') return new Int32Array(length);
    return precision === 'f64' ? new Float64Array(length) : new Float32Array(length);
  });
}

function createProgram(graph: Graph, store: Values[], maxReplicas: number, onDispose: () => void): ReferenceProgram {
  const inputs = new Map<string, number>();
  graph.nodes.forEach(({ operation }, id) => {
    if (operation.op === 'input') inputs.set(operation.name, id);
  });
  let lastReplicas = maxReplicas;
  const view = (id: number, replica: number): View => {
    const node = graph.nodes[id] as Graph['nodes'][number];
    return { values: store[id] as Values, at: node.perReplica ? replica * sizeOf(node.shape) : 0, node };
  };
  const values = (name: string): Values => {
    const id = graph.outputs[name] ?? inputs.get(name);
    if (id === undefined) throw new Error(`This program has no value "${name}".`);
    const node = graph.nodes[id] as Graph['nodes'][number];
    return (store[id] as Values).subarray(0, sizeOf(node.shape) * (node.perReplica ? lastReplicas : 1));
  };
  const writeExact = (name: string, data: ArrayLike<number>): void => {
    const id = inputs.get(name);
    if (id === undefined) throw new Error(`This program has no input "${name}".`);
    const node = graph.nodes[id] as Graph['nodes'][number];
    const size = sizeOf(node.shape);
    const fits = node.perReplica ? size === 0 || (data.length % size === 0 && data.length <= size * maxReplicas) : data.length === size;
    if (!fits) throw new RangeError(`Input "${name}" takes ${size} numbers${node.perReplica ? ' a replica' : ''}, not ${data.length}.`);
    (store[id] as Values).set(data);
  };
  return {
    writeExact,
    write: writeExact,
    run(replicas) {
      if (replicas < 1 || replicas > maxReplicas) throw new RangeError(`A run takes 1 to ${maxReplicas} replicas, not ${replicas}.`);
      lastReplicas = replicas;
      graph.nodes.forEach((node, id) => {
        for (let replica = 0; replica < (node.perReplica ? replicas : 1); replica++) {
          evaluateNode(
            view(id, replica),
            node.inputs.map((input) => view(input, replica)),
          );
        }
      });
      const newValues = graph.updates.map(({ node }) => (store[node] as Values).slice());
      graph.updates.forEach(({ input }, k) => {
        (store[inputs.get(input) as number] as Values).set(newValues[k] as Values);
      });
    },
    read: async (name) => Float32Array.from(values(name)),
    readExact: (name) => Float64Array.from(values(name)),
    dispose: onDispose,
  };
}
