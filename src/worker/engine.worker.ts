import { findAdapters } from './adapters';
import { createHost } from './host';
import { createMacrotask } from './macrotask';
import { openDevice } from './open-device';
import { openGramKernel } from './open-gram';
import { testDevice } from './test-device';

// The engine's worker: everything it can do is in runners/, this only connects it to its thread. WebKit evaluates a worker's entry once more when
// another module imports it, so none does (scripts/worker-imports.mjs), and were one to, the first host would stay.
const scope = self as unknown as DedicatedWorkerGlobalScope & { host?: ReturnType<typeof createHost> };

scope.host ??= createHost({
  post: (message, transfer) => scope.postMessage(message, transfer),
  clock: () => performance.now(),
  macrotask: createMacrotask(),
  openDevice,
  selfTest: testDevice,
  adapters: findAdapters,
  gramKernel: openGramKernel,
});

const { host } = scope;
scope.onmessage = ({ data }) => host.receive(data);
