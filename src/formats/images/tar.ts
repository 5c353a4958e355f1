import { ImagesError } from './types';

const BLOCK = 512;
const FIELDS = { size: [124, 136], checksum: [148, 156] } as const;
const TYPE_AT = 156;
const MAGIC_AT = 257;
const PREFIX_AT = 345;

/** The plain files of a tar archive (POSIX ustar) by their full name. Throws an ImagesError where it is damaged or ends too early. */
export function untar(archive: string, bytes: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + BLOCK <= bytes.length && bytes[at] !== 0) {
    const header = bytes.subarray(at, at + BLOCK);
    const size = octal(header, FIELDS.size);
    if (octal(header, FIELDS.checksum) !== checksum(header) || Number.isNaN(size)) {
      throw new ImagesError(at === 0 ? 'noArchive' : 'damagedArchive', { file: archive });
    }
    at += BLOCK;
    if (at + size > bytes.length) throw new ImagesError('cutArchive', { file: archive });
    const type = String.fromCharCode(header[TYPE_AT]);
    if (type === '0' || type === '\0') files.set(nameOf(header), bytes.subarray(at, at + size));
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
  // The end is told by a block of zeros, so that an archive cut between two files is not taken for a whole one.
  if (at + BLOCK > bytes.length) throw new ImagesError(at === 0 ? 'noArchive' : 'cutArchive', { file: archive });
  if (at === 0) throw new ImagesError('noArchive', { file: archive });
  return files;
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
