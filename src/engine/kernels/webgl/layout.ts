/** log2 of the width of textures of one layer, in texels: a power of two, so that kernels find a texel without a division. All WebGL 2 devices take it. */
export const TEXTURE_WIDTH_BITS = 10;
/** The same for textures of several layers, narrower so that small ones fill whole 2×2 blocks of fragments. */
export const LAYERED_WIDTH_BITS = 9;

/**
 * How a tensor's entries lie in its texture, all replicas one after the other.
 *
 * With one layer, texel t holds entries 4t … 4t + 3. With several, the tensor is rows of `units` entries, a row takes ⌈units / 4⌉ texels, and rows are
 * dealt to the layers in turn: a fragment writes one texel of as many consecutive rows as there are layers.
 */
export interface TextureLayout {
  readonly layers: number;
  /** Entries of a row; of no meaning with one layer. */
  readonly units: number;
}

export const ONE_LAYER: TextureLayout = { layers: 1, units: 1 };

/** Extents in texels. */
export interface TextureSize {
  readonly width: number;
  readonly height: number;
  readonly layers: number;
}

/** The texture of a tensor with this many entries; in several layers they are whole rows, a multiple of the layers. */
export function textureSize(entries: number, { layers, units }: TextureLayout): TextureSize {
  const texels = layers === 1 ? Math.ceil(entries / 4) : (entries / units / layers) * Math.ceil(units / 4);
  const widest = 2 ** (layers === 1 ? TEXTURE_WIDTH_BITS : LAYERED_WIDTH_BITS);
  return { width: Math.max(1, Math.min(texels, widest)), height: Math.max(1, Math.ceil(texels / widest)), layers };
}

/** Whether four consecutive entries from a multiple of 4 on are one texel. */
export function isTexelwise({ layers, units }: TextureLayout): boolean {
  return layers === 1 || units % 4 === 0;
}

/** A short name of a layout, part of the key of programs that read it. */
export function layoutKey({ layers, units }: TextureLayout): string {
  return layers === 1 ? '1' : `${layers}x${units}`;
}
