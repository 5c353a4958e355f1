import { deflateSync, Inflate, strFromU8, strToU8 } from 'fflate';
import type { PaneSnapshot, Snapshot } from '../../snapshot';
import { crc32 } from './crc32';
import { DICTIONARY } from './dictionary';
import { FrameError } from './frames';
import { type Header, headerOf, readHeader, writeHeader } from './header';
import { RangeDecoder, RangeEncoder } from './range-coder';
import { codeBoundary, codeCurve, codeLandscape } from './results';

/**
 * Link version 1. FROZEN: links of this version are out in the world. What changes the bytes or what they mean
 * goes into a version 2 beside this folder. Nothing in here imports code from outside it but fflate, so that no default, limit or table of today reaches an old link.
 *
 * | bytes | what |
 * | --- | --- |
 * | 2 | length of all that follows the version, in bytes |
 * | 2 | H, length of the readable part |
 * | 2 | low half of the CRC-32 of the four bytes before: tells a short link from a changed one |
 * | H | the readable part: JSON (header.ts), raw deflate with a preset dictionary |
 * | 4 | CRC-32 of everything so far |
 * | … | the numbers of all panes (results.ts), one arithmetic code; none in a link without results |
 * | 4 | CRC-32 of everything so far; only where there are numbers |
 *
 * The recipe comes first and has a checksum of its own, so a link that was cut off still gives it.
 */
const PREFIX = 6;
const CHECK = 4;
/** Most bytes of JSON in the readable part. Four panes of eight runs each take about 15,000. */
const MAX_HEADER = 65_536;
/** Deflate packs up to 1 : 1032, so the readable part is unpacked in slices of this many bytes, and no further than it may go. */
const SLICE = 64;

/** What is wrong with the bytes, if anything: `short` ends too early, `changed` fails a checksum or says what cannot be. */
type Fault = 'short' | 'changed';

export interface Decoded {
  /** Bytes that the whole should have; 0 where not even that can be read. */
  readonly expectedBytes: number;
  /** The document as JSON, not yet checked; undefined where it cannot be read. */
  readonly document: unknown;
  /** Results of each pane; null where the link never had any, or they cannot be read. */
  readonly panes: readonly PaneSnapshot[] | null;
  /** Panes that have a surface according to the readable part. */
  readonly surfaces: number;
  readonly fault: Fault | null;
}

/** The bytes of a link. The snapshot must fit version 1's limits (codec.ts sees to it); longer than 65,535 bytes throws a RangeError. */
export function encodeV1(snapshot: Snapshot, results: boolean): Uint8Array<ArrayBuffer> {
  const header = headerOf(snapshot, results);
  const readable = deflateSync(strToU8(writeHeader(header)), { level: 9, mem: 8, dictionary: strToU8(DICTIONARY) });
  const numbers = results ? encodeNumbers(snapshot, header) : new Uint8Array(0);
  const total = PREFIX + readable.length + CHECK + (results ? numbers.length + CHECK : 0);
  if (total > 65_535) throw new RangeError(`A link of ${total} bytes is too long.`);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, total);
  view.setUint16(2, readable.length);
  view.setUint16(4, crc32(bytes.subarray(0, 4)) & 0xffff);
  bytes.set(readable, PREFIX);
  const numbersAt = PREFIX + readable.length + CHECK;
  view.setUint32(numbersAt - CHECK, crc32(bytes.subarray(0, numbersAt - CHECK)));
  if (results) {
    bytes.set(numbers, numbersAt);
    view.setUint32(total - CHECK, crc32(bytes.subarray(0, total - CHECK)));
  }
  return bytes;
}

function encodeNumbers(snapshot: Snapshot, header: Header): Uint8Array<ArrayBuffer> {
  const coder = new RangeEncoder();
  header.panes?.forEach((frame, i) => {
    const { landscape, boundary, curves } = snapshot.panes[i] as PaneSnapshot;
    if (frame.landscape) codeLandscape(coder, landscape, frame.landscape);
    if (frame.boundary) codeBoundary(coder, boundary?.classes ?? null, frame.boundary);
    frame.curves.forEach((curve, run) => {
      codeCurve(coder, curves[run] ?? null, curve);
    });
  });
  return coder.finish();
}

