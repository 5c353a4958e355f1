import { type FileResult, readFile } from '../../formats';

/** What a worker is asked to read. */
export interface FileRequest {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

// Reads an experiment that a person opened, off the main thread: a hostile file keeps the page waiting for nothing.
const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<FileRequest>) => {
  const result: FileResult = readFile(data.name, data.bytes);
  scope.postMessage(result);
};
