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
  /** The build to use for everything; without it, "relaxed" where the engine knows relaxed SIMD, and "simd" to train. */
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
  const shared = { heap, tensors: 0 };
  const device = await deviceOf(variant, modules, shared);
  if (options.variant || variant === 'simd') return device;
  let portable: Promise<Device> | undefined;
  return {
    ...device,
    portable() {
      portable ??= deviceOf('simd', modules, shared);
      return portable;
    },
  };
}

/** A memory, and how many tensors lie in it. */
interface Shared {
  readonly heap: Heap;
  tensors: number;
}

/** One build of the kernels over a memory. The builds' constants lie apart (scripts/build-wasm.mjs), so that one memory does for both. */
async function deviceOf(variant: WasmVariant, modules: WasmModules, shared: Shared): Promise<Device> {
  const { heap } = shared;
  const { instance } = await WebAssembly.instantiate(modules[variant], { env: { memory: heap.memory } });
  const execute = instance.exports.execute as Execute;
  return {
    id: 'wasm',
    variant,
    adapter: '',
    compile(graph, maxReplicas) {
      const compiled = compileProgram(graph, maxReplicas, heap, execute, () => {
        shared.tensors -= compiled.tensors;
      });
      shared.tensors += compiled.tensors;
      return compiled.program;
    },
    memoryFor: (graph) => memoryFor(graph, heap),
    memory: () => ({ tensors: shared.tensors, bytes: heap.usedBytes }),
    takenBytes: () => heap.memory.buffer.byteLength,
    // Memory cannot be given back to the engine: it goes when the device and its programs are no longer referenced.
    dispose() {},
  };
}
