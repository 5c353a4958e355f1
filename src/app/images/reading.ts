import type { Problem } from '../../experiment/recipe';
import type { ImageSetKind } from '../../formats/images';
import { aborted } from '../../worker/client';
import { JobFailure } from '../../worker/failure';
import type { OpenedImages } from '../state';

/** Images as they were read from files: what they are, and their bytes in the format of image-table.ts. */
export interface ReadImages extends Omit<OpenedImages, 'storage'> {
  readonly bytes: Blob;
}

export interface ReadRequest {
  readonly files: readonly File[];
  readonly expected: ImageSetKind;
}

export type ReadReply =
  | { readonly type: 'progress'; readonly bytes: number }
  | { readonly type: 'problem'; readonly problem: Problem }
  | { readonly type: 'read'; readonly kind: ImageSetKind; readonly images: ReadImages };

/** Reads files of images. Rejects with a JobFailure that says what is wrong with them, or with an AbortError. */
export type ReadFiles = (
  request: ReadRequest,
  options: { readonly signal: AbortSignal; onFraction(fraction: number): void },
) => Promise<{ readonly kind: ImageSetKind; readonly images: ReadImages }>;

/** Reads them in a worker of their own, which ends with it. */
export const readInWorker: ReadFiles = (request, { signal, onFraction }) => {
  const total = request.files.reduce((sum, { size }) => sum + size, 0);
  const worker = new Worker(new URL('./read.worker.ts', import.meta.url), { type: 'module', name: 'images' });
  const read = new Promise<{ kind: ImageSetKind; images: ReadImages }>((resolve, reject) => {
    const broke = (): void =>
      reject(new JobFailure({ path: 'file', key: 'images.file.brokeOff', values: { file: request.files[0]?.name ?? '' } }, false));
    worker.onerror = broke;
    worker.onmessageerror = broke;
    worker.onmessage = ({ data }: MessageEvent<ReadReply>) => {
      if (data.type === 'progress') onFraction(Math.min(1, data.bytes / total));
      else if (data.type === 'problem') reject(new JobFailure(data.problem, false));
      else resolve(data);
    };
    signal.addEventListener('abort', () => reject(aborted()));
    worker.postMessage(request);
  });
  return read.finally(() => worker.terminate());
};
