import type { BackendId, Device } from '../engine/device';
import { cardBudget, heapBudget } from './heap-budget';

/** Starts a device, in a kernel variant if it has that one. The GPU ones bring tfjs with them, so their code is fetched only here. Rejects where this browser lacks the backend. */
export async function openDevice(backend: BackendId, variant?: string): Promise<Device> {
  switch (backend) {
    case 'wasm':
      return (await import('../engine/kernels/wasm')).createWasmDevice(undefined, { maxBytes: heapBudget(navigator) });
    case 'webgl':
      return (await import('../engine/kernels/webgl')).createWebglDevice({ maxBytes: cardBudget(navigator) });
    case 'webgpu':
      return (await import('../engine/kernels/webgpu')).createWebgpuDevice({
        maxBytes: cardBudget(navigator),
        ...(variant !== undefined && { variant }),
      });
    case 'cpu':
      return (await import('../engine/reference/device')).createReferenceDevice();
  }
}
