import type { ImageSetKind } from '../../formats/images';

/**
 * The set of images that files hold, by their contents, or, where those cannot be unpacked, seem to hold by their names: then its reader says what is
 * wrong. Null where they are something else.
 */
export async function kindOfFiles(files: readonly File[]): Promise<ImageSetKind | null> {
  const [first] = files;
  if (!first) return null;
  // Not part of the shell: fetched when a file is opened.
  const { kindOfImages } = await import('../../formats/images');
  const kind = await kindOfImages(files);
  if (kind !== null) return kind;
  if (files.length > 1 && files.every(({ name }) => /\.gz$|ubyte|idx\d/i.test(name))) return 'images';
  if (/ubyte|idx\d/i.test(first.name)) return 'images';
  const isArchive = /\.(tar|tgz)$|\.tar\.gz$|cifar.*\.(gz|zip)$/i.test(first.name);
  return isArchive ? 'cifar10' : null;
}
