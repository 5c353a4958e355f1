import { describe, expect, it } from 'vitest';
import { importersOfWorkers } from '../../scripts/worker-imports.mjs';

describe('the check of a build', () => {
  it('finds chunks that import a worker’s entry, and no others', () => {
    const chunks = {
      'wasm-CL2x1R3N.js': 'import{i as e}from"./engine.worker-B_59RL7k.js";export const a=e',
      'lazy.js': 'const a=()=>import(`./bake.worker-C4GB5Nrl.js`)',
      'page.js': 'new Worker(new URL("engine.worker-B_59RL7k.js",import.meta.url),{type:"module"})',
      'engine.worker-B_59RL7k.js': 'import{a}from"./inside-LpU_K8w3.js";a()',
    };
    expect(importersOfWorkers(chunks)).toEqual([
      { file: 'wasm-CL2x1R3N.js', entry: 'engine.worker-B_59RL7k.js' },
      { file: 'lazy.js', entry: 'bake.worker-C4GB5Nrl.js' },
    ]);
  });
});
