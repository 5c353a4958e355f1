import { csv } from './csv';
import { foreignProblem, shortName } from './foreign';
import { json } from './json';
import { npz } from './npz';
import { svg } from './svg';
import { type FileResult, type Format, fileProblem, MAX_BYTES } from './types';

export type { FileResult, Format } from './types';

const all: readonly Format[] = [npz, json, csv, svg];

/** Every file format; the first is what "save" writes. A registry like the catalog's, which formats must not import. */
export const formats = {
  all,
  has: (id: string): boolean => all.some((format) => format.id === id),
  /** The format with this id; throws if there is none. */
  get(id: string): Format {
    const format = all.find((candidate) => candidate.id === id);
    if (!format) throw new Error(`There is no format "${id}".`);
    return format;
  },
};

/** The format of a file: by its first bytes where a format knows its own, else by its name; null where neither tells. */
export function detectFormat(name: string, bytes: Uint8Array): Format | null {
  const ending = name.toLowerCase().split('.').at(-1) ?? '';
  return formats.all.find((format) => format.recognises(bytes)) ?? formats.all.find((format) => format.extensions.includes(ending)) ?? null;
}

/** Opens a file. Never throws: whatever the file is, the result is a snapshot whose document was parsed, or one problem to show. */
export function readFile(name: string, bytes: Uint8Array): FileResult {
  if (bytes.length > MAX_BYTES) {
    return { ok: false, problem: fileProblem('tooLarge', { megabytes: Math.ceil(bytes.length / 2 ** 20), max: MAX_BYTES / 2 ** 20 }) };
  }
  const format = detectFormat(name, bytes);
  const opened = format?.decode?.(bytes);
  if (opened?.ok) return opened;
  const foreign = foreignProblem(name, bytes);
  if (foreign) return { ok: false, problem: foreign };
  return opened ?? { ok: false, problem: fileProblem(format ? 'writeOnly' : 'unknownType', { name: shortName(name) }) };
}
