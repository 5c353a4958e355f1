import type { Rebuild } from '../experiment/rebuild';
import type { Problem } from '../experiment/recipe';
import type { Snapshot } from '../experiment/snapshot';

/** What reading a file gave. */
export type FileResult = { readonly ok: true; readonly snapshot: Snapshot } | { readonly ok: false; readonly problem: Problem };

/** A file format; one file and one line in formats/index.ts. */
export interface Format {
  readonly id: string;
  /** Endings without the dot; the first is the one that files are saved with. */
  readonly extensions: readonly [string, ...string[]];
  readonly mime: string;
  /** i18n key. */
  readonly label: string;
  /** True where the bytes look like this format, whatever the file is called. */
  recognises(bytes: Uint8Array): boolean;
  /** `rebuild`: what else a file holds of each pane for programs of other people, where it is at hand; what is only drawn has no room for it. */
  encode(snapshot: Snapshot, rebuild?: readonly (Rebuild | null)[]): Uint8Array<ArrayBuffer>;
  /** Absent for formats that are only written. Never throws. */
  decode?(bytes: Uint8Array): FileResult;
}

/** Most bytes that a file may take once unpacked. */
export const MAX_BYTES = 256 * 2 ** 20;

/** A file that cannot be read, with what to tell the person. */
export class FileError extends Error {
  constructor(readonly problem: Problem) {
    super(`This file cannot be read: ${problem.key}.`);
  }
}

export function fileProblem(key: string, values: Problem['values'] = {}): Problem {
  return { path: 'file', key: `share.file.${key}`, values };
}

/** What is incomplete or changed, by the name it has in the file. */
export function broken(part: string): FileError {
  return new FileError(fileProblem('broken', { part }));
}

export function tooLarge(bytes: number): FileError {
  return new FileError(fileProblem('tooLarge', { megabytes: Math.ceil(bytes / 2 ** 20), max: MAX_BYTES / 2 ** 20 }));
}
