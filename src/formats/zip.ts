import { inflateSync, type Zippable, zipSync } from 'fflate';
import { crc32 } from '../experiment/link/crc32';
import { broken, MAX_BYTES, tooLarge } from './types';

/** Zip archives as numpy writes and reads them: no encryption, no zip64, stored or deflated entries. */
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;
const MAX_ENTRIES = 1000;

/** Files of at least this many bytes are stored as they are: weights hardly compress, and the page must not wait. */
const STORE_FROM = 2 ** 18;

/** An archive of files by name. The same files give the same bytes: entries carry no time of day. */
export function zip(files: Readonly<Record<string, Uint8Array<ArrayBuffer>>>): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [name, bytes] of Object.entries(files)) {
    entries[name] = [bytes, { level: bytes.length < STORE_FROM ? 6 : 0, mtime: new Date(1980, 0, 1) }];
  }
  return zipSync(entries);
}

/** The files of an archive. Sizes are checked before anything is unpacked and checksums after; a FileError says what is wrong. */
export function unzip(bytes: Uint8Array): Map<string, Uint8Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for (const entry of directory(bytes, view)) {
    total += entry.size;
    if (total > MAX_BYTES) throw tooLarge(total);
    files.set(entry.name, unpack(bytes, view, entry));
  }
  return files;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly localAt: number;
}

function* directory(bytes: Uint8Array, view: DataView): Generator<Entry> {
  let end = bytes.length - END_SIZE;
  while (end >= 0 && end >= bytes.length - END_SIZE - MAX_COMMENT && view.getUint32(end, true) !== END_SIGNATURE) end--;
  if (end < 0 || view.getUint32(end, true) !== END_SIGNATURE) throw broken('zip');
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw broken('zip');
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) throw broken('zip');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    yield {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true),
    };
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
}

function unpack(bytes: Uint8Array, view: DataView, { name, method, crc, packedSize, size, localAt }: Entry): Uint8Array {
  if (localAt + 30 > bytes.length || view.getUint32(localAt, true) !== LOCAL_SIGNATURE) throw broken(name);
  const dataAt = localAt + 30 + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true);
  if (dataAt + packedSize > bytes.length) throw broken(name);
  const packed = bytes.subarray(dataAt, dataAt + packedSize);
  // Deflate packs at most 1 : 1032, so a size beyond that is a lie that would only cost memory.
  if (method === 8 && size > 1032 * packedSize + 1024) throw broken(name);
  const unpacked = method === 8 ? inflate(packed, size, name) : method === 0 ? packed : null;
  if (unpacked === null || unpacked.length !== size || crc32(unpacked) !== crc) throw broken(name);
  return unpacked;
}

function inflate(packed: Uint8Array, size: number, name: string): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw broken(name);
    throw error;
  }
}
