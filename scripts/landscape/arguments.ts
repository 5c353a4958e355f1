import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, extname } from 'node:path';
import { parseArgs } from 'node:util';
import { presets } from '../../src/experiment/presets';
import { type Format, formats } from '../../src/formats';
import { fail } from './fail';

const USAGE = `Usage: npm run landscape -- RECIPE --out FILE.npz|FILE.json [options]

Trains the nets of an experiment and computes its surfaces, without a browser.

RECIPE      whatever this product makes: a link in quotation marks, a saved .npz or .json file, a file with a document or with one recipe, or
            the name of a preset: ${presets.all.map(({ id }) => id).join(', ')}
--out FILE          where to write: .npz opens in numpy, .json is readable. Both hold the recipe, the weights, the surfaces over
                    both ranges where there are two, the data in order, the tensors' names and shapes, and the directions; examples/rebuild.py computes the losses anew from an .npz
--seed N            seed of the first training run, instead of the recipe's; the others keep their distance from it
--direction-seed N  seed of the shared directions
--weights all|origin|none   which checkpoints to store (all)
--bits N            significant bits of the stored weights, 8 to 24 (24: as they are); 11 is what a half float has, and packs to half the size
--backend wasm|cpu  what to compute on (wasm)
--help              this text`;

const WEIGHTS = ['all', 'origin', 'none'] as const;
const BACKENDS = ['wasm', 'cpu'] as const;

export interface LandscapeOptions {
  readonly source: string;
  readonly out: string;
  readonly format: Format;
  readonly seed: number | undefined;
  readonly directionSeed: number | undefined;
  readonly weights: (typeof WEIGHTS)[number];
  /** Significant bits of the stored weights. */
  readonly bits: number;
  readonly backend: (typeof BACKENDS)[number];
}

/** The options of the command line. Everything that can be wrong with them is found here, before anything is computed. */
export function readArguments(args: readonly string[]): LandscapeOptions {
  const { values, positionals } = parsed(args);
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const [source, ...others] = positionals;
  if (!source) fail(USAGE);
  if (others.length > 0) fail(`One RECIPE at a time: "${others.join('", "')}" is too many. A link with "&" in it needs quotation marks.`);
  if (!values.out) fail('--out says where to write: --out FILE.npz or --out FILE.json.');
  return {
    source,
    out: values.out,
    format: formatOf(values.out),
    seed: wholeNumber('seed', values.seed),
    directionSeed: wholeNumber('direction-seed', values['direction-seed']),
    weights: oneOf('weights', values.weights, WEIGHTS),
    bits: bitsOf(values.bits),
    backend: oneOf('backend', values.backend, BACKENDS),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        out: { type: 'string' },
        seed: { type: 'string' },
        'direction-seed': { type: 'string' },
        weights: { type: 'string', default: 'all' },
        bits: { type: 'string', default: '24' },
        backend: { type: 'string', default: 'wasm' },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n\n${USAGE}`);
  }
}

/** The format that a file's ending asks for, if the file can be written. */
function formatOf(out: string): Format {
  const format = formats.all.find(({ extensions, decode }) => decode && extensions.includes(extname(out).slice(1)));
  if (!format) fail(`--out takes a file that ends in .npz or .json, not "${out}".`);
  const folder = dirname(out);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) fail(`There is no folder "${folder}" to write ${out} to: make it first.`);
  if (existsSync(out) && statSync(out).isDirectory()) fail(`"${out}" is a folder: --out takes a file.`);
  try {
    accessSync(existsSync(out) ? out : folder, constants.W_OK);
  } catch (error) {
    fail(`"${out}" cannot be written: ${(error as Error).message}.`);
  }
  return format;
}

function bitsOf(text: string): number {
  const bits = Number(text);
  return Number.isInteger(bits) && bits >= 8 && bits <= 24 ? bits : fail(`--bits takes a whole number from 8 to 24, not "${text}".`);
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  return allowed.find((one) => one === value) ?? fail(`--${name} takes ${allowed.join(', ')}, not "${value}".`);
}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) && value >= 0 ? value : fail(`--${name} takes a whole number, not "${text}".`);
}
