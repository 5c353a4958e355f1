import type { ArchiveEntries } from './archive';
import type { ByteReader } from './byte-reader';
import { ImagesError } from './types';

const BLOCK = 512;
const FIELDS = { size: [124, 136], checksum: [148, 156] } as const;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const PREFIX_AT = 345;

/** Whether bytes start as a tar archive does: with a sound header. */
export function isTar(start: Uint8Array): boolean {
  const header = start.subarray(0, BLOCK);
  return header.length === BLOCK && header[0] !== 0 && octal(header, FIELDS.checksum) === checksum(header);
}

/**
 * The plain files of a tar archive (POSIX ustar), one after the other: each is to be read before the next is asked for. Throws an ImagesError where
 * the archive is damaged or ends too early.
 */
export async function* untar(bytes: ByteReader): ArchiveEntries {
  const file = bytes.name;
  for (;;) {
    const isFirst = bytes.position === 0;
    const header = (await bytes.read(BLOCK)).slice();
    // The end is told by a block of zeros, so that an archive cut between two files is not taken for a whole one.
    if (header.length < BLOCK || (isFirst && header[0] === 0)) throw new ImagesError(isFirst ? 'noArchive' : 'cutArchive', { file });
    if (header[0] === 0) return;
    const size = octal(header, FIELDS.size);
    if (octal(header, FIELDS.checksum) !== checksum(header) || Number.isNaN(size)) {
      throw new ImagesError(isFirst ? 'noArchive' : 'damagedArchive', { file });
    }
    const start = bytes.position;
    const left = (): number => start + size - bytes.position;
    const type = String.fromCharCode(header[TYPE_AT]);
    if (type === '0' || type === '\0') {
      yield {
        name: nameOf(header),
        size,
        async read(count) {
          const wanted = Math.min(count, left());
          const part = await bytes.read(wanted);
          if (part.length < wanted) throw new ImagesError('cutArchive', { file });
          return part;
        },
      };
    }
    const end = start + Math.ceil(size / BLOCK) * BLOCK;
    await bytes.skip(end - bytes.position);
    if (bytes.position < end) throw new ImagesError('cutArchive', { file });
  }
}

/** An octal number in ASCII; NaN where there is none. */
function octal(header: Uint8Array, [from, to]: readonly [number, number]): number {
  const digits = text(header, from, to).trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** The sum of the header's bytes, its own field read as blanks. */
function checksum(header: Uint8Array): number {
  const [from, to] = FIELDS.checksum;
  return header.reduce((sum, byte, i) => sum + (i >= from && i < to ? 0x20 : byte), 0);
}

function nameOf(header: Uint8Array): string {
  const isUstar = text(header, MAGIC_AT, MAGIC_AT + 5) === 'ustar';
  const prefix = isUstar ? text(header, PREFIX_AT, BLOCK) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

function text(header: Uint8Array, from: number, to: number): string {
  const field = header.subarray(from, to);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}
