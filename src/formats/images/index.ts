import { openBytes } from './byte-reader';
import { isBatch, isCifarName, readCifar10 } from './cifar';
import { isIdx, otherIdxNumbers, readIdxFiles } from './idx';
import { isTar } from './tar';
import { ImagesError, type ImagesResult, type OpenedFile, type ReadingOptions } from './types';
import { isZip, zipDirectory } from './zip-entries';

export { readCifar10 } from './cifar';
export { readIdxFiles } from './idx';
export type { ImagesResult, OpenedFile } from './types';

/** The sets of images that a person may open. */
export type ImageSetKind = 'cifar10' | 'images';

/**
 * Reads whatever set of images these files (one at least) hold: CIFAR-10, or IDX files. `expected` says what the person was asked for, and so what to tell
 * them where the files are neither; what they are is said by `kind`.
 */
export async function readImages(
  files: readonly OpenedFile[],
  expected: ImageSetKind,
  options: ReadingOptions,
): Promise<{ readonly kind: ImageSetKind; readonly result: ImagesResult }> {
  const kind = (await kindOfImages(files)) ?? (files.length > 1 ? 'images' : expected);
  return { kind, result: await (kind === 'images' ? readIdxFiles(files, options) : readCifar10(files, options)) };
}

/** The set of images that files hold, by their contents; null where they are something else, or cannot be unpacked. */
export async function kindOfImages(files: readonly OpenedFile[]): Promise<ImageSetKind | null> {
  const [first] = files;
  if (!first) return null;
  if (files.every(isBatch)) return 'cifar10';
  const start = await startOf(first);
  if (isIdx(start) || otherIdxNumbers(start) !== null) return 'images';
  if (isTar(start)) return 'cifar10';
  if (!isZip(start)) return null;
  return (await zipDirectory(first))?.some(({ name }) => isCifarName(name)) ? 'cifar10' : null;
}

/** The first unpacked bytes of a file; none where it cannot be unpacked, which its reader will say. */
async function startOf(file: OpenedFile): Promise<Uint8Array> {
  try {
    const bytes = await openBytes(file, () => {});
    const start = (await bytes.peek(512)).slice();
    await bytes.close();
    return start;
  } catch (error) {
    if (error instanceof ImagesError) return new Uint8Array(0);
    throw error;
  }
}
