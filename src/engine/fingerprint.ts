import type { Checkpoint } from '../experiment/checkpoint';

/** The one bit pattern that every NaN counts as: which of them arithmetic gives is left to the processor. */
const NAN_BITS = 0x7fc00000;

/**
 * A short name of a net, like "7f3a-91c2": θ and state hashed to the bit, every NaN as one, −0 as it is. Equal nets have equal names; two different
 * ones share one by a chance of 2⁻³².
 */
export function fingerprintOf({ theta, state }: Pick<Checkpoint, 'theta' | 'state'>): string {
  const hash = createHash();
  for (const vector of [theta, state]) {
    hash.add(vector.length);
    const bits = new Int32Array(vector.buffer, vector.byteOffset, vector.length);
    for (let i = 0; i < vector.length; i++) hash.add(Number.isNaN(vector[i]) ? NAN_BITS : bits[i]);
  }
  return hash.text();
}

/** The names of what each run of a recipe ended with, in order, as one text; undefined where one of them is missing. */
export function fingerprintOfRuns(runs: readonly (string | undefined)[]): string | undefined {
  return runs.length > 0 && runs.every((name) => name) ? runs.join(' ') : undefined;
}

/** The same from a recipe's checkpoints, in the order of training. */
export function fingerprintOfCheckpoints(runs: number, checkpoints: readonly Checkpoint[]): string | undefined {
  const last = Array.from({ length: runs }, (_, run) => checkpoints.filter((checkpoint) => checkpoint.run === run).at(-1));
  return fingerprintOfRuns(last.map((checkpoint) => checkpoint && fingerprintOf(checkpoint)));
}

/** The names of a recipe's runs in such a text; none where it holds more or fewer. */
export function fingerprintsOfRuns(text: string | undefined, runs: number): readonly (string | undefined)[] {
  const names = text?.split(' ') ?? [];
  return Array.from({ length: runs }, (_, run) => (names.length === runs ? names[run] : undefined));
}

/** Two multiplicative hashes of 32 bits side by side, mixed at the end as in MurmurHash3 (Appleby 2011, public domain). Not against forgery. */
function createHash() {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  return {
    add(word: number): void {
      a = Math.imul(a ^ word, 0xcc9e2d51);
      a = (a << 15) | (a >>> 17);
      b = Math.imul((b << 13) | (b >>> 19), 0x1b873593) + (word ^ a);
    },
    text(): string {
      const digits = (mixed(a ^ mixed(b)) >>> 0).toString(16).padStart(8, '0');
      return `${digits.slice(0, 4)}-${digits.slice(4)}`;
    },
  };
}

function mixed(word: number): number {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x85ebca6b);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35);
  return x ^ (x >>> 16);
}
