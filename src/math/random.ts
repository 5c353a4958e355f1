import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { cos, log, sin } from './portable';

/**
 * A seeded stream of random numbers. Streams are named, so that what one consumer draws never
 * shifts what another draws: `rng.fork('init')` depends on the seed and the names alone.
 */
export interface Rng {
  /** An independent stream that depends only on this stream's seed path and `name`, not on draws made so far. */
  fork(name: string): Rng;
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Standard normal (Box-Muller, both halves used). */
  normal(): number;
  /** Uniform integer in [0, bound); `bound` in 1 … 2³¹. */
  integer(bound: number): number;
  /** A uniformly random permutation of 0 … n−1 (Fisher-Yates). */
  permutation(n: number): Int32Array;
}

/** Largest seed a document may hold: every safe integer is a distinct seed. */
export const MAX_SEED = Number.MAX_SAFE_INTEGER;

/** The seed so many after another; after the largest comes 0. */
export function laterSeed(seed: number, steps: number): number {
  return steps <= MAX_SEED - seed ? seed + steps : steps - (MAX_SEED - seed) - 1;
}

/** A stream from an integer seed in 0 … {@link MAX_SEED}. Throws a RangeError on any other number. */
export function createRng(seed: number): Rng {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new RangeError(`A seed must be a whole number from 0 to ${MAX_SEED}, not ${seed}.`);
  }
  return streamFor(`${seed}`);
}

function streamFor(path: string): Rng {
  const generator = xoroshiro128plusFromState(hash128(path));
  let spareNormal: number | undefined;
  const uniform = (): number => uniformFloat64(generator);
  return {
    fork: (name) => streamFor(`${path}/${name}`),
    uniform,
    normal() {
      if (spareNormal !== undefined) {
        const value = spareNormal;
        spareNormal = undefined;
        return value;
      }
      const radius = Math.sqrt(-2 * log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spareNormal = radius * sin(angle);
      return radius * cos(angle);
    },
    integer: (bound) => uniformInt(generator, 0, bound - 1),
    permutation(n) {
      const order = Int32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = uniformInt(generator, 0, i);
        const held = order[i] as number;
        order[i] = order[j] as number;
        order[j] = held;
      }
      return order;
    },
  };
}

/** cyrb128 (bryc, public domain): four 32-bit words of a string, never all zero for xoroshiro's sake. */
function hash128(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  a ^= b ^ c ^ d;
  return [a | 0, (b ^ a) | 0, (c ^ a) | 0, (d ^ a) | 1 | 0];
}
