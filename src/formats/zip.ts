import { Inflate, type Zippable, zipSync } from 'fflate';
import { crc32 } from '../math/crc32';
import { broken, MAX_BYTES, tooLarge } from './types';
import { areApart, findEnd, localHeadSize, readDirectory, TAIL, type ZipEntry } from './zip-directory';

/** Zip archives as numpy writes and reads them: no encryption, no zip64, stored or deflated entries. */
const MAX_ENTRIES = 1000;

/** Files of at least this many bytes are stored as they are: weights hardly compress, and the page must not wait. */
const STORE_FROM = 2 ** 18;

/** Deflate packs up to 1 : 1032, so an entry is unpacked in slices of this many bytes, and no further than the size it claims. */
const SLICE = 2 ** 12;

/** An archive of files by name. The same files give the same bytes: entries carry no time of day. */
export function zip(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    entries[name] = [bytes, { level: bytes.length < STORE_FROM ? 6 : 0, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(entries);
}

/** An open archive. */
export interface Archive {
  readonly names: readonly string[];
  /** An entry's bytes, unpacked when first asked for; undefined where there is none. Throws a FileError where it is not what the directory says. */
  get(name: string): Uint8Array | undefined;
}

/**
 * Opens an archive. Only what is asked for is unpacked, all of it together no more than {@link MAX_BYTES}; entries that share their bytes, and two of one
 * name, are refused. Throws a FileError that says what is wrong.
 */
export function openZip(bytes: Uint8Array): Archive {
  const end = findEnd(bytes.subarray(Math.max(0, bytes.length - TAIL)));
  if (!end || end.count > MAX_ENTRIES) throw broken('zip');
  const entries = readDirectory(bytes.subarray(end.directoryAt, end.directoryAt + end.directorySize), end.count);
  if (!entries || !areApart(entries)) throw broken('zip');
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const unpacked = new Map<string, Uint8Array>();
  let total = 0;
  return {
    names: [...byName.keys()],
    get(name) {
      const known = unpacked.get(name);
      const entry = byName.get(name);
      if (known || !entry) return known;
      total += entry.size;
      if (total > MAX_BYTES) throw tooLarge(total);
      const file = unpack(bytes, entry);
      unpacked.set(name, file);
      return file;
    },
  };
}

function unpack(bytes: Uint8Array, { name, method, crc, packedSize, size, localAt }: ZipEntry): Uint8Array {
  const headSize = localHeadSize(bytes.subarray(localAt, localAt + 2 ** 17));
  if (headSize === null) throw broken(name);
  const dataAt = localAt + headSize;
  if (dataAt + packedSize > bytes.length) throw broken(name);
  const packed = bytes.subarray(dataAt, dataAt + packedSize);
  // Deflate packs at most 1 : 1032, so a size beyond that is a lie that would only cost memory.
  if (method === 8 && size > 1032 * packedSize + 1024) throw broken(name);
  const unpacked = method === 8 ? inflate(packed, size, name) : method === 0 ? packed : null;
  if (unpacked === null || unpacked.length !== size || crc32(unpacked) !== crc) throw broken(name);
  return unpacked;
}

/** Exactly `size` unpacked bytes; a stream that holds more, or less, is refused as soon as that is seen. */
function inflate(packed: Uint8Array, size: number, name: string): Uint8Array {
  const out = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length <= size) out.set(chunk, length);
    length += chunk.length;
  });
  try {
    // The last slice, empty or not, ends the stream; fflate keeps a slice that it is given, so it gets its own.
    for (let at = 0; at <= packed.length && length <= size; at += SLICE) {
      stream.push(packed.slice(at, at + SLICE), at + SLICE > packed.length);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw broken(name);
    throw error;
  }
  if (length !== size) throw broken(name);
  return out;
}
