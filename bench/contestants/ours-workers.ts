import type { WorkerReply, WorkerRequest } from './ours.worker';
import OursWorker from './ours.worker?worker';
import type { Contestant } from './types';

/** Most points that a worker is given at a time. */
const PATCH = 64;
/** Patches that a worker holds at once, as in the app: while it does one, the next is there already. */
const PATCHES_PER_WORKER = 2;

type Ask = (request: WorkerRequest) => Promise<Float32Array>;

/** This engine on WASM in workers, which share out the points of a plane. */
export async function createOursInWorkers(count: number): Promise<Contestant> {
  const workers = Array.from({ length: count }, () => startWorker());
  return {
    adapter: `${count} worker${count > 1 ? 's' : ''}`,
    variant: 'wasm',
    async loadPlane(name) {
      await Promise.all(workers.map((ask) => ask({ load: name })));
    },
    async evaluate(coords) {
      const total = coords.length / 2;
      const losses = new Float32Array(total);
      let next = 0;
      const takePatches = async (ask: Ask): Promise<void> => {
        while (next < total) {
          const first = next;
          // Towards the end patches shrink, so that all workers end together, to a point of the deepest nets.
          next += Math.min(PATCH, Math.ceil((total - first) / (2 * PATCHES_PER_WORKER * count)));
          losses.set(await ask({ coords: Float64Array.from(coords.subarray(2 * first, 2 * next)) }), first);
        }
      };
      await Promise.all(workers.flatMap((ask) => Array.from({ length: PATCHES_PER_WORKER }, () => takePatches(ask))));
      return losses;
    },
  };
}

/** A worker answers in the order it was asked. */
function startWorker(): Ask {
  const worker = new OursWorker();
  const waiting: { resolve(losses: Float32Array): void; reject(error: Error): void }[] = [];
  worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
    const asked = waiting.shift();
    if ('failure' in data) asked?.reject(new Error(data.failure));
    else asked?.resolve(data.losses);
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.splice(0)) reject(new Error(message));
  };
  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
}
