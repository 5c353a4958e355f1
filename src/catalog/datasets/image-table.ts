import { deflateSync, inflateSync } from 'fflate';
import { crc32 } from '../../math/crc32';

/** Images of one size with a class each. */
export interface ImageSamples {
  readonly n: number;
  /** [n, side, side, channels], rows from the top, 0 … 255. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Square images in two splits: the format of public/data/*.images, written by scripts/make-image-data.ts, and of the images that a person opens.
 * Bytes: "LLDI", version 1, classes, side, channels (u8 each), training and test images (u32 LE each), length of the names (u16 LE), names as UTF-8
 * lines, then deflated: training pixels, training labels, test pixels, test labels (u8 each); then the CRC-32 of everything before it (u32 LE).
 */
export interface ImageTable {
  readonly side: number;
  readonly channels: number;
  readonly classes: number;
  /** What the classes are called in the files they come from; none where those do not say. */
  readonly names: readonly string[];
  readonly train: ImageSamples;
  readonly test: ImageSamples;
}

const MAGIC = 'LLDI';
const VERSION = 1;
const HEADER_BYTES = 18;
const CHECKSUM_BYTES = 4;
/** Most bytes that a table may take once inflated: more than CIFAR-10 whole (184 MB) needs, less than a page can bear. */
const MAX_BYTES = 2 ** 28;
/** Deflate packs at most 1 : 1032. */
const MAX_PACKING = 1032;

/** Reads a table. `name` is for the message of the Error that a missing or damaged file throws. */
export function readImageTable(name: string, bytes: Uint8Array | undefined): ImageTable {
  if (!bytes) throw new Error(`The data file ${name} was not loaded.`);
  const damaged = (what: string): Error => new Error(`The data file ${name} is damaged: ${what}.`);
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw damaged('it is too short');
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== MAGIC) throw damaged('it does not start as a file of images does');
  if (bytes[4] !== VERSION) throw damaged(`it says version ${bytes[4]}, this program reads version ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - CHECKSUM_BYTES;
  if (crc32(bytes.subarray(0, end)) !== view.getUint32(end, true)) throw damaged('its checksum is wrong');
  const [classes, side, channels] = bytes.subarray(5, 8);
  const counts = [view.getUint32(8, true), view.getUint32(12, true)];
  const pixels = side * side * channels;
  const size = (counts[0] + counts[1]) * (pixels + 1);
  const packedAt = HEADER_BYTES + view.getUint16(16, true);
  if (pixels === 0 || counts.includes(0) || size > MAX_BYTES || size > MAX_PACKING * bytes.length || packedAt > end) {
    throw damaged('its sizes make no sense');
  }
  const payload = unpack(bytes.subarray(packedAt, end), size);
  if (payload?.length !== size) throw damaged('its images cannot be unpacked');
  const samplesAt = (at: number, n: number): ImageSamples => {
    const labelsAt = at + n * pixels;
    return { n, pixels: payload.subarray(at, labelsAt), labels: payload.subarray(labelsAt, labelsAt + n) };
  };
  const train = samplesAt(0, counts[0]);
  const test = samplesAt(counts[0] * (pixels + 1), counts[1]);
  if ([train, test].some(({ labels }) => labels.some((label) => label >= classes))) throw damaged('its labels do not fit its classes');
  const names = new TextDecoder().decode(bytes.subarray(HEADER_BYTES, packedAt));
  return { side, channels, classes, names: names === '' ? [] : names.split('\n'), train, test };
}

/** Deflated bytes whole, or null where they are not deflate. */
function unpack(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

/** Writes a table in the format that {@link readImageTable} reads; `level` 0 stores, 9 packs best. */
export function writeImageTable(table: ImageTable, level: 0 | 1 | 9 = 9): Uint8Array<ArrayBuffer> {
  const { train, test } = table;
  const payload = new Uint8Array(train.pixels.length + train.n + test.pixels.length + test.n);
  let at = 0;
  for (const part of [train.pixels, train.labels, test.pixels, test.labels]) {
    payload.set(part, at);
    at += part.length;
  }
  const packed = deflateSync(payload, { level });
  const names = new TextEncoder().encode(table.names.join('\n'));
  const packedAt = HEADER_BYTES + names.length;
  const bytes = new Uint8Array(packedAt + packed.length + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes.set([VERSION, table.classes, table.side, table.channels], 4);
  view.setUint32(8, train.n, true);
  view.setUint32(12, test.n, true);
  view.setUint16(16, names.length, true);
  bytes.set(names, HEADER_BYTES);
  bytes.set(packed, packedAt);
  const end = bytes.length - CHECKSUM_BYTES;
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}
