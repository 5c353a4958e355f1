/** Values of one replica after the other's; the array itself where there is one. */
export function joined(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  return parts.length === 1 ? first : joinedInto(new Float32Array(parts.length * first.length), parts);
}

/** The parts one after the other, in `whole`. */
export function joinedInto<T extends Float32Array | Int32Array>(whole: T, parts: readonly T[]): T {
  let at = 0;
  for (const one of parts) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** A copy of replica i's `size` values; the array itself where they are all of it. */
export function replicaOf(values: Float32Array, i: number, size: number): Float32Array {
  return values.length === size ? values : values.slice(i * size, (i + 1) * size);
}
