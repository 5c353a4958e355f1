import type { PaneSnapshot, Snapshot } from '../../snapshot';
import { crc32 } from '../v1/crc32';
import { DICTIONARY as FRAMES_DICTIONARY } from '../v1/dictionary';
import { RangeDecoder, RangeEncoder } from '../v1/range-coder';
import { codeBoundary, codeCurve, codeLandscape } from '../v1/results';
import { DICTIONARY } from './dictionary';
import { type PaneFrame, paneFrame, readPaneFrames } from './frames';
import { DOCUMENT } from './literals';
import { pack, unpack } from './pack';
import { sparse, whole } from './sparse';

/**
 * Link version 2. FROZEN, as version 1 is, whose coder, quantiser and models it shares: those never change either. What changes the bytes or what they mean goes
 * into a version 3 beside this folder.
 *
 * | bytes | what |
 * | --- | --- |
 * | 2 | length of all that follows the version, in bytes |
 * | 2 | R, length of the recipe |
 * | 1 | surfaces in the link; 128 more where a zero stands at the end |
 * | 2 | low half of the CRC-32 of the five bytes before: tells a short link from a changed one |
 * | R | the recipe: the document without what literals.ts says, as JSON, raw deflate with a preset dictionary |
 * | 4 | CRC-32 of everything so far |
 * | 2 | H, length of the frames; here and below only where there are results |
 * | H | how each pane's numbers are laid out and what they were computed on (frames.ts): JSON, raw deflate with version 1's dictionary |
 * | … | the numbers of all panes (v1/results.ts), one arithmetic code |
 * | 4 | CRC-32 of everything so far |
 * | 0 or 1 | a zero where the length would be divisible by three |
 *
 * The recipe stands first and is complete in itself, so that a link cut anywhere behind it still gives it. A length not divisible by three makes the last character
 * of base64url one that never is "_" or "-", which programs that look for addresses in a text take for punctuation.
 */
const PREFIX = 7;
const CHECK = 4;
const LENGTH = 2;
const PADDED = 128;
const MAX_PANES = 4;
/** Most bytes of JSON in the recipe and in the frames. */
const MAX_RECIPE = 65_536;
const MAX_FRAMES = 65_536;

/** What is wrong with the bytes, if anything: `short` ends too early, `changed` fails a checksum or says what cannot be. */
type Fault = 'short' | 'changed';

interface Decoded {
  readonly expectedBytes: number;
  readonly document: unknown;
  readonly panes: readonly PaneSnapshot[] | null;
  readonly surfaces: number;
  readonly fault: Fault | null;
}

/** The bytes of a link. The snapshot must fit the version's limits (link/cut.ts sees to it); longer than 65,535 bytes throws a RangeError. */
export function encodeV2(snapshot: Snapshot, results: boolean): Uint8Array<ArrayBuffer> {
  const recipe = pack(sparse(snapshot.document, DOCUMENT) ?? {}, DICTIONARY);
  const rest = results ? encodeResults(snapshot) : new Uint8Array(0);
  const length = PREFIX + recipe.length + CHECK + (results ? rest.length + CHECK : 0);
  const total = length + (length % 3 === 0 ? 1 : 0);
  if (total > 65_535) throw new RangeError(`A link of ${total} bytes is too long.`);
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, total);
  view.setUint16(2, recipe.length);
  view.setUint8(4, (results ? snapshot.panes.filter((pane) => pane.landscape).length : 0) + (total > length ? PADDED : 0));
  view.setUint16(5, crc32(bytes.subarray(0, 5)) & 0xffff);
  bytes.set(recipe, PREFIX);
  const recipeEnd = PREFIX + recipe.length;
  view.setUint32(recipeEnd, crc32(bytes.subarray(0, recipeEnd)));
  if (results) {
    bytes.set(rest, recipeEnd + CHECK);
    view.setUint32(length - CHECK, crc32(bytes.subarray(0, length - CHECK)));
  }
  return bytes;
}

/** The frames with their length, and the numbers. What is coded is what the frames say after a reader has read them. */
function encodeResults({ panes }: Snapshot): Uint8Array {
  const written = panes.map(paneFrame);
  const frames = pack(written, FRAMES_DICTIONARY);
  const read = readPaneFrames(JSON.parse(JSON.stringify(written)), MAX_PANES);
  if (!read) throw new RangeError('What describes these results does not fit the format.');
  const numbers = encodeNumbers(panes, read);
  const bytes = new Uint8Array(LENGTH + frames.length + numbers.length);
  new DataView(bytes.buffer).setUint16(0, frames.length);
  bytes.set(frames, LENGTH);
  bytes.set(numbers, LENGTH + frames.length);
  return bytes;
}

