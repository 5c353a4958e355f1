import { ImagesError, type OpenedFile, type ReadingOptions } from './types';

/** The unpacked bytes of a file, in order, a few at a time: a large file is never in memory as a whole. */
export interface ByteReader {
  readonly name: string;
  /** Bytes handed out so far. */
  readonly position: number;
  /** The next bytes: fewer than asked for only at the file's end. Good until the next call. Throws an ImagesError where the file is damaged or swells. */
  read(count: number): Promise<Uint8Array>;
  skip(count: number): Promise<void>;
  /** The next bytes without going past them. */
  peek(count: number): Promise<Uint8Array>;
  /** Reads what is left, so that the checksum at a gzip file's end is tested; bytes that were left. */
  drain(): Promise<number>;
  close(): Promise<void>;
}

/** No set of images that fits here unpacks to more: CIFAR-10 has 184 MB. */
export const MOST_BYTES = 200 * 2 ** 20;
/** Bytes passed over at a time. */
const STEP = 2 ** 16;

/** Opens a file, gzipped or not. */
export async function openBytes(file: OpenedFile, onBytes: ReadingOptions['onBytes']): Promise<ByteReader> {
  const start = await file
    .slice(0, 3)
    .arrayBuffer()
    .catch(() => {
      throw new ImagesError('unreadable', { file: file.name });
    });
  if (!isGzip(new Uint8Array(start))) return createReader(file.name, file.stream(), 'unreadable', onBytes);
  const counted = file.stream().pipeThrough(counting(onBytes));
  return createReader(file.name, counted.pipeThrough(new DecompressionStream('gzip')), 'damagedGzip', () => {});
}

/** Tells how many bytes pass. */
export function counting(onBytes: ReadingOptions['onBytes']): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  return new TransformStream({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
}

function isGzip(start: Uint8Array): boolean {
  return start.length > 2 && start[0] === 0x1f && start[1] === 0x8b && start[2] === 8;
}

/** Reads a stream; `failure` is the key of what is wrong where it breaks off. */
export function createReader(
  name: string,
  stream: ReadableStream<Uint8Array>,
  failure: string,
  onBytes: ReadingOptions['onBytes'],
): ByteReader {
  const source = stream.getReader();
  let chunk: Uint8Array = new Uint8Array(0);
  let at = 0;
  let position = 0;
  let arrived = 0;
  let ended = false;

  /** Makes `chunk` begin at the present place and hold `count` bytes, if there are so many. */
  async function gather(count: number): Promise<void> {
    if (chunk.length - at >= count || ended) return;
    const parts: Uint8Array[] = [chunk.subarray(at)];
    let length = parts[0].length;
    while (length < count && !ended) {
      const { value, done } = await source.read().catch(() => {
        throw new ImagesError(failure, { file: name });
      });
      ended = done;
      if (!value) continue;
      arrived += value.length;
      onBytes(value.length);
      if (arrived > MOST_BYTES) throw new ImagesError('tooLarge', { file: name, megabytes: MOST_BYTES / 2 ** 20 });
      parts.push(value);
      length += value.length;
    }
    if (parts.length === 2 && parts[0].length === 0) chunk = parts[1];
    else {
      const joined = new Uint8Array(length);
      let to = 0;
      for (const part of parts) {
        joined.set(part, to);
        to += part.length;
      }
      chunk = joined;
    }
    at = 0;
  }
  const next = (count: number): Uint8Array => {
    const bytes = chunk.subarray(at, at + count);
    at += bytes.length;
    position += bytes.length;
    return bytes;
  };
  const read = async (count: number): Promise<Uint8Array> => {
    // Most reads find their bytes here: no need to wait for them.
    if (chunk.length - at < count) await gather(count);
    return next(count);
  };
  return {
    name,
    get position() {
      return position;
    },
    read,
    async skip(count) {
      for (let left = count; left > 0; ) {
        const { length } = await read(Math.min(left, STEP));
        if (length === 0) return;
        left -= length;
      }
    },
    async peek(count) {
      await gather(count);
      return chunk.subarray(at, at + count);
    },
    async drain() {
      const from = position;
      while ((await read(STEP)).length > 0);
      return position - from;
    },
    async close() {
      ended = true;
      // A stream that failed is closed already; its failure was told where it was read.
      await source.cancel().catch(() => undefined);
    },
  };
}
