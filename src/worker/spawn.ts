import type { WorkerPort } from './client';

/** Starts an engine worker in a browser. */
export function spawnEngineWorker(): WorkerPort {
  const worker: unknown = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  // A port's handlers ask less of their events than the browser's types promise.
  return worker as WorkerPort;
}
