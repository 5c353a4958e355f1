import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';

/** The part of tfjs's buffer pool that its types keep private. */
interface BufferPool {
  freeBuffers: Map<string, GPUBuffer[]>;
  numFreeBuffers: number;
  numBytesAllocated: number;
}

/**
 * Destroys the buffers that tfjs keeps for reuse: it pools by exact size and never lets go, so programs of many sizes would fill
 * the GPU. Work submitted before is not disturbed.
 */
export function trimBuffers(backend: WebGPUBackend): void {
  const pool = backend.bufferManager as unknown as BufferPool;
  if ((backend as unknown as { commandEncoder: unknown }).commandEncoder) {
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  for (const buffers of pool.freeBuffers.values()) {
    for (const buffer of buffers.splice(0)) {
      pool.numFreeBuffers--;
      pool.numBytesAllocated -= buffer.size;
      buffer.destroy();
    }
  }
}
