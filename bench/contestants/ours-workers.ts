import type { WorkerReply, WorkerRequest } from './ours.worker';
import OursWorker from './ours.worker?worker';
import type { Contestant } from './types';

/** Points that a worker is given at a time, as the app gives out patches: all end at about the same time. */
const PATCH = 64;

/** This engine on WASM in workers, which share out the points of a plane. */
export async function createOursInWorkers(count: number): Promise<Contestant> {
  const workers = Array.from({ length: count }, () => new OursWorker());
  return {
    adapter: `${count} worker${count > 1 ? 's' : ''}`,
    variant: 'wasm',
    async loadPlane(name) {
      await Promise.all(workers.map((worker) => ask(worker, { load: name })));
    },
    async evaluate(coords) {
      const total = coords.length / 2;
      const size = Math.max(1, Math.min(PATCH, Math.ceil(total / (4 * count))));
      const losses = new Float32Array(total);
      let next = 0;
      await Promise.all(
        workers.map(async (worker) => {
          while (next < total) {
            const first = next;
            next += size;
            losses.set(await ask(worker, { coords: Float64Array.from(coords.subarray(2 * first, 2 * (first + size))) }), first);
          }
        }),
      );
      return losses;
    },
  };
}

function ask(worker: Worker, request: WorkerRequest): Promise<Float32Array> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<WorkerReply>) =>
      'failure' in data ? reject(new Error(data.failure)) : resolve(data.losses);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
}
