import { crc32 } from '../../math/crc32';
import { areApart, findEnd, LOCAL_SIZE, localHeadSize, readDirectory, TAIL, type ZipEntry } from '../zip-directory';
import type { ArchiveEntries } from './archive';
import { counting, createReader, MOST_BYTES } from './byte-reader';
import { ImagesError, type OpenedFile, type ReadingOptions } from './types';

/** Whether bytes start as a zip archive does. */
export function isZip(start: Uint8Array): boolean {
  return start[0] === 0x50 && start[1] === 0x4b && start[2] === 3 && start[3] === 4;
}

/** The directory of a zip archive on disk; null where the file has none that is sound. Reads its end alone. */
export async function zipDirectory(file: OpenedFile): Promise<readonly ZipEntry[] | null> {
  const tail = await bytesOf(file, Math.max(0, file.size - TAIL), file.size);
  const end = findEnd(tail);
  if (!end) return null;
  const entries = readDirectory(await bytesOf(file, end.directoryAt, end.directoryAt + end.directorySize), end.count);
  return entries && areApart(entries) ? entries : null;
}

/** The files of a zip archive that `wanted` names, unpacked as a stream, their checksums tested. Throws an ImagesError where it is damaged. */
export async function* zipEntries(file: OpenedFile, wanted: (name: string) => boolean, onBytes: ReadingOptions['onBytes']): ArchiveEntries {
  const entries = await zipDirectory(file);
  const damaged = () => new ImagesError('damagedZip', { file: file.name });
  if (!entries) throw damaged();
  const chosen = entries.filter(({ name }) => wanted(name));
  const total = chosen.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_BYTES) throw new ImagesError('tooLarge', { file: file.name, megabytes: MOST_BYTES / 2 ** 20 });
  for (const entry of chosen) {
    const headSize = localHeadSize(await bytesOf(file, entry.localAt, entry.localAt + LOCAL_SIZE));
    if (headSize === null || (entry.method !== 0 && entry.method !== 8)) throw damaged();
    const from = entry.localAt + headSize;
    const packed = file
      .slice(from, from + entry.packedSize)
      .stream()
      .pipeThrough(counting(onBytes));
    const stream = entry.method === 8 ? packed.pipeThrough(new DecompressionStream('deflate-raw')) : packed;
    const bytes = createReader(file.name, stream, 'damagedZip', () => {});
    let left = entry.size;
    let crc = 0;
    try {
      yield {
        name: entry.name,
        size: entry.size,
        async read(count) {
          const part = await bytes.read(Math.min(count, left));
          if (part.length < Math.min(count, left)) throw damaged();
          left -= part.length;
          crc = crc32(part, crc);
          return part;
        },
      };
      if (left === 0 && crc !== entry.crc) throw damaged();
    } finally {
      await bytes.close();
    }
  }
}

async function bytesOf(file: OpenedFile, from: number, to: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, to).arrayBuffer());
  } catch {
    throw new ImagesError('unreadable', { file: file.name });
  }
}
