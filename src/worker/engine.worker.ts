import { findAdapters } from './adapters';
import { createHost } from './host';
import { createMacrotask } from './macrotask';
import { openDevice } from './open-device';
import { openGramKernel } from './open-gram';

// The engine's worker: everything it can do is in runners/, this only connects it to its thread.
const scope = self as unknown as DedicatedWorkerGlobalScope;

const host = createHost({
  post: (message, transfer) => scope.postMessage(message, transfer),
  clock: () => performance.now(),
  macrotask: createMacrotask(),
  openDevice,
  adapters: findAdapters,
  gramKernel: openGramKernel,
});

scope.onmessage = ({ data }) => host.receive(data);
