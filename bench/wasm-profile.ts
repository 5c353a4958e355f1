/**
 * Where a plane's time goes on the WASM backend, command by command: `npx tsx bench/wasm-profile.ts [NET…] [--simd]`. Each command is executed alone and timed;
 * the shortest of many runs counts, so that other work on the machine does not.
 */
import { parseArgs } from 'node:util';
import type { Device } from '../src/engine/device';
import { createWasmDevice } from '../src/engine/kernels/wasm';
import { Heap } from '../src/engine/kernels/wasm/heap';
import { readWasmModules } from '../src/engine/kernels/wasm/node';
import { Opcode } from '../src/engine/kernels/wasm/opcodes';
import { compileProgram, type Execute, memoryFor } from '../src/engine/kernels/wasm/program';
import { pointsOf, readCase } from './cases/case';
import { makeCase } from './cases/make';
import { BENCH_NETS, type BenchNet } from './cases/nets';
import { lossesOf, planeOf } from './contestants/ours-plane';

const RUNS = 60;

/** A command's executions so far, and the shortest of them. */
interface Timing {
  readonly name: string;
  calls: number;
  ms: number;
}

/** A device that executes commands one at a time and times them, by address. */
async function createProfiledDevice(variant: 'simd' | 'relaxed'): Promise<{ device: Device; timings: ReadonlyMap<number, Timing> }> {
  const heap = new Heap(2 ** 31 - 65536);
  const { instance } = await WebAssembly.instantiate(readWasmModules()[variant], { env: { memory: heap.memory } });
  const execute = instance.exports.execute as Execute;
  const timings = new Map<number, Timing>();
  const stepping: Execute = (from, to, first, last) => {
    for (let replica = first; replica < last; replica++)
      for (let at = from; at < to; at += heap.i32[at / 4 + 1] as number) {
        const next = at + (heap.i32[at / 4 + 1] as number);
        const start = performance.now();
        const failed = execute(at, next, replica, replica + 1);
        const elapsed = performance.now() - start;
        const timing = timings.get(at) ?? { name: Opcode[heap.i32[at / 4] as number] as string, calls: 0, ms: elapsed };
        timings.set(at, timing);
        timing.calls++;
        timing.ms = Math.min(timing.ms, elapsed);
        if (failed) return failed;
      }
    return 0;
  };
  const device: Device = {
    id: 'wasm',
    variant,
    adapter: '',
    compile: (graph, maxReplicas) => compileProgram(graph, maxReplicas, heap, stepping, () => {}).program,
    memoryFor: (graph) => memoryFor(graph, heap),
    memory: () => ({ tensors: 0, bytes: heap.usedBytes }),
    dispose() {},
  };
  return { device, timings };
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { simd: { type: 'boolean', default: false } } });
const variant = values.simd ? 'simd' : 'relaxed';
const plain = await createWasmDevice(readWasmModules(), { variant });
for (const net of BENCH_NETS.filter((name) => positionals.length === 0 || positionals.includes(name))) await profile(net);

async function profile(net: BenchNet): Promise<void> {
  const file = await makeCase(plain, net);
  const { device, timings } = await createProfiledDevice(variant);
  const evaluator = planeOf(device, readCase(file));
  for (let run = 0; run < RUNS; run++) await lossesOf(evaluator, pointsOf(1));
  // Of a point: some commands run once for all points, others once for each block of samples.
  const shares = [...timings.values()].map(({ name, calls, ms }) => ({ name, ms: (ms * calls) / RUNS }));
  const total = shares.reduce((sum, { ms }) => sum + ms, 0);
  console.log(`${net}, ${variant}: ${total.toFixed(2)} ms a point, ${((2e-6 * file.multiplyAdds) / total).toFixed(1)} GFLOP/s`);
  for (const { name, ms } of shares)
    console.log(`  ${name.padEnd(20)}${ms.toFixed(3).padStart(8)} ms ${((100 * ms) / total).toFixed(0).padStart(4)} %`);
}
