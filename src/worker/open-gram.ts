import type { GramKernel } from '../math/gram-pca';

/** A fast Gram kernel with a memory of its own, or null where this browser does not run it or it could not be fetched: the plain one finds the same axes, only later. */
export async function openGramKernel(): Promise<GramKernel | null> {
  try {
    return await (await import('../engine/kernels/wasm/gram')).createGramKernel();
  } catch {
    return null;
  }
}
