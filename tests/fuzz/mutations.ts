import type { Rng } from '../../src/math/random';

const STRANGE = [
  '%',
  '%2',
  '%25',
  '#',
  '&',
  '=',
  '.',
  ',',
  ':',
  '-',
  '_',
  '~',
  ' ',
  '\n',
  '\u200b',
  '\u00ad',
  '\ufeff',
  'é',
  '界',
  '\ud800',
  '>',
  ')',
  '…',
  '\0',
];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const pick = <T>(rng: Rng, from: ArrayLike<T>): T => from[rng.integer(from.length)] as T;

/** One to four faults as mail programs, chats, fingers and attackers make them. */
export function mutateText(rng: Rng, text: string, others: readonly string[]): string {
  let out = text;
  for (let left = 1 + rng.integer(4); left > 0; left--) out = faultInText(rng, out, others);
  return out;
}

function faultInText(rng: Rng, text: string, others: readonly string[]): string {
  const at = rng.integer(text.length + 1);
  const until = Math.min(text.length, at + 1 + rng.integer(rng.integer(3) === 0 ? text.length + 1 : 8));
  switch (rng.integer(10)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(until);
    case 2:
      return text.slice(0, at) + pick(rng, LETTERS) + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + pick(rng, STRANGE).repeat(1 + rng.integer(3)) + text.slice(at);
    case 4:
      return text.slice(0, until) + text.slice(at);
    case 5:
      return text.slice(0, at) + encodeURIComponent(text.slice(at, until).replace(/[\ud800-\udfff]/g, '')) + text.slice(until);
    case 6:
      return text.slice(at) + text.slice(0, at);
    case 7: {
      const other = pick(rng, others);
      return text.slice(0, at) + other.slice(rng.integer(other.length + 1));
    }
    case 8:
      return text.slice(0, at) + Array.from({ length: 1 + rng.integer(40) }, () => pick(rng, LETTERS)).join('') + text.slice(at);
    default:
      return rng.integer(2) === 0 ? text.toUpperCase() : pick(rng, STRANGE) + text;
  }
}

/** Numbers that lengths, shapes and offsets go wrong with. */
const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** One to four faults as disks, programs and attackers make them. */
export function mutateBytes(rng: Rng, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let out = Uint8Array.from(bytes);
  for (let left = 1 + rng.integer(4); left > 0; left--) out = faultInBytes(rng, out, others);
  return out;
}

function faultInBytes(rng: Rng, bytes: Uint8Array<ArrayBuffer>, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  // What a file says of itself stands at its ends more often than in its middle.
  const near = rng.integer(3);
  const spread = Math.min(bytes.length, 512);
  const place = rng.integer((near === 2 ? bytes.length : spread) + 1);
  const at = near === 1 ? bytes.length - place : place;
  const until = Math.min(bytes.length, at + 1 + rng.integer(rng.integer(3) === 0 ? bytes.length + 1 : 16));
  switch (rng.integer(8)) {
    case 0:
      return bytes.slice(0, at);
    case 1:
      return joined(bytes.subarray(0, at), bytes.subarray(until));
    case 2: {
      if (at < bytes.length) bytes[at] = (bytes[at] as number) ^ (1 << rng.integer(8));
      return bytes;
    }
    case 3: {
      for (let i = at; i < until; i++) bytes[i] = rng.integer(256);
      return bytes;
    }
    case 4: {
      const value = pick(rng, EXTREMES);
      const view = new DataView(bytes.buffer);
      if (at + 4 <= bytes.length) view.setUint32(at, value, rng.integer(2) === 0);
      return bytes;
    }
    case 5:
      return joined(bytes.subarray(0, until), bytes.subarray(at));
    case 6: {
      const other = pick(rng, others);
      return joined(bytes.subarray(0, at), other.subarray(rng.integer(other.length + 1)));
    }
    default: {
      bytes.fill(pick(rng, [0, 0xff, 0x20, 0x5b, 0x7b]), at, until);
      return bytes;
    }
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** Faults in readable JSON that leave it JSON: other values, missing and repeated parts. */
export function mutateJson(rng: Rng, text: string): string {
  const value: unknown = JSON.parse(text);
  for (let left = 1 + rng.integer(3); left > 0; left--) change(rng, value);
  return JSON.stringify(value);
}

const VALUES = [null, true, 0, -1, 0.5, 1e308, 1e9, '', 'x', 'NaN', '__proto__', [], [[]], {}, { id: 'mlp' }, 'A'.repeat(3000)];

function change(rng: Rng, root: unknown): void {
  let [inside] = [root];
  for (let depth = 0; depth < 12; depth++) {
    if (typeof inside !== 'object' || inside === null) return;
    const keys = Object.keys(inside);
    const key = keys[rng.integer(keys.length || 1)];
    if (key === undefined) return;
    const holder = inside as Record<string, unknown>;
    const next = holder[key];
    if (typeof next !== 'object' || next === null || rng.integer(4) === 0) {
      if (rng.integer(4) > 0 || Array.isArray(holder)) holder[key] = structuredClone(pick(rng, VALUES));
      else delete holder[key];
      return;
    }
    inside = next;
  }
}
