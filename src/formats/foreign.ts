import { strFromU8 } from 'fflate';
import type { Problem } from '../experiment/recipe';
import { FileError, fileProblem } from './types';
import { openZip } from './zip';

/** What a person may take for a file of this page, told by its content, and the key of the sentence that says what it is and what to do. */
interface Kind {
  readonly key: string;
  is(file: Foreign): boolean;
}

interface Foreign {
  /** Lower case. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The first bytes as Latin-1 text, without white space in front. */
  readonly start: string;
  /** The whole file as JSON; undefined where it is none. */
  readonly json: unknown;
  /** Names of its entries where it is a zip archive that opens. */
  readonly entries: readonly string[] | null;
}

const START = 1024;
/** JSON beyond this is not looked into: notebooks and models are smaller. */
const MOST_JSON = 16 * 2 ** 20;

const begins = (...first: readonly number[]) => {
  return ({ bytes }: Foreign): boolean => first.every((byte, i) => bytes[i] === byte);
};
const beginsWith = (pattern: RegExp) => {
  return ({ start }: Foreign): boolean => pattern.test(start);
};
const holds = (pattern: RegExp) => {
  return ({ entries }: Foreign): boolean => entries?.some((entry) => pattern.test(entry)) ?? false;
};
const has = (...keys: readonly string[]) => {
  return ({ json }: Foreign): boolean => isObject(json) && keys.every((key) => Object.hasOwn(json, key));
};

/** The first that fits tells. */
const KINDS: readonly Kind[] = [
  { key: 'empty', is: ({ bytes }) => bytes.length === 0 },
  { key: 'shortcut', is: ({ start, name }) => /^\[InternetShortcut\]/i.test(start) || name.endsWith('.webloc') },
  { key: 'webPage', is: beginsWith(/^<(!doctype\s+html|html)/i) },
  { key: 'svg', is: beginsWith(/^(<\?xml[^>]*>\s*)?<svg/i) },
  { key: 'vtk', is: beginsWith(/^(<\?xml[^>]*>\s*)?<VTKFile|^# vtk DataFile/) },
  { key: 'hdf5', is: begins(0x89, 0x48, 0x44, 0x46) },
  { key: 'npy', is: begins(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59) },
  { key: 'picture', is: isPicture },
  { key: 'pdf', is: beginsWith(/^%PDF/) },
  { key: 'torch', is: holds(/(^|\/)data\.pkl$/) },
  { key: 'keras', is: holds(/^model\.weights\.h5$/) },
  { key: 'office', is: holds(/^\[Content_Types\]\.xml$/) },
  { key: 'npzOther', is: ({ entries }) => (entries?.length ?? 0) > 0 && (entries ?? []).every((entry) => entry.endsWith('.npy')) },
  { key: 'zipOther', is: ({ entries }) => entries !== null && !entries.includes('experiment.json') },
  // The legacy files of torch.save are pickles, which begin with their protocol.
  { key: 'pickle', is: ({ bytes }) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5 },
  { key: 'safetensors', is: ({ bytes, start }) => bytes[8] === 0x7b && bytes[7] === 0 && start.includes('data_offsets') },
  { key: 'onnx', is: ({ bytes, name, start }) => bytes[0] === 8 && (name.endsWith('.onnx') || /pytorch|onnx|keras2onnx/i.test(start)) },
  { key: 'notebook', is: has('nbformat') },
  { key: 'tfjs', is: ({ json }) => has('modelTopology')({ json } as Foreign) || has('weightsManifest')({ json } as Foreign) },
  { key: 'list', is: ({ json }) => Array.isArray(json) },
  { key: 'jsonOther', is: ({ json }) => json !== undefined && !isOurs(json) },
  { key: 'gzip', is: begins(0x1f, 0x8b) },
  {
    key: 'table',
    is: ({ name, start }) => /\.(csv|tsv|txt|data)$/.test(name) && !start.startsWith('pane,') && /^[^\n]*[,;\t]/.test(start),
  },
];

/** What a file is that this page does not open, in a sentence that says what can be done; null where it may be a damaged file of our own. */
export function foreignProblem(name: string, bytes: Uint8Array): Problem | null {
  const start = strFromU8(bytes.subarray(0, START), true).replace(/^(\u00ef\u00bb\u00bf)?\s+|^\u00ef\u00bb\u00bf/, '');
  const file: Foreign = { name: name.toLowerCase(), bytes, start, json: jsonOf(start, bytes), entries: entriesOf(bytes) };
  const kind = KINDS.find(({ is }) => is(file));
  return kind ? fileProblem(`foreign.${kind.key}`, { name: shortName(name) }) : null;
}

/** A name that fits a sentence. */
export function shortName(name: string): string {
  return name.length <= 60 ? name : `${name.slice(0, 40)}…${name.slice(-16)}`;
}

function jsonOf(start: string, bytes: Uint8Array): unknown {
  if (!/^[[{]/.test(start) || bytes.length > MOST_JSON) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    // Not JSON after all, or nested deeper than this engine reads: then it is not told apart here.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function entriesOf(bytes: Uint8Array): readonly string[] | null {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return null;
  try {
    return openZip(bytes).names;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** PNG, JPEG, GIF, WebP, BMP, TIFF. */
function isPicture({ start }: Foreign): boolean {
  return /^(\u0089PNG|\u00ff\u00d8\u00ff|GIF8|RIFF....WEBP|BM......|II\*\0|MM\0\*)/s.test(start);
}

function isOurs(json: unknown): boolean {
  return isObject(json) && ['document', 'panes', 'runs', 'version'].some((key) => Object.hasOwn(json, key));
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
