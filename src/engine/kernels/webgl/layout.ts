/** log2 of the width of textures, in texels: a power of two, so that kernels find a texel without a division. All WebGL 2 devices take it. */
export const TEXTURE_WIDTH_BITS = 11;
export const TEXTURE_WIDTH = 2 ** TEXTURE_WIDTH_BITS;

/** [rows, columns] in texels of a tensor's texture: texel t holds entries 4t … 4t + 3, rows of 2048 texels. */
export function texelShape(entries: number): [number, number] {
  const texels = Math.max(1, Math.ceil(entries / 4));
  return [Math.ceil(texels / TEXTURE_WIDTH), Math.min(texels, TEXTURE_WIDTH)];
}
