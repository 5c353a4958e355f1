import { engine, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendId } from '../../device';
import type { LaunchAttributes, Step } from './kernel';
import { OPERAND_NAMES } from './kernel';

/** What the executor needs to know of a tfjs backend, beside its registered kernels. */
export interface TfjsBackend {
  readonly id: Extract<BackendId, 'webgpu' | 'webgl'>;
  readonly variant: string;
  readonly adapter: string;
  /** Settles with the reason when the device is lost. */
  readonly lost: Promise<string>;
  /** What a program may hold, bytes: cards do not tell how much they have, and some share it with all else. */
  readonly maxBytes: number;
  /** Most entries that one tensor may have. */
  readonly maxEntries: number;
  /** Launches after which memory that has served is reused. */
  readonly launchesPerSubmit: number;
  /** Every replica's part of a tensor starts at a multiple of this many entries. */
  readonly alignment: number;
  /** Entries of one replica of a launch's result, at least its size, where the backend lays it out in a way of its own. */
  resultEntries?(step: Step): number | undefined;
  /** A device tensor of one axis with these numbers, a multiple of `alignment`; they must not change afterwards. */
  upload(data: Float32Array | Int32Array): Tensor;
  /** All entries of a tensor. */
  read(tensor: Tensor): Promise<Float32Array | Int32Array>;
  /** Throws what the device reported since the last call, if anything. */
  throwFailure(): void;
  /** Bytes allocated on the device, those kept for reuse included. */
  bytes(): number;
  /** Frees what is kept for reuse. */
  trim(): void;
  dispose(): void;
}

/** Makes tfjs run kernels on this backend, which is set up already. Two devices may take turns in one realm. */
export function activate(id: string): void {
  // setBackend is asynchronous only while a backend is being set up.
  if (engine().backendName !== id) void engine().setBackend(id);
}

/** Runs one registered kernel on the active backend; operands in their order. */
export function launch(operands: readonly Tensor[], attributes: LaunchAttributes): Tensor {
  const inputs: NamedTensorMap = {};
  operands.forEach((tensor, k) => {
    inputs[OPERAND_NAMES[k] as string] = tensor;
  });
  const attrs = attributes as unknown as Parameters<ReturnType<typeof engine>['runKernel']>[2];
  return engine().runKernel(attributes.step.kernel.name, inputs, attrs) as Tensor;
}