function encodeNumbers(panes: readonly PaneSnapshot[], frames: readonly PaneFrame[]): Uint8Array {
  const coder = new RangeEncoder();
  frames.forEach((frame, i) => {
    const { landscape, boundary, curves, otherRange } = panes[i] as PaneSnapshot;
    if (frame.landscape) codeLandscape(coder, landscape, frame.landscape);
    if (frame.boundary) codeBoundary(coder, boundary?.classes ?? null, frame.boundary);
    frame.curves.forEach((curve, run) => {
      codeCurve(coder, curves[run] ?? null, curve);
    });
    if (frame.other) codeLandscape(coder, otherRange ?? null, frame.other);
  });
  return coder.finish();
}

/** Reads the bytes of a link as far as they go. Bytes beyond the declared length are not looked at. Never throws. */
export function decodeV2(bytes: Uint8Array): Decoded {
  const nothing = { expectedBytes: 0, document: undefined, panes: null, surfaces: 0 };
  if (bytes.length < PREFIX) return { ...nothing, fault: 'short' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const expectedBytes = view.getUint16(0);
  const surfaces = view.getUint8(4) % PADDED;
  const length = expectedBytes - (view.getUint8(4) < PADDED ? 0 : 1);
  const recipeEnd = PREFIX + view.getUint16(2);
  const sound = view.getUint16(5) === (crc32(bytes.subarray(0, 5)) & 0xffff) && length >= recipeEnd + CHECK && surfaces <= MAX_PANES;
  if (!sound) return { ...nothing, fault: 'changed' };
  const known = { ...nothing, expectedBytes, surfaces };
  if (bytes.length < recipeEnd + CHECK) return { ...known, fault: 'short' };
  if (view.getUint32(recipeEnd) !== crc32(bytes.subarray(0, recipeEnd))) return { ...known, fault: 'changed' };
  const packed = unpack(bytes.subarray(PREFIX, recipeEnd), DICTIONARY, MAX_RECIPE);
  if (packed === undefined) return { ...known, fault: 'changed' };
  const recipe = { ...known, document: whole(packed, DOCUMENT) };
  const resultsAt = recipeEnd + CHECK;
  const isMarred = length < expectedBytes && bytes.length >= expectedBytes && bytes[length] !== 0;
  if (isMarred) return { ...recipe, fault: 'changed' };
  if (length === resultsAt) return { ...recipe, fault: null };
  if (bytes.length < expectedBytes) return { ...recipe, fault: 'short' };
  const panes = decodeResults(bytes.subarray(0, length), view, resultsAt);
  return { ...recipe, panes, fault: panes ? null : 'changed' };
}

/** The results of a link that is all there, or null where they fail a checksum or cannot be. */
function decodeResults(bytes: Uint8Array, view: DataView, at: number): PaneSnapshot[] | null {
  const end = bytes.length - CHECK;
  if (end < at + LENGTH || view.getUint32(end) !== crc32(bytes.subarray(0, end))) return null;
  const numbersAt = at + LENGTH + view.getUint16(at);
  if (numbersAt > end) return null;
  const frames = readPaneFrames(unpack(bytes.subarray(at + LENGTH, numbersAt), FRAMES_DICTIONARY, MAX_FRAMES), MAX_PANES);
  return frames && decodeNumbers(bytes.subarray(numbersAt, end), frames);
}

/** Any bytes decode to some numbers within the frames' bounds; that they are the right ones is the checksum's word. */
function decodeNumbers(bytes: Uint8Array, frames: readonly PaneFrame[]): PaneSnapshot[] {
  const coder = new RangeDecoder(bytes);
  return frames.map(({ made, landscape, boundary, curves, measured, other }) => ({
    checkpoints: [],
    landscape: landscape && codeLandscape(coder, null, landscape),
    boundary: boundary && codeBoundary(coder, null, boundary),
    curves: curves.map((curve) => codeCurve(coder, null, curve)),
    provenance: made,
    ...(measured ? { measured } : {}),
    ...(other ? { otherRange: codeLandscape(coder, null, other) } : {}),
  }));
}
