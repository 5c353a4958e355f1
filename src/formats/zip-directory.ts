/** An entry of a zip archive, as its directory describes it: a claim, until the entry is unpacked. */
export interface ZipEntry {
  readonly name: string;
  /** 0 stored, 8 deflated; others are not read here. */
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where the entry's own head begins, in bytes from the archive's start. */
  readonly localAt: number;
}

/** Where a directory lies. */
export interface ZipEnd {
  readonly count: number;
  readonly directoryAt: number;
  readonly directorySize: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
/** Bytes of the head before an entry's name, extra field and data. */
export const LOCAL_SIZE = 30;
/** The last bytes of an archive in which its end record must lie: the record, and the longest comment. */
export const TAIL = END_SIZE + 65_535;

/** The end record in the last bytes of an archive; null where there is none. No zip64. */
export function findEnd(tail: Uint8Array): ZipEnd | null {
  const view = viewOf(tail);
  let at = tail.length - END_SIZE;
  while (at >= 0 && at >= tail.length - TAIL && view.getUint32(at, true) !== END_SIGNATURE) at--;
  if (at < 0 || view.getUint32(at, true) !== END_SIGNATURE) return null;
  return { count: view.getUint16(at + 10, true), directorySize: view.getUint32(at + 12, true), directoryAt: view.getUint32(at + 16, true) };
}

/** The entries of a directory; null where its bytes are not those of `count` entries, or two of them have one name. */
export function readDirectory(directory: Uint8Array, count: number): readonly ZipEntry[] | null {
  const view = viewOf(directory);
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > directory.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null;
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(directory.subarray(at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength));
    if (entries.has(name)) return null;
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      localAt: view.getUint32(at + 42, true),
    });
    at += ENTRY_SIZE + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return [...entries.values()];
}

/** Bytes from the start of an entry's head to its data; null where the bytes are no such head. */
export function localHeadSize(head: Uint8Array): number | null {
  const view = viewOf(head);
  if (head.length < LOCAL_SIZE || view.getUint32(0, true) !== LOCAL_SIGNATURE) return null;
  return LOCAL_SIZE + view.getUint16(26, true) + view.getUint16(28, true);
}

/** True where no two entries share bytes of the archive: many entries on one packed stream cost far more than the archive's own size. */
export function areApart(entries: readonly ZipEntry[]): boolean {
  const inOrder = [...entries].sort((a, b) => a.localAt - b.localAt);
  return inOrder.every(({ localAt, packedSize }, i) => {
    const next = inOrder[i + 1];
    return !next || localAt + LOCAL_SIZE + packedSize <= next.localAt;
  });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
