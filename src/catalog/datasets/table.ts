import { crc32 } from '../../math/crc32';

/**
 * A table of small whole numbers with a class for each row: the format of public/data/*.table, written by scripts/make-data.mjs.
 * Bytes: "LLDT", version 1, classes, features (u16 LE), rows (u32 LE), rows × features values (u8), rows labels (u8),
 * CRC-32 of everything before it (u32 LE).
 */
export interface Table {
  readonly rows: number;
  readonly features: number;
  readonly classes: number;
  /** Row-major [rows, features]. */
  readonly values: Uint8Array;
  readonly labels: Uint8Array;
}

const MAGIC = 'LLDT';
const VERSION = 1;
const HEADER_BYTES = 12;
const CHECKSUM_BYTES = 4;

/** Reads a table. `name` is for the message of the Error that a missing or damaged file throws. */
export function readTable(name: string, bytes: Uint8Array | undefined): Table {
  if (!bytes) throw new Error(`The data file ${name} was not loaded.`);
  const damaged = (what: string): Error => new Error(`The data file ${name} is damaged: ${what}.`);
  if (bytes.length < HEADER_BYTES + CHECKSUM_BYTES) throw damaged('it is too short');
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== MAGIC) throw damaged('it does not start as a data file does');
  if (bytes[4] !== VERSION) throw damaged(`it says version ${bytes[4]}, this program reads version ${VERSION}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const classes = bytes[5];
  const features = view.getUint16(6, true);
  const rows = view.getUint32(8, true);
  const end = HEADER_BYTES + rows * features + rows;
  if (bytes.length !== end + CHECKSUM_BYTES) throw damaged(`it has ${bytes.length} bytes instead of ${end + CHECKSUM_BYTES}`);
  if (crc32(bytes.subarray(0, end)) !== view.getUint32(end, true)) throw damaged('its checksum is wrong');
  const labels = bytes.subarray(HEADER_BYTES + rows * features, end);
  if (rows === 0 || features === 0 || labels.some((label) => label >= classes)) throw damaged('its labels do not fit its classes');
  return { rows, features, classes, values: bytes.subarray(HEADER_BYTES, HEADER_BYTES + rows * features), labels };
}

/** Writes a table in the format that {@link readTable} reads. */
export function writeTable(table: Table): Uint8Array {
  const end = HEADER_BYTES + table.rows * table.features + table.rows;
  const bytes = new Uint8Array(end + CHECKSUM_BYTES);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes[4] = VERSION;
  bytes[5] = table.classes;
  view.setUint16(6, table.features, true);
  view.setUint32(8, table.rows, true);
  bytes.set(table.values, HEADER_BYTES);
  bytes.set(table.labels, HEADER_BYTES + table.values.length);
  view.setUint32(end, crc32(bytes.subarray(0, end)), true);
  return bytes;
}
