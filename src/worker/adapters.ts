import { probeWebgl } from '../engine/kernels/webgl/probe';
import { probeWebgpu } from '../engine/kernels/webgpu/probe';
import type { Adapter } from './jobs';

/** The GPU adapters of this browser, without a device on any. Call it in a worker: a slow driver then holds up no one. */
export async function findAdapters(): Promise<readonly Adapter[]> {
  const probes = [
    { backend: 'webgpu' as const, ...(await probeWebgpu()) },
    { backend: 'webgl' as const, ...probeWebgl() },
  ];
  return probes.filter(({ usable }) => usable).map(({ usable: _, ...found }) => found);
}
