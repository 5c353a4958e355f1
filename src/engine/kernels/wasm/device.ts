import type { Device } from '../../device';
import { Heap } from './heap';
import { compileProgram, type Execute, memoryFor } from './program';

/** The two builds of the kernels (`node scripts/build-wasm.mjs`). */
export interface WasmModules {
  readonly simd: BufferSource;
  readonly relaxed: BufferSource;
}

export type WasmVariant = 'simd' | 'relaxed';

export interface WasmOptions {
  /** The build to use; without it, "relaxed" where the engine knows relaxed SIMD. */
  readonly variant?: WasmVariant;
  /** How far memory may grow; 2 GiB without it. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 2 ** 31 - 65536;

/**
 * The WASM backend: our own kernels over a memory of their own, a whole run in one call (docs/decisions/0005-wasm-kernels.md). Results of a
 * replica do not depend on which others run with it. Without modules they are fetched as a browser does. Throws a WebAssembly.CompileError where the engine lacks SIMD, or lacks the
 * relaxed SIMD that was asked for.
 */
export async function createWasmDevice(given?: WasmModules, options: WasmOptions = {}): Promise<Device> {
  const modules = given ?? (await (await import('./load')).loadWasmModules());
  const variant = options.variant ?? (WebAssembly.validate(modules.relaxed) ? 'relaxed' : 'simd');
  const heap = new Heap(Math.min(options.maxBytes ?? MAX_BYTES, MAX_BYTES));
  const { instance } = await WebAssembly.instantiate(modules[variant], { env: { memory: heap.memory } });
  const execute = instance.exports.execute as Execute;
  let tensors = 0;
  return {
    id: 'wasm',
    variant,
    adapter: '',
    compile(graph, maxReplicas) {
      const compiled = compileProgram(graph, maxReplicas, heap, execute, () => {
        tensors -= compiled.tensors;
      });
      tensors += compiled.tensors;
      return compiled.program;
    },
    memoryFor: (graph) => memoryFor(graph, heap),
    memory: () => ({ tensors, bytes: heap.usedBytes }),
    // Memory cannot be given back to the engine: it goes when the device and its programs are no longer referenced.
    dispose() {},
  };
}
