import type { FileResult } from '../../formats';
import type { FileRequest } from './read-file.worker';

/** Reads an experiment's file in a worker of its own, which ends with it. Never rejects: a worker that breaks is a problem to show. Takes the bytes away. */
export function readInWorker(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<FileResult> {
  const worker = new Worker(new URL('./read-file.worker.ts', import.meta.url), { type: 'module', name: 'file' });
  const read = new Promise<FileResult>((resolve) => {
    const broke = (): void => resolve({ ok: false, problem: { path: 'file', key: 'run.file.brokeOff', values: {} } });
    worker.onerror = broke;
    worker.onmessageerror = broke;
    worker.onmessage = ({ data }: MessageEvent<FileResult>) => resolve(data);
    const request: FileRequest = { name, bytes };
    worker.postMessage(request, [bytes.buffer]);
  });
  return read.finally(() => worker.terminate());
}
