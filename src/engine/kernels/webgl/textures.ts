import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { texelShape } from './layout';

/** A tensor in our layout, uploaded as it is; tfjs would first upload it and then rearrange it by a program of its own. */
export function uploadTexture(backend: MathBackendWebGL, data: Float32Array | Int32Array): Tensor {
  const [rows, columns] = texelShape(data.length);
  const info = backend.makeTensorInfo([data.length], 'float32');
  const texture = backend.texData.get(info.dataId);
  texture.isPacked = true;
  // tfjs counts a packed texture's extents in numbers, two a side of each texel.
  texture.texShape = [2 * rows, 2 * columns];
  backend.uploadToGPU(info.dataId);
  if (!texture.texture) throw new Error('WebGL gave no texture.');
  backend.gpgpu.uploadDenseMatrixToTexture(texture.texture.texture, columns, rows, Float32Array.from(data));
  return engine().makeTensorFromTensorInfo(info);
}

/** All entries of a tensor in our layout. The copy is taken at once; the wait lets other tasks run. */
export async function readTexture(backend: MathBackendWebGL, tensor: Tensor): Promise<Float32Array> {
  const { texture } = backend.texData.get(tensor.dataId);
  if (!texture) throw new Error('A tensor without a texture was read.');
  const { gpgpu } = backend;
  const [rows, columns] = texelShape(tensor.size);
  const buffer = gpgpu.createBufferFromTexture(texture.texture, rows, columns);
  try {
    await gpgpu.createAndWaitForFence();
    return gpgpu.downloadFloat32MatrixFromBuffer(buffer, tensor.size);
  } finally {
    gpgpu.gl.deleteBuffer(buffer);
  }
}

/** The part of tfjs's texture pool that its types keep private. */
interface TexturePool {
  freeTextures: Record<string, { texture: WebGLTexture }[]>;
  numFreeTextures: number;
  _numBytesAllocated: number;
  _numBytesFree: number;
}

/** Deletes the textures that tfjs keeps for reuse: it pools by exact size and never lets go, so programs of many sizes would fill the GPU. */
export function trimTextures(backend: MathBackendWebGL): void {
  const pool = backend.getTextureManager() as unknown as TexturePool;
  for (const textures of Object.values(pool.freeTextures)) {
    for (const { texture } of textures.splice(0)) {
      backend.gpgpu.deleteMatrixTexture(texture);
      pool.numFreeTextures--;
    }
  }
  pool._numBytesAllocated -= pool._numBytesFree;
  pool._numBytesFree = 0;
}
