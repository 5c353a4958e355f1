import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { WasmModules } from './device';

/**
 * Reads the kernels in Node from `directory`, by default the build folder beside this file (a bundle passes its own). Switches relaxed SIMD
 * on, which Node 20 has behind a flag. Throws where `node scripts/build-wasm.mjs` has not been run.
 */
export function readWasmModules(directory: URL = new URL('./build/', import.meta.url)): WasmModules {
  if (!existsSync(new URL('simd.wasm', directory))) throw new Error('The WASM kernels are not built: run node scripts/build-wasm.mjs.');
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const read = (name: string): Uint8Array<ArrayBuffer> => Uint8Array.from(readFileSync(new URL(name, directory)));
  return { simd: read('simd.wasm'), relaxed: read('relaxed.wasm') };
}
