import { engine, type NamedTensorMap, type Tensor } from '@tensorflow/tfjs-core';
import type { BackendId } from '../../device';
import type { LaunchAttributes } from './kernel';
import { OPERAND_NAMES } from './kernel';

/** What the executor needs to know of a tfjs backend, beside its registered kernels. */
export interface TfjsBackend {
  readonly id: Extract<BackendId, 'webgpu' | 'webgl'>;
  readonly variant: string;
  readonly adapter: string;
  /** Settles with the reason when the device is lost. */
  readonly lost: Promise<string>;
  /** Most entries that one tensor may have. */
  readonly maxEntries: number;
  /** Throws what the device reported since the last call, if anything. */
  throwFailure(): void;
  /** Bytes allocated on the device, those kept for reuse included. */
  bytes(): number;
  /** Frees what is kept for reuse. */
  trim(): void;
  dispose(): void;
}

/** Makes tfjs run kernels on this backend, which is set up already. Two devices may take turns in one realm. */
function activate(id: string): void {
  // setBackend is asynchronous only while a backend is being set up.
  if (engine().backendName !== id) void engine().setBackend(id);
}

/** Runs one registered kernel; operands in their order. */
export function launch(id: TfjsBackend['id'], operands: readonly Tensor[], attributes: LaunchAttributes): Tensor {
  activate(id);
  const inputs: NamedTensorMap = {};
  operands.forEach((tensor, k) => {
    inputs[OPERAND_NAMES[k] as string] = tensor;
  });
  const attrs = attributes as unknown as Parameters<ReturnType<typeof engine>['runKernel']>[2];
  return engine().runKernel(attributes.step.kernel.name, inputs, attrs) as Tensor;
}

/** A device tensor of one axis with these numbers, which must not change afterwards. */
export function upload(id: TfjsBackend['id'], data: Float32Array | Int32Array): Tensor {
  activate(id);
  return engine().makeTensor(data, [data.length], data instanceof Int32Array ? 'int32' : 'float32');
}
