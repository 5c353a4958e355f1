import type { ImageSetKind } from '../../formats/images';

/** Bytes that tell what a file is. */
const START = 512;
const TAR_MAGIC_AT = 257;

/** The set of images that files seem to hold, by their names and first bytes; null where they seem to be something else. */
export async function kindOfFiles(files: readonly File[]): Promise<ImageSetKind | null> {
  const [first] = files;
  if (!first) return null;
  const isNamedIdx = files.some(({ name }) => /ubyte|idx[134]/i.test(name));
  if (isNamedIdx) return 'images';
  if (/\.(tar|tgz|gz)$/i.test(first.name)) return files.length > 1 ? 'images' : 'cifar10';
  const start = new Uint8Array(await first.slice(0, START).arrayBuffer());
  if (start[0] === 0 && start[1] === 0 && start[2] === 8) return 'images';
  const isTar = new TextDecoder().decode(start.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5)) === 'ustar';
  const isGzip = start[0] === 0x1f && start[1] === 0x8b;
  return isTar || isGzip ? 'cifar10' : null;
}
