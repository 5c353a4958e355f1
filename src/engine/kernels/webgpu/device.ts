import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import { engine, env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { Clock } from '../../clock';
import { DeviceLost } from '../../device-lost';
import type { TfjsBackend } from '../tfjs/backend';
import { createTfjsDevice, type TfjsDevice } from '../tfjs/device';
import { MAX_BYTES } from '../tfjs/max-bytes';
import { trimBuffers } from './buffers';
import { inErrorScopes } from './error-scopes';
import { registerWebgpuKernels } from './kernels';
import { adapterName, isSoftware } from './probe';
import { enableQuads, quadsAreNeighbours } from './quads';
import { candidates, defaultTiling, TILINGS } from './tiling';
import { measureTilings, type TilingTimes } from './tune';
import { findAdapter, within } from './within';

/** Submitting costs more than launching; but buffers are reused only after a submission. */
const LAUNCHES_PER_SUBMIT = 32;
/** Longest wait for a device's word on why an answer was refused. */
const WORD_MS = 500;

/** A WebGPU device says in addition whether it runs on a GPU. */
export interface WebgpuDevice extends TfjsDevice {
  readonly hardware: boolean;
  /** As {@link Device.tune}, with the times. */
  tune(clock: Clock): Promise<TilingTimes>;
}

/**
 * A device on WebGPU through tfjs's backend, in a page or a worker. Throws an Error that says why where there is no adapter or no
 * device. One at a time in a realm: dispose of it before making another. `variant` is one that an earlier device on this adapter found best; a program may hold
 * `maxBytes`.
 */
export async function createWebgpuDevice({
  variant,
  maxBytes = MAX_BYTES,
}: {
  readonly variant?: string;
  readonly maxBytes?: number;
} = {}): Promise<WebgpuDevice> {
  if (!navigator.gpu) throw new Error('This browser has no WebGPU.');
  const adapter = await findAdapter(navigator.gpu);
  if (!adapter) throw new Error('WebGPU found no adapter.');
  const { limits } = adapter;
  const asked = adapter.requestDevice({
    requiredFeatures: adapter.features.has('subgroups') ? ['subgroups'] : [],
    requiredLimits: {
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    },
  });
  const gpu = await within('a device', asked);
  const hasQuads = await quadsAreNeighbours(gpu);
  if (hasQuads) enableQuads(gpu);
  let failure: DeviceLost | undefined;
  const fail = (message: string): void => {
    failure ??= new DeviceLost(`WebGPU failed: ${message}`);
  };
  gpu.addEventListener('uncapturederror', (event) => fail(event.error.message));
  let disposed = false;
  let isLost = false;
  const lost = new Promise<string>((resolve) => {
    void gpu.lost.then(({ message, reason }) => {
      isLost = true;
      fail(message || reason);
      if (!disposed) resolve(message || reason);
    });
  });
  env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', LAUNCHES_PER_SUBMIT);
  const backend = new WebGPUBackend(gpu, adapter.info);
  registerWebgpuKernels();
  registerBackend('webgpu', () => backend);
  await engine().setBackend('webgpu');
  const hardware = !isSoftware(adapter.info);
  const used: TfjsBackend & { variant: string } = {
    id: 'webgpu',
    variant: (
      TILINGS.find(({ name, unitsInQuads }) => name === variant && (hasQuads || unitsInQuads === null)) ?? defaultTiling(hardware, hasQuads)
    ).name,
    adapter: adapterName(adapter.info),
    lost,
    maxBytes,
    maxEntries: Math.min(Math.floor(Math.min(gpu.limits.maxStorageBufferBindingSize, gpu.limits.maxBufferSize) / 4), 2 ** 31 - 1),
    launchesPerSubmit: LAUNCHES_PER_SUBMIT,
    alignment: 1,
    upload: (data) => engine().makeTensor(data, [data.length], data instanceof Int32Array ? 'int32' : 'float32'),
    async read(tensor) {
      try {
        return (await tensor.data()) as Float32Array | Int32Array;
      } catch (error) {
        // An answer that is awaited when the device is lost is refused a moment before the device says why.
        await Promise.race([gpu.lost, new Promise((resolve) => setTimeout(resolve, WORD_MS))]);
        throw failure ?? error;
      }
    },
    throwFailure() {
      if (failure) throw failure;
    },
    bytes: () => backend.bufferManager.numBytesAllocated,
    trim: () => trimBuffers(backend),
    dispose() {
      if (disposed) return;
      disposed = true;
      removeBackend('webgpu');
      gpu.destroy();
    },
  };
  const device = createTfjsDevice(used);
  const tune = async (clock: Clock): Promise<TilingTimes> => {
    const { fastest, times } = await measureTilings(
      device,
      candidates(hardware, hasQuads),
      ({ name }) => {
        used.variant = name;
      },
      clock,
      (run) => inErrorScopes(gpu, () => isLost, run),
    );
    used.variant = fastest.name;
    return times;
  };
  return Object.assign(device, { hardware, tune });
}
