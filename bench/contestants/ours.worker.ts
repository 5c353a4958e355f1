import type { GridEvaluator } from '../../src/engine/grid-evaluator';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { createSerial } from '../../src/worker/serial';
import { fetchCase } from '../cases/case';
import type { BenchNet } from '../cases/nets';
import { lossesOf, planeOf } from './ours-plane';

/** What a worker is asked; it answers each with the losses (none after a load), or with a failure. */
export type WorkerRequest = { readonly load: BenchNet } | { readonly coords: Float64Array };
export type WorkerReply = { readonly losses: Float32Array; readonly variant: string } | { readonly failure: string };

const device = createWasmDevice();
const serial = createSerial();
let evaluator: GridEvaluator | undefined;

async function answer(request: WorkerRequest): Promise<WorkerReply> {
  const { variant } = await device;
  if ('coords' in request) {
    if (!evaluator) throw new Error('No plane is loaded.');
    return { losses: await lossesOf(evaluator, request.coords), variant };
  }
  evaluator?.dispose();
  evaluator = planeOf(await device, await fetchCase(request.load));
  return { losses: new Float32Array(), variant };
}

self.addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  serial(() => answer(data)).then(
    (reply) => self.postMessage(reply),
    (error: unknown) => self.postMessage({ failure: String(error) } satisfies WorkerReply),
  );
});
