import { broken } from './types';

/** numpy's array files, format version 1.0 (numpy.lib.format): little-endian, C order. Machines that run browsers are little-endian too. */
export type Numbers = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Numbers;
}

const TYPES = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '|u1': Uint8Array,
  '<i4': Int32Array,
} as const;

type Descr = keyof typeof TYPES;

const MAGIC = '\x93NUMPY';
const HEADER_AT = 10;

function descrOf(data: Numbers): Descr {
  return (Object.keys(TYPES) as Descr[]).find((descr) => data instanceof TYPES[descr]) as Descr;
}

/** An array as the bytes of an .npy file. */
export function encodeNpy(data: Numbers, shape: readonly number[]): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descrOf(data)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const headerLength = Math.ceil((HEADER_AT + text.length + 1) / 64) * 64 - HEADER_AT;
  const bytes = new Uint8Array(HEADER_AT + headerLength + data.byteLength);
  const header = `${text.padEnd(headerLength - 1)}\n`;
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i);
  bytes.set([1, 0, headerLength & 255, headerLength >>> 8], MAGIC.length);
  for (let i = 0; i < header.length; i++) bytes[HEADER_AT + i] = header.charCodeAt(i);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), HEADER_AT + headerLength);
  return bytes;
}

/** An array from the bytes of an .npy file of version 1 or 2. Throws a FileError that names `part` on anything else. */
export function decodeNpy(bytes: Uint8Array, part: string): NpyArray {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || [...MAGIC].some((letter, i) => bytes[i] !== letter.charCodeAt(0))) throw broken(part);
  const version = bytes[6];
  if (version !== 1 && version !== 2) throw broken(part);
  const headerAt = version === 1 ? HEADER_AT : HEADER_AT + 2;
  const dataAt = headerAt + (version === 1 ? view.getUint16(8, true) : view.getUint32(8, true));
  if (dataAt > bytes.length || dataAt - headerAt > 4096) throw broken(part);
  const header = String.fromCharCode(...bytes.subarray(headerAt, dataAt));
  const descr = /'descr'\s*:\s*'([^']{1,8})'/.exec(header)?.[1];
  const shapeText = /'shape'\s*:\s*\(([\d,\s]{0,60})\)/.exec(header)?.[1];
  if (descr === undefined || !(descr in TYPES) || shapeText === undefined || !/'fortran_order'\s*:\s*False/.test(header))
    throw broken(part);
  const shape = shapeText
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
  const type = TYPES[descr as Descr];
  const length = shape.reduce((product, size) => product * size, 1);
  if (!Number.isSafeInteger(length) || dataAt + length * type.BYTES_PER_ELEMENT !== bytes.length) throw broken(part);
  return { shape, data: new type(bytes.slice(dataAt).buffer) };
}
