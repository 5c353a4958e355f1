import type { Clock } from './clock';
import type { Graph } from './graph/graph';

/** The backends a graph can run on, in the words of the device menu. */
export const BACKEND_IDS = ['wasm', 'webgpu', 'webgl', 'cpu'] as const;
export type BackendId = (typeof BACKEND_IDS)[number];

/** Something that can run graphs. Implementations: reference/ (cpu), kernels/wasm, kernels/webgl, kernels/webgpu. */
export interface Device {
  readonly id: BackendId;
  /** Kernel variant in use, recorded in provenance: results are bit-identical only within one. */
  readonly variant: string;
  /** Name of the adapter where there is one. */
  readonly adapter: string;
  /**
   * Prepares a graph for runs of 1 … maxReplicas replicas. Buffers are allocated here and freed by `dispose`; a run
   * allocates nothing that outlives it. Throws a RangeError that names the number that is too large and what would fit.
   */
  compile(graph: Graph, maxReplicas: number): Program;
  /** What a program of this graph would hold, without making it. */
  memoryFor(graph: Graph): MemoryNeed;
  /** Live tensors and bytes held by this device; flat over any number of compile/run/dispose cycles. */
  memory(): { readonly tensors: number; readonly bytes: number };
  /** Bytes that the device has taken and cannot give back while it lives; absent where it gives back what is free. */
  takenBytes?(): number;
  /**
   * The same device, memory and all, with kernels whose results are the same bits on every machine; absent where it has none, or none but those. Training
   * takes it (docs/decisions, "The same net on every machine").
   */
  portable?(): Promise<Device>;
  /** Where there are several kernel variants: times each and goes on with the fastest. Programs compiled before must not be run afterwards. */
  tune?(clock: Clock): Promise<unknown>;
  dispose(): void;
}

/** Backends that train to the same bits wherever they run: a processor's arithmetic is laid down, a graphics card's is not. */
export function trainsAlike(backend: BackendId): boolean {
  return backend === 'wasm' || backend === 'cpu';
}

/** What a net is trained on, see {@link Device.portable}. */
export function trainingDevice(device: Device): Promise<Device> {
  return device.portable?.() ?? Promise.resolve(device);
}

/** What a program holds on a device. */
export interface MemoryNeed {
  /** Bytes whatever the number of replicas, and bytes more for each. */
  readonly fixedBytes: number;
  readonly replicaBytes: number;
  /** Bytes that a new program may hold at most. */
  readonly availableBytes: number;
  /** Most replicas that fit into that, and into what else limits the device; 0 where not even one does. */
  readonly maxReplicas: number;
}

/** A graph on a device. */
export interface Program {
  /**
   * Sets an input, for one replica after the other where it is per replica. The data is copied, and kept until written again.
   * A per-replica input may be written for fewer replicas than maxReplicas. Throws on an unknown name or a wrong length.
   */
  write(input: string, data: Float32Array | Int32Array): void;
  /** Evaluates all nodes for the first `replicas` replicas, then applies the graph's updates. On a GPU this only submits work. */
  run(replicas: number): void;
  /**
   * An output of the last run, or an input's present value: [replicas · size] if per replica, else [size]. The value is taken when called: what is
   * written or run before the promise settles does not change it.
   */
  read(name: string): Promise<Float32Array>;
  dispose(): void;
}
