import type { BackendId, Device } from '../../../src/engine/device';
import { loadWasmModules } from '../../../src/engine/kernels/wasm/load';
import { checkFolder } from '../checks';
import type { OracleFile } from '../oracle-net';
import type { CheckRow } from '../rows';

declare global {
  interface Window {
    /** Called by the command line: checks a folder on one backend of this browser. */
    verify(backend: BackendId, files: readonly (readonly [string, OracleFile])[]): Promise<void>;
    /** Given by the command line: takes one row of the report. */
    reportRow(row: CheckRow): Promise<void>;
  }
}

window.verify = async (backend, files) => {
  const device = await openDevice(backend);
  try {
    for await (const row of checkFolder(device, new Map(files))) await window.reportRow(row);
  } finally {
    device.dispose();
  }
};

async function openDevice(backend: BackendId): Promise<Device> {
  if (backend === 'webgpu') return (await import('../../../src/engine/kernels/webgpu')).createWebgpuDevice();
  if (backend === 'webgl') return (await import('../../../src/engine/kernels/webgl')).createWebglDevice();
  const { createWasmDevice } = await import('../../../src/engine/kernels/wasm');
  return createWasmDevice(await loadWasmModules());
}
