import { crc32 } from '../../math/crc32';

/** Images of one size with a class each. */
export interface ImageSamples {
  readonly n: number;
  /** [n, side, side, channels], rows from the top, 0 … 255. */
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/**
 * Square images in two splits: the format of public/data/*.images once unpacked (they are gzipped, see scripts/make-image-data.ts), and of the images that
 * a person opens. Bytes: "LLDI", version 1, classes, side, channels (u8 each), training and test images (u32 LE each), training pixels, training labels,
 * test pixels, test labels (u8 each), CRC-32 of everything before it (u32 LE).
 */
export interface ImageTable {
  readonly side: number;
  readonly channels: number;
  readonly classes: number;
  readonly train: ImageSamples;
  readonly test: ImageSamples;
}

const MAGIC = 'LLDI';
const VERSION = 1;
const HEADER_BYTES = 16;
const CHECKSUM_BYTES = 4;

/** Reads a table. `name` is for the message of the Error that a missing or damaged file throws. */
export function readImageTable(name: string, bytes: Uint8Array | undefined): ImageTable {
  if (!bytes) throw new Error(`The data file ${name} was not loaded.`);
  const damaged = (what: string): Error => new Error(`The data file ${name} is damaged: ${what}.`);
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw damaged('it is too short');
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== MAGIC) throw damaged('it does not start as a file of images does');
  if (bytes[4] !== VERSION) throw damaged(`it says version ${bytes[4]}, this program reads version ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [classes, side, channels] = bytes.subarray(5, 8);
  const counts = [view.getUint32(8, true), view.getUint32(12, true)];
  const pixels = side * side * channels;
  const end = HEADER_BYTES + (counts[0] + counts[1]) * (pixels + 1);
  if (bytes.length !== end + CHECKSUM_BYTES) throw damaged(`it has ${bytes.length} bytes instead of ${end + CHECKSUM_BYTES}`);
  if (crc32(bytes.subarray(0, end)) !== view.getUint32(end, true)) throw damaged('its checksum is wrong');
  const samplesAt = (at: number, n: number): ImageSamples => {
    const labelsAt = at + n * pixels;
    return { n, pixels: bytes.subarray(at, labelsAt), labels: bytes.subarray(labelsAt, labelsAt + n) };
  };
  const train = samplesAt(HEADER_BYTES, counts[0]);
  const test = samplesAt(HEADER_BYTES + counts[0] * (pixels + 1), counts[1]);
  const wrongLabels = [train, test].some(({ labels }) => labels.some((label) => label >= classes));
  if (pixels === 0 || counts.includes(0) || wrongLabels) throw damaged('its labels do not fit its classes');
  return { side, channels, classes, train, test };
}

/** Writes a table in the format that {@link readImageTable} reads. */
export function writeImageTable({ side, channels, classes, train, test }: ImageTable): Uint8Array<ArrayBuffer> {
  const parts = [train.pixels, train.labels, test.pixels, test.labels];
  const end = parts.reduce((sum, part) => sum + part.length, HEADER_BYTES);
  const bytes = new Uint8Array(end + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes.set([VERSION, classes, side, channels], 4);
  view.setUint32(8, train.n, true);
  view.setUint32(12, test.n, true);
  let at = HEADER_BYTES;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}

/** At most `count` rows, one of each class in turn while they last. */
export function inTurn(rowsOf: readonly ArrayLike<number>[], count: number): number[] {
  const chosen: number[] = [];
  const longest = rowsOf.reduce((most, { length }) => Math.max(most, length), 0);
  for (let round = 0; round < longest; round++) {
    for (const rows of rowsOf) if (round < rows.length && chosen.length < count) chosen.push(rows[round]);
  }
  return chosen;
}
