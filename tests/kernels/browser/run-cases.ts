import type { Device } from '../../../src/engine/device';
import { GraphBuilder } from '../../../src/engine/graph/builder';
import { createWebglDevice } from '../../../src/engine/kernels/webgl';
import { probeWebgl } from '../../../src/engine/kernels/webgl/probe';
import { createWebgpuDevice } from '../../../src/engine/kernels/webgpu';
import { probeWebgpu } from '../../../src/engine/kernels/webgpu/probe';
import { createRng } from '../../../src/math/random';
import { KERNEL_CASES } from '../cases';
import { type CaseReport, checkCase } from '../check-case';

export type GpuBackend = 'webgpu' | 'webgl';

/** What a browser found of one backend. */
export interface BackendReport {
  readonly backend: GpuBackend;
  /** Why the backend did not run, or '' if it did. */
  readonly notRun: string;
  readonly adapter: string;
  readonly hardware: boolean;
  readonly variant: string;
  readonly cases: readonly CaseReport[];
  /** Tensors and bytes after each of 20 cycles of compile, run, read and dispose. */
  readonly memory: readonly { readonly tensors: number; readonly bytes: number }[];
}

/** Checks the cases whose name contains `filter` on one backend, and that memory stays flat. */
export async function runCases(backend: GpuBackend, filter: string): Promise<BackendReport> {
  const probe = backend === 'webgpu' ? await probeWebgpu() : probeWebgl();
  const nothing = { backend, adapter: probe.adapter, hardware: probe.hardware, variant: '', cases: [], memory: [] };
  if (!probe.usable) return { ...nothing, notRun: probe.adapter };
  const device = backend === 'webgpu' ? await createWebgpuDevice() : await createWebglDevice();
  try {
    const cases: CaseReport[] = [];
    for (const test of KERNEL_CASES) if (test.name.includes(filter)) cases.push(await checkCase(device, test));
    const memory = await memoryOverCycles(device);
    return { backend, notRun: '', adapter: device.adapter, hardware: device.hardware, variant: device.variant, cases, memory };
  } finally {
    device.dispose();
  }
}

async function memoryOverCycles(device: Device): Promise<{ tensors: number; bytes: number }[]> {
  const test = KERNEL_CASES.find(({ name }) => name.startsWith('loss of a'));
  if (!test) throw new Error('The case for the memory test is gone.');
  const sizes: { tensors: number; bytes: number }[] = [];
  const values = test.inputs(createRng(2));
  for (let cycle = 0; cycle < 20; cycle++) {
    const builder = new GraphBuilder();
    const { outputs, updates } = test.build(builder);
    const program = device.compile(builder.build(outputs, updates), test.replicas);
    for (const [name, data] of Object.entries(values)) program.write(name, data);
    for (let run = 0; run < 3; run++) program.run(test.replicas - (run % 2));
    await program.read('loss');
    // Every other cycle leaves work unread, as a cancelled job does.
    if (cycle % 2 === 1) program.run(1);
    program.dispose();
    sizes.push(device.memory());
  }
  return sizes;
}
