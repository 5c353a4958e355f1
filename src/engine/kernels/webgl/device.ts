import { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl/dist/backend_webgl';
import { clearWebGLContext, setWebGLContext } from '@tensorflow/tfjs-backend-webgl/dist/canvas_util';
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
  const gl = createContext();
  env().set('WEBGL_USE_SHAPES_UNIFORMS', true);
  if (!env().getBool('WEBGL_RENDER_FLOAT32_CAPABLE') || !env().getBool('WEBGL_DOWNLOAD_FLOAT_ENABLED')) {
    throw new Error('This WebGL cannot render to 32-bit float textures.');
  }
  const backend = new MathBackendWebGL();
  let failure: Error | undefined;
  let disposed = false;
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => {
      failure = new Error('WebGL failed: the context was lost.');
      if (!disposed) resolve('The WebGL context was lost.');
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
    dispose() {
      if (disposed) return;
      disposed = true;
      removeBackend('webgl');
      clearWebGLContext(2);
      // Browsers keep few contexts: give this one back now.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  });
  return { ...device, hardware: !isSoftwareRenderer(adapter) };
}

/** A context of our own, made the one that tfjs uses: tfjs itself would refuse software renderers, and Safari's workers. */
function createContext(): WebGL2RenderingContext {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', {
    alpha: false,
    antialias: false,
    depth: false,
    stencil: false,
    premultipliedAlpha: false,
    preserveDrawingBuffer: false,
  });
  if (!gl) throw new Error('This browser has no WebGL 2.');
  setWebGLContext(2, gl);
  return gl;
}
