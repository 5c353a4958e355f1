import asc from 'assemblyscript/asc';

/** Chains of multiply-adds that do not wait for each other: enough to hide their latency. */
export const CHAINS = 12;
const loops = new Map<string, (rounds: number) => void>();
const best = new Map<string, number>();

/** The machine's limit in GFLOP/s, the highest seen so far: four-lane multiply-adds on registers, as the "relaxed" or the "simd" build spells them. */
export function multiplyAddLimit(variant: 'simd' | 'relaxed'): number {
  const run = loops.get(variant);
  if (!run) throw new Error('prepareLimits has not been called.');
  const rounds = 1_000_000;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    run(rounds);
    best.set(variant, Math.max(best.get(variant) ?? 0, (rounds * CHAINS * 8) / (performance.now() - start) / 1e6));
  }
  return best.get(variant) as number;
}

/** Compiles the loops. */
export async function prepareLimits(): Promise<void> {
  for (const variant of ['simd', 'relaxed'] as const) {
    const { instance } = await WebAssembly.instantiate(await compileLimit(variant), {});
    loops.set(variant, instance.exports.run as (rounds: number) => void);
  }
}

/** A module whose `run(rounds)` does CHAINS four-lane multiply-adds a round. */
export async function compileLimit(variant: 'simd' | 'relaxed'): Promise<Uint8Array<ArrayBuffer>> {
  const names = Array.from({ length: CHAINS }, (_, i) => `c${i}`);
  const madd = (c: string): string => (variant === 'relaxed' ? `f32x4.relaxed_madd(a, b, ${c})` : `f32x4.add(f32x4.mul(a, b), ${c})`);
  const source = `export function run(rounds: i32): f32 {
    const a = f32x4.splat(0.5); const b = f32x4.splat(0.25);
    ${names.map((c, i) => `let ${c} = f32x4.splat(${i}.5);`).join(' ')}
    for (let k = rounds; k > 0; k--) { ${names.map((c) => `${c} = ${madd(c)};`).join(' ')} }
    return f32x4.extract_lane(${names.reduce((sum, c) => `f32x4.add(${sum}, ${c})`)}, 0);
  }`;
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const { error } = await asc.main(
    ['limit.ts', '--outFile', 'limit.wasm', '-O3', '--runtime', 'stub', '--enable', variant === 'relaxed' ? 'simd,relaxed-simd' : 'simd'],
    {
      readFile: (name) => (name === 'limit.ts' ? source : null),
      writeFile: (name, contents) => {
        if (name === 'limit.wasm') binary = Uint8Array.from(contents as Uint8Array);
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`The limit's loop did not compile: ${error?.message ?? 'no output'}`);
  return binary;
}
