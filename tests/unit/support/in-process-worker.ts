import type { BackendId, Device } from '../../../src/engine/device';
import { createWasmDevice } from '../../../src/engine/kernels/wasm';
import { readWasmModules } from '../../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../../src/engine/reference/device';
import type { WorkerPort } from '../../../src/worker/client';
import { createHost, type Host, type HostEnvironment } from '../../../src/worker/host';
import type { Adapter, ToWorker } from '../../../src/worker/jobs';

export interface InProcessOptions {
  readonly openDevice?: (backend: BackendId, variant?: string) => Promise<Device>;
  /** What is wrong with a device's answers; nothing unless given. */
  readonly selfTest?: HostEnvironment['selfTest'];
  readonly adapters?: readonly Adapter[];
  readonly gramKernel?: HostEnvironment['gramKernel'];
  /** Sees every message to the worker; true loses it. */
  readonly intercept?: (message: ToWorker, port: WorkerPort) => boolean;
  readonly onHost?: (host: Host) => void;
}

export const clock = (): number => performance.now();
export const macrotask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The devices of Node: the plain CPU, and WASM with its modules read from the build. */
export async function openNodeDevice(backend: BackendId): Promise<Device> {
  if (backend === 'cpu') return createReferenceDevice('f32');
  if (backend === 'wasm') return createWasmDevice(readWasmModules());
  throw new Error(`Node has no ${backend}.`);
}

/** An engine worker on the test's own thread: messages are cloned and delivered a macrotask later, as between threads. */
export function inProcessWorker({
  openDevice = openNodeDevice,
  selfTest = async () => '',
  adapters = [],
  gramKernel = async () => null,
  intercept,
  onHost,
}: InProcessOptions = {}): WorkerPort {
  let ended = false;
  const host = createHost({
    post(message) {
      const copy = structuredClone(message);
      setImmediate(() => ended || port.onmessage?.({ data: copy }));
    },
    clock,
    macrotask,
    openDevice,
    selfTest,
    adapters: async () => adapters,
    gramKernel,
  });
  onHost?.(host);
  const port: WorkerPort = {
    postMessage(message) {
      const copy = structuredClone(message);
      setImmediate(() => ended || intercept?.(copy, port) || host.receive(copy));
    },
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    terminate() {
      ended = true;
    },
  };
  return port;
}
