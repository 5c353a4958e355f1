import { openBytes } from './byte-reader';
import { readCifar10 } from './cifar';
import { isIdx, readIdxFiles } from './idx';
import { isTar } from './tar';
import { ImagesError, type ImagesResult, type OpenedFile, type ReadingOptions } from './types';

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
  const start = await startOf(files[0]);
  const kind = files.length > 1 || isIdx(start) ? 'images' : isTar(start) ? 'cifar10' : expected;
  return { kind, result: await (kind === 'images' ? readIdxFiles(files, options) : readCifar10(files[0], options)) };
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