/** Reads the bytes of a link as far as they go. Bytes beyond the declared length are not looked at. Never throws. */
export function decodeV1(bytes: Uint8Array): Decoded {
  const nothing = { expectedBytes: 0, document: undefined, panes: null, surfaces: 0 };
  if (bytes.length < PREFIX) return { ...nothing, fault: 'short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expectedBytes = view.getUint16(0);
  const numbersAt = PREFIX + view.getUint16(2) + CHECK;
  const sound = view.getUint16(4) === (crc32(bytes.subarray(0, 4)) & 0xffff) && expectedBytes >= numbersAt;
  if (!sound) return { ...nothing, fault: 'changed' };
  const known = { ...nothing, expectedBytes };
  if (bytes.length < numbersAt) return { ...known, fault: 'short' };
  if (view.getUint32(numbersAt - CHECK) !== crc32(bytes.subarray(0, numbersAt - CHECK))) return { ...known, fault: 'changed' };
  const header = inflateHeader(bytes.subarray(PREFIX, numbersAt - CHECK));
  if (!header) return { ...known, fault: 'changed' };
  const { document } = header;
  const surfaces = header.panes?.filter((pane) => pane.landscape).length ?? 0;
  if (!header.panes) return { expectedBytes, document, panes: null, surfaces, fault: expectedBytes === numbersAt ? null : 'changed' };
  const faulty = (fault: Fault): Decoded => ({ expectedBytes, document, panes: null, surfaces, fault });
  if (bytes.length < expectedBytes) return faulty('short');
  if (expectedBytes < numbersAt + CHECK) return faulty('changed');
  if (view.getUint32(expectedBytes - CHECK) !== crc32(bytes.subarray(0, expectedBytes - CHECK))) return faulty('changed');
  return { expectedBytes, document, panes: decodeNumbers(bytes.subarray(numbersAt, expectedBytes - CHECK), header), surfaces, fault: null };
}

/** The readable part, or null where it is no such thing. */
function inflateHeader(deflated: Uint8Array): Header | null {
  try {
    const inflated = inflateBounded(deflated);
    return inflated && readHeader(JSON.parse(strFromU8(inflated)));
  } catch (error) {
    // fflate's errors, JSON's and the frames' mean the same here: this is no header. So does JSON nested deeper than the engine's stack, a RangeError.
    if (
      error instanceof SyntaxError ||
      error instanceof RangeError ||
      error instanceof FrameError ||
      (error instanceof Error && 'code' in error)
    )
      return null;
    throw error;
  }
}

/** At most MAX_HEADER unpacked bytes, or null where there are more. */
function inflateBounded(deflated: Uint8Array): Uint8Array | null {
  const inflated = new Uint8Array(MAX_HEADER);
  let length = 0;
  const stream = new Inflate({ dictionary: strToU8(DICTIONARY) }, (chunk) => {
    if (length + chunk.length <= MAX_HEADER) inflated.set(chunk, length);
    length += chunk.length;
  });
  for (let at = 0; at < deflated.length && length <= MAX_HEADER; at += SLICE) {
    stream.push(deflated.slice(at, at + SLICE), at + SLICE >= deflated.length);
  }
  return length <= MAX_HEADER ? inflated.subarray(0, length) : null;
}

/** Any bytes decode to some numbers within the header's bounds; that they are the right ones is the checksum's word. */
function decodeNumbers(bytes: Uint8Array, header: Header): PaneSnapshot[] {
  const coder = new RangeDecoder(bytes);
  return (header.panes ?? []).map((frame) => ({
    checkpoints: [],
    landscape: frame.landscape && codeLandscape(coder, null, frame.landscape),
    boundary: frame.boundary && codeBoundary(coder, null, frame.boundary),
    curves: frame.curves.map((curve) => codeCurve(coder, null, curve)),
    provenance: frame.made,
  }));
}
