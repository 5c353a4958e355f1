import type { Contestant } from '../contestants/types';

/** As in bench/wasm-limit.ts: twelve chains of four lanes. */
const MULTIPLY_ADDS_A_ROUND = 12 * 4;
const ROUNDS = 100_000;

/** Four-lane multiply-adds, fused where the engine has relaxed SIMD; one thread. */
export async function createWasmLimit(): Promise<Contestant> {
  const read = async (variant: string): Promise<ArrayBuffer> => (await fetch(`../limits/${variant}.wasm`)).arrayBuffer();
  const relaxed = await read('relaxed');
  const variant = WebAssembly.validate(relaxed) ? 'relaxed' : 'simd';
  const { instance } = await WebAssembly.instantiate(variant === 'relaxed' ? relaxed : await read('simd'), {});
  const run = instance.exports.run as (rounds: number) => number;
  return {
    adapter: 'one thread',
    variant,
    async runKernel(times) {
      run(times * ROUNDS);
      return times * ROUNDS * MULTIPLY_ADDS_A_ROUND;
    },
  };
}
