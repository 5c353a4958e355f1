/**
 * An arithmetic coder over integers (range coder with carry propagation: G. N. N. Martin, 1979).
 * Part of link version 1, frozen: a change here breaks every link already sent.
 *
 * A model is written once, against {@link Coder}, and serves both ways: the encoder takes the value it is given and
 * returns it, the decoder ignores what it is given and returns what it reads. All arithmetic is on integers below 2⁵³
 * in doubles, so every engine gives the same bytes.
 */
export interface Coder {
  /** True where values come out of the bytes; then the value arguments below are ignored. */
  readonly decoding: boolean;
  /**
   * One of `count` symbols, 0 … count − 1. `cumulative(k)` is the share of {@link TOTAL} below symbol k: an integer,
   * strictly increasing from cumulative(0) = 0 to cumulative(count) = TOTAL.
   */
  symbol(value: number, count: number, cumulative: (k: number) => number): number;
  /** An integer 0 … count − 1, all equally likely; count at most 2²⁴. */
  uniform(value: number, count: number): number;
  /** 0 or 1 under a model that learns. */
  bit(value: number, model: BitModel): number;
}

/** Cumulative frequencies add up to this. */
export const TOTAL = 2 ** 28;

const TOP = 2 ** 48;
const BOTTOM = 2 ** 40;
const BYTE_SHIFT = 2 ** 8;

/** Adaptive probability of a 1: counts with a Krichevsky-Trofimov prior, halved so that it follows what changes. */
export class BitModel {
  private zeros = 0.4;
  private ones = 0.4;

  /** Share of TOTAL given to a 0: never nothing, never all. */
  get split(): number {
    return 1 + Math.floor((this.zeros / (this.zeros + this.ones)) * (TOTAL - 2));
  }

  learn(value: number): void {
    if (value === 1) this.ones += 1;
    else this.zeros += 1;
    if (this.zeros + this.ones > 255) {
      this.zeros /= 2;
      this.ones /= 2;
    }
  }
}

/** Writes symbols; `finish()` gives the bytes. */
export class RangeEncoder implements Coder {
  readonly decoding = false;
  private low = 0;
  private range = TOP - 1;
  private held = -1;
  private run = 0;
  private readonly bytes: number[] = [];

  symbol(value: number, count: number, cumulative: (k: number) => number): number {
    if (!(value >= 0 && value < count)) throw new RangeError(`Symbol ${value} of ${count}.`);
    const from = cumulative(value);
    this.narrow(from, cumulative(value + 1) - from);
    return value;
  }

  uniform(value: number, count: number): number {
    return this.symbol(value, count, (k) => Math.floor((k * TOTAL) / count));
  }

  bit(value: number, model: BitModel): number {
    const split = model.split;
    if (value === 1) this.narrow(split, TOTAL - split);
    else this.narrow(0, split);
    model.learn(value);
    return value;
  }

  /** The bytes, without trailing zeros: the decoder reads zeros past the end. */
  finish(): Uint8Array<ArrayBuffer> {
    // The shortest number in [low, low + range): as many trailing zero bits as fit.
    for (let unit = TOP; unit >= 1; unit /= 2) {
      const candidate = Math.ceil(this.low / unit) * unit;
      if (candidate < this.low + this.range) {
        this.low = candidate;
        break;
      }
    }
    for (let i = 0; i < 7; i++) this.shift();
    let length = this.bytes.length;
    while (length > 0 && this.bytes[length - 1] === 0) length--;
    return Uint8Array.from(this.bytes.slice(0, length));
  }

  private narrow(from: number, frequency: number): void {
    const unit = Math.floor(this.range / TOTAL);
    this.low += from * unit;
    this.range = frequency * unit;
    while (this.range < BOTTOM) {
      this.range *= BYTE_SHIFT;
      this.shift();
    }
  }

  /** Moves the top byte of `low` out; a byte that a carry could still change is held with the 255s that follow it. */
  private shift(): void {
    const carry = this.low >= TOP ? 1 : 0;
    const low = this.low - carry * TOP;
    const top = Math.floor(low / BOTTOM);
    if (carry === 1 || top !== 255) {
      if (this.held >= 0) this.bytes.push(this.held + carry);
      for (; this.run > 0; this.run--) this.bytes.push((255 + carry) & 255);
      this.held = top;
    } else {
      this.run++;
    }
    this.low = (low - top * BOTTOM) * BYTE_SHIFT;
  }
}

/** Reads symbols from bytes; past the end it reads zeros, which the encoder leaves off. */
export class RangeDecoder implements Coder {
  readonly decoding = true;
  private code = 0;
  private range = TOP - 1;
  private position = 0;

  constructor(private readonly bytes: Uint8Array) {
    for (let i = 0; i < 6; i++) this.code = this.code * BYTE_SHIFT + this.next();
  }

  symbol(_value: number, count: number, cumulative: (k: number) => number): number {
    const unit = Math.floor(this.range / TOTAL);
    const target = Math.min(TOTAL - 1, Math.floor(this.code / unit));
    let low = 0;
    let high = count;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (cumulative(middle) <= target) low = middle;
      else high = middle;
    }
    const from = cumulative(low);
    this.narrow(from, cumulative(low + 1) - from, unit);
    return low;
  }

  uniform(value: number, count: number): number {
    return this.symbol(value, count, (k) => Math.floor((k * TOTAL) / count));
  }

  bit(_value: number, model: BitModel): number {
    const unit = Math.floor(this.range / TOTAL);
    const split = model.split;
    const value = this.code >= split * unit ? 1 : 0;
    if (value === 1) this.narrow(split, TOTAL - split, unit);
    else this.narrow(0, split, unit);
    model.learn(value);
    return value;
  }

  private narrow(from: number, frequency: number, unit: number): void {
    this.code -= from * unit;
    this.range = frequency * unit;
    while (this.range < BOTTOM) {
      this.range *= BYTE_SHIFT;
      this.code = this.code * BYTE_SHIFT + this.next();
    }
  }

  private next(): number {
    const byte = this.position < this.bytes.length ? (this.bytes[this.position] as number) : 0;
    this.position++;
    return byte;
  }
}
