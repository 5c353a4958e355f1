import type { Backend, Contestant } from '../contestants/types';

/** A bare loop of multiply-adds on registers: what this machine can do at best on a backend. */
export async function createLimit(backend: Backend): Promise<Contestant> {
  if (backend === 'wasm') return (await import('./wasm')).createWasmLimit();
  return backend === 'webgpu' ? (await import('./webgpu')).createWebgpuLimit() : (await import('./webgl')).createWebglLimit();
}
