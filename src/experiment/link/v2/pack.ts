import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';

/** JSON as raw deflate with a preset dictionary. Part of link version 2, frozen. */

/** Deflate packs up to 1 : 1032, so it is unpacked in slices of this many bytes, and no further than it may go. */
const SLICE = 64;

/** JSON with keys in alphabetical order, so that equal values give equal bytes. Numbers that JSON lacks become null. */
export function pack(value: unknown, dictionary: string): Uint8Array {
  return deflateSync(strToU8(JSON.stringify(inOrder(value))), { level: 9, mem: 8, dictionary: strToU8(dictionary) });
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, inOrder(part)]));
}

/** The value packed, or undefined where the bytes are no such thing or unpack to more than `most` bytes. */
export function unpack(bytes: Uint8Array, dictionary: string, most: number): unknown {
  try {
    const inflated = inflateBounded(bytes, dictionary, most);
    return inflated === null ? undefined : JSON.parse(strFromU8(inflated));
  } catch (error) {
    // fflate's errors have a code; they and JSON's mean the same here.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

function inflateBounded(bytes: Uint8Array, dictionary: string, most: number): Uint8Array | null {
  const inflated = new Uint8Array(most);
  let length = 0;
  const stream = new Inflate({ dictionary: strToU8(dictionary) }, (chunk) => {
    if (length + chunk.length <= most) inflated.set(chunk, length);
    length += chunk.length;
  });
  for (let at = 0; at < bytes.length && length <= most; at += SLICE) {
    stream.push(bytes.slice(at, at + SLICE), at + SLICE >= bytes.length);
  }
  return length <= most ? inflated.subarray(0, length) : null;
}
