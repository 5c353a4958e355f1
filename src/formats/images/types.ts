import type { ImageTable } from '../../experiment/images';
import type { Problem } from '../../experiment/recipe';

/** A file that a person opened, as browsers hand it over; its bytes are read as they are needed. */
export type OpenedFile = Pick<File, 'name' | 'size' | 'slice' | 'stream'>;

/** How far reading is, and how much of what is read is kept. */
export interface ReadingOptions {
  /** Most images to keep of each split: as equally many of each class as there are, the first of each. */
  readonly most: { readonly train: number; readonly test: number };
  /** So many more bytes of the files, as they lie on disk, were read. */
  onBytes(bytes: number): void;
}

/** What reading files of images gave. */
export type ImagesResult = { readonly ok: true; readonly table: ImageTable } | { readonly ok: false; readonly problem: Problem };

/** Files of images that cannot be read, with what to tell the person. */
export class ImagesError extends Error {
  readonly problem: Problem;
  constructor(key: string, values: Problem['values'] = {}) {
    super(`These images cannot be read: ${key}.`);
    this.problem = { path: 'file', key: `images.file.${key}`, values };
  }
}

/** The result of a reader that throws {@link ImagesError} on files that it cannot read. */
export async function resultOf(read: () => Promise<ImageTable>): Promise<ImagesResult> {
  try {
    return { ok: true, table: await read() };
  } catch (error) {
    if (error instanceof ImagesError) return { ok: false, problem: error.problem };
    throw error;
  }
}
