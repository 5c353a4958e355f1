import relaxedUrl from './build/relaxed.wasm?url';
import simdUrl from './build/simd.wasm?url';
import type { WasmModules } from './device';

/** Fetches the kernels in a browser or a worker. Throws where the site does not serve them. */
export async function loadWasmModules(): Promise<WasmModules> {
  const [simd, relaxed] = await Promise.all([simdUrl, relaxedUrl].map(fetchBytes));
  return { simd: simd as ArrayBuffer, relaxed: relaxed as ArrayBuffer };
}

async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The WASM kernels could not be loaded: ${response.status} ${response.statusText}.`);
  return response.arrayBuffer();
}
