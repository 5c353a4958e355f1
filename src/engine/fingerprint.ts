import type { Checkpoint } from '../experiment/checkpoint';

/** The one bit pattern that every NaN counts as: which of them arithmetic gives is left to the processor. */
const NAN_BITS = 0x7fc00000;

/**
 * A short name of trained weights, like "7f3a-91c2": θ and state of each run's last checkpoint, in the order of the runs, hashed to the bit, every NaN as one and −0 as it is. Equal nets have
 * equal names; different ones the same name once in four thousand million. Undefined where a run has no checkpoint.
 */
export function fingerprintOf(
  runs: number,
  checkpoints: readonly Pick<Checkpoint, 'run' | 'epoch' | 'theta' | 'state'>[],
): string | undefined {
  const hash = createHash();
  for (let run = 0; run < runs; run++) {
    const last = checkpoints.reduce<(typeof checkpoints)[number] | undefined>(
      (latest, checkpoint) => (checkpoint.run === run && checkpoint.epoch >= (latest?.epoch ?? 0) ? checkpoint : latest),
      undefined,
    );
    if (!last) return undefined;
    for (const vector of [last.theta, last.state]) {
      hash.add(vector.length);
      hash.addAll(vector);
    }
  }
  return hash.text();
}

/** Two multiplicative hashes of 32 bits side by side, mixed at the end as in MurmurHash3 (Appleby 2011, public domain); not against forgery. */
function createHash() {
  let [a, b] = [0x9e3779b9, 0x85ebca6b];
  const add = (word: number): void => {
    a = Math.imul(a ^ word, 0xcc9e2d51);
    a = (a << 15) | (a >>> 17);
    b = Math.imul((b << 13) | (b >>> 19), 0x1b873593) + (word ^ a);
  };
  return {
    add,
    addAll(values: Float32Array): void {
      const bits = new Int32Array(values.buffer, values.byteOffset, values.length);
      for (let i = 0; i < values.length; i++) add(Number.isNaN(values[i]) ? NAN_BITS : (bits[i] as number));
    },
    text(): string {
      const word = mixed(a ^ mixed(b));
      const digits = (word >>> 0).toString(16).padStart(8, '0');
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
