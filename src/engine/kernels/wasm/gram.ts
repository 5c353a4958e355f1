import { BLOCK_ROWS, type GramKernel, PANEL } from '../../../math/gram-pca';
import type { WasmModules } from './device';

const PAGE_BYTES = 65536;
const FLOAT_BYTES = 4;
const DOUBLE_BYTES = 8;

/** The Gram kernel of PCA in double-precision SIMD, over a memory of its own that goes with it. Without modules they are fetched as a browser does. */
export async function createGramKernel(given?: WasmModules): Promise<GramKernel> {
  const modules = given ?? (await (await import('./load')).loadWasmModules());
  const memory = new WebAssembly.Memory({ initial: 1 });
  const variant = WebAssembly.validate(modules.relaxed) ? 'relaxed' : 'simd';
  const { instance } = await WebAssembly.instantiate(modules[variant], { env: { memory } });
  const { spread, gram: addProducts } = instance.exports as Record<'spread' | 'gram', (...numbers: number[]) => void>;
  let at = { rows: 0, origin: 0, scratch: 0, panel: 0, gram: 0 };
  return {
    reserve(count) {
      const rowsOfBlocks = blocksOf(count) * BLOCK_ROWS;
      const rows = PAGE_BYTES;
      const origin = rows + FLOAT_BYTES * count * PANEL;
      const scratch = origin + FLOAT_BYTES * PANEL;
      const panel = scratch + 2 * DOUBLE_BYTES * PANEL;
      const gram = panel + DOUBLE_BYTES * rowsOfBlocks * PANEL;
      at = { rows, origin, scratch, panel, gram };
      const missing = gram + DOUBLE_BYTES * rowsOfBlocks * rowsOfBlocks - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
      return {
        rows: new Float32Array(memory.buffer, rows, count * PANEL),
        origin: new Float32Array(memory.buffer, origin, PANEL),
        gram: new Float64Array(memory.buffer, gram, rowsOfBlocks * rowsOfBlocks).fill(0),
      };
    },
    add(count, width, centred) {
      spread(at.panel, at.rows, at.origin, at.scratch, count, PANEL, width, Number(centred));
      addProducts(at.gram, at.panel, blocksOf(count), DOUBLE_BYTES * BLOCK_ROWS * PANEL, width);
    },
  };
}

const blocksOf = (count: number): number => Math.ceil(count / BLOCK_ROWS);
