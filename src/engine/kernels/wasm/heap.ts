/** A WebAssembly page. */
const PAGE_BYTES = 65536;
/** Every block starts on a cache line. Address 0 means "absent" in commands and is never given out. */
const LINE_BYTES = 64;
/** The first bytes hold the constants of both builds; that they fit is seen to by scripts/build-wasm.mjs. */
const CONSTANT_BYTES = 2048;

/** What is asked for where the browser refuses more. */
const MODEST_BYTES = 2 ** 29;

interface Span {
  readonly at: number;
  readonly bytes: number;
}

/**
 * Hands out blocks of one growing WebAssembly memory, first fit, and takes them back: memory stays as large as its largest use.
 * Views are made anew after growth, which detaches the old buffer.
 */
export class Heap {
  readonly memory: WebAssembly.Memory;
  private free: Span[];
  private end: number;
  private used = 0;
  private floats: Float32Array<ArrayBuffer>;
  private integers: Int32Array<ArrayBuffer>;

  private readonly maxBytes: number;

  /** @param maxBytes how far the memory may grow; at most 2 GiB. Less where the browser does not promise so much. */
  constructor(maxBytes: number) {
    try {
      this.memory = memoryOf(maxBytes);
      this.maxBytes = maxBytes;
    } catch (error) {
      // Browsers of 32 bits set the whole range of addresses aside at once, and may not have it.
      if (!(error instanceof RangeError) || maxBytes <= MODEST_BYTES) throw error;
      this.memory = memoryOf(MODEST_BYTES);
      this.maxBytes = MODEST_BYTES;
    }
    this.end = this.memory.buffer.byteLength;
    this.free = [{ at: CONSTANT_BYTES, bytes: this.end - CONSTANT_BYTES }];
    this.floats = new Float32Array(this.memory.buffer);
    this.integers = new Int32Array(this.memory.buffer);
  }

  get usedBytes(): number {
    return this.used;
  }

  /** The largest block that could be allocated now, with growth. */
  get largestBytes(): number {
    const last = this.free.at(-1);
    const atEnd = last && last.at + last.bytes === this.end ? last.bytes : 0;
    const tail = this.maxBytes - this.end + atEnd;
    return Math.max(tail, ...this.free.map(({ bytes }) => bytes));
  }

  get f32(): Float32Array<ArrayBuffer> {
    if (this.floats.buffer !== this.memory.buffer) this.floats = new Float32Array(this.memory.buffer);
    return this.floats;
  }

  get i32(): Int32Array<ArrayBuffer> {
    if (this.integers.buffer !== this.memory.buffer) this.integers = new Int32Array(this.memory.buffer);
    return this.integers;
  }

  /** Address of a zeroed block of at least `bytes`, or undefined where none fits. */
  allocate(bytes: number): { at: number; bytes: number } | undefined {
    const wanted = Math.max(LINE_BYTES, Math.ceil(bytes / LINE_BYTES) * LINE_BYTES);
    let index = this.free.findIndex((span) => span.bytes >= wanted);
    if (index < 0) {
      if (!this.grow(wanted)) return undefined;
      index = this.free.length - 1;
    }
    const span = this.free[index] as Span;
    const rest = { at: span.at + wanted, bytes: span.bytes - wanted };
    this.free.splice(index, 1, ...(rest.bytes > 0 ? [rest] : []));
    this.used += wanted;
    this.f32.fill(0, span.at / 4, (span.at + wanted) / 4);
    return { at: span.at, bytes: wanted };
  }

  /** Gives a block back and joins it with its free neighbours. */
  release(block: { at: number; bytes: number }): void {
    this.used -= block.bytes;
    const index = this.free.findIndex((span) => span.at > block.at);
    const position = index < 0 ? this.free.length : index;
    this.free.splice(position, 0, block);
    this.free = joinNeighbours(this.free);
  }

  private grow(wanted: number): boolean {
    const last = this.free.at(-1);
    const atEnd = last && last.at + last.bytes === this.end ? last.bytes : 0;
    const pages = Math.ceil((wanted - atEnd) / PAGE_BYTES);
    if (this.end + pages * PAGE_BYTES > this.maxBytes) return false;
    try {
      this.memory.grow(pages);
    } catch (error) {
      // The browser has no more memory to give; the caller says what was asked for.
      if (error instanceof RangeError) return false;
      throw error;
    }
    this.free = joinNeighbours([...this.free, { at: this.end, bytes: pages * PAGE_BYTES }]);
    this.end += pages * PAGE_BYTES;
    return true;
  }
}

function memoryOf(maxBytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: 16, maximum: Math.ceil(maxBytes / PAGE_BYTES) });
}

function joinNeighbours(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && last.at + last.bytes === span.at) joined[joined.length - 1] = { at: last.at, bytes: last.bytes + span.bytes };
    else joined.push(span);
  }
  return joined;
}
