import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { engine, env, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { createTfjsDevice, type TfjsDevice } from '../tfjs/device';
import { registerWebglKernels } from './kernels';
import { TEXTURE_WIDTH } from './layout';
import { isSoftwareRenderer, rendererName } from './probe';
import { readTexture, trimTextures, uploadTexture } from './textures';

/** How the matrix product is computed; results are bit-identical only within one variant. */
const VARIANT = 'texel-of-4';

/** A WebGL device says in addition whether it runs on a GPU. */
export interface WebglDevice extends TfjsDevice {
  readonly hardware: boolean;
}

/**
 * A device on WebGL 2 through tfjs's backend, in a page or a worker. Throws an Error that says why where there is no WebGL 2 or no
 * 32-bit float rendering. One at a time in a realm: dispose of it before making another.
 */
export async function createWebglDevice(): Promise<WebglDevice> {
  env().set('SOFTWARE_WEBGL_ENABLED', true);
  env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  if (env().getNumber('WEBGL_VERSION') !== 2) throw new Error('This browser has no WebGL 2.');
  if (!env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE') || !env().getBool('WEBGL_DOWNLOAD_FLOAT_ENABLED')) {
    throw new Error('This WebGL cannot render to 32-bit float textures.');
  }
  const backend = new MathBackendWebGL();
  const gl = backend.gpgpu.gl as WebGL2RenderingContext;
  let failure: Error | undefined;
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => {
      failure = new Error('WebGL failed: the context was lost.');
      resolve('The WebGL context was lost.');
    });
  });
  registerWebglKernels();
  registerBackend('webgl', () => backend);
  await engine().setBackend('webgl');
  const adapter = rendererName(gl);
  const maxSide = env().getNumber('WEBGL_MAX_TEXTURE_SIZE');
  const device = createTfjsDevice({
    id: 'webgl',
    variant: VARIANT,
    adapter,
    lost,
    maxEntries: Math.min(4 * TEXTURE_WIDTH * maxSide, 2 ** 31 - 4),
    alignment: 4,
    upload: (data) => uploadTexture(backend, data),
    read: (tensor) => readTexture(backend, tensor),
    throwFailure() {
      if (failure) throw failure;
    },
    bytes: () => backend.getTextureManager().numBytesAllocated,
    trim: () => trimTextures(backend),
    dispose: () => removeBackend('webgl'),
  });
  return { ...device, hardware: !isSoftwareRenderer(adapter) };
}
