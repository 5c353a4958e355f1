import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';

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
