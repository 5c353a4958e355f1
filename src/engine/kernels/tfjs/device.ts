import type { Device, Program } from '../../device';
import type { Graph } from '../../graph/graph';
import type { TfjsBackend } from './backend';
import { checkFits } from './limits';
import { memoryFor } from './memory';
import { type TensorCount, TfjsProgram } from './program';

/** A device that can be lost, as GPUs can. */
export interface TfjsDevice extends Device {
  /** Settles with the reason when the GPU is lost; every later call throws. */
  readonly lost: Promise<string>;
}

/** A device on a tfjs backend that is set up and has our kernels registered. */
export function createTfjsDevice(backend: TfjsBackend): TfjsDevice {
  const count: TensorCount = { alive: 0 };
  return {
    id: backend.id,
    get variant() {
      return backend.variant;
    },
    adapter: backend.adapter,
    lost: backend.lost,
    compile(graph: Graph, maxReplicas: number): Program {
      backend.throwFailure();
      checkFits(graph, maxReplicas, backend);
      return new TfjsProgram(graph, maxReplicas, backend, count);
    },
    memoryFor: (graph) => memoryFor(graph, backend),
    memory: () => ({ tensors: count.alive, bytes: backend.bytes() }),
    dispose: () => backend.dispose(),
  };
}
