const view = new DataView(new ArrayBuffer(8));

/** The upper 32 bits of a float64: its sign, its exponent and twenty digits. */
export function highWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

/** A float64 with other upper bits. */
export function withHighWord(x: number, high: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, high);
  return view.getFloat64(0);
}

/** y · 2^k for k in −1100 … 1100, rounded once. */
export function scaled(y: number, k: number): number {
  if (k > 1023) return y * powerOfTwo(1023) * powerOfTwo(k - 1023);
  // 54 digits more than the smallest normal number has: what comes last rounds, and alone.
  return k < -968 ? y * powerOfTwo(k + 108) * powerOfTwo(-108) : y * powerOfTwo(k);
}

/** 2^k for k in −1022 … 1023. */
export function powerOfTwo(k: number): number {
  return withHighWord(0, (k + 1023) << 20);
}
