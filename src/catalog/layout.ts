/** What a tensor of a net is for (METHOD.md, section 1). The last two are state, not parameters. */
export type TensorRole = 'kernel' | 'bias' | 'bn-scale' | 'bn-shift' | 'bn-mean' | 'bn-variance';

/** One named tensor inside a flat float32 vector. A filter is one index of the **last** axis of a kernel. */
export interface TensorSlot {
  readonly name: string;
  readonly role: TensorRole;
  /** Dense kernel [in, out]; conv kernel [kh, kw, in, out]; 1-D otherwise. */
  readonly shape: readonly number[];
  /** Position of the first entry in the flat vector. */
  readonly offset: number;
  readonly size: number;
}

/** How named tensors lie in one flat vector of `size` entries, without gaps, in the order of `slots`. */
export interface TensorLayout {
  readonly slots: readonly TensorSlot[];
  readonly size: number;
}

/** Lays tensors out one after the other. */
export function createLayout(tensors: readonly Omit<TensorSlot, 'offset' | 'size'>[]): TensorLayout {
  let offset = 0;
  const slots = tensors.map((tensor) => {
    const size = tensor.shape.reduce((product, extent) => product * extent, 1);
    const slot = { ...tensor, offset, size };
    offset += size;
    return slot;
  });
  return { slots, size: offset };
}
