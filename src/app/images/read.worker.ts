import { KEPT_IMAGES, writeImageTable } from '../../experiment/images';
import { type ImageSetKind, readImages } from '../../formats/images';
import type { ReadReply, ReadRequest } from './reading';

// Reads images from the files that a person opened, off the main thread.
const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = (reply: ReadReply): void => scope.postMessage(reply);

/** Bytes between two messages about progress. */
const REPORT_EVERY = 2 ** 20;

async function read({ files, expected }: ReadRequest): Promise<void> {
  let done = 0;
  let told = 0;
  const onBytes = (bytes: number): void => {
    done += bytes;
    if (done - told < REPORT_EVERY) return;
    told = done;
    post({ type: 'progress', bytes: done });
  };
  const { kind, result } = await readImages(files, expected, { most: KEPT_IMAGES, onBytes });
  if (!result.ok) return post({ type: 'problem', problem: result.problem });
  post(found(kind, result.table));
}

function found(kind: ImageSetKind, table: Parameters<typeof writeImageTable>[0]): ReadReply {
  const { side, channels, classes, train, test } = table;
  const bytes = writeImageTable(table);
  return { type: 'read', kind, images: { side, channels, classes, train: train.n, test: test.n, bytes: new Blob([bytes]) } };
}

// What no one foresaw is thrown, so that the page hears that the worker broke.
scope.onmessage = ({ data }: MessageEvent<ReadRequest>) => {
  read(data).catch((error: unknown) =>
    setTimeout(() => {
      throw error;
    }),
  );
};
