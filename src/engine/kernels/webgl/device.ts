import { engine, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { DeviceLost } from '../../device-lost';
import { createTfjsDevice, type TfjsDevice } from '../tfjs/device';
import { MAX_BYTES } from '../tfjs/max-bytes';
import { WebglBackend } from './backend';
import { registerWebglKernels } from './kernels';
import { drawnLayers, type LAYERS } from './layers';
import { TEXTURE_WIDTH_BITS } from './layout';
import { isSoftwareRenderer, rendererName } from './probe';
import { layeredEntries, variantOf } from './results';

/** A WebGL device says in addition whether it runs on a GPU. */
export interface WebglDevice extends TfjsDevice {
  readonly hardware: boolean;
}

/**
 * A device on WebGL 2 through tfjs's kernel registry, in a page or a worker. Throws an Error that says why where there is no WebGL 2 or no
 * 32-bit float rendering. One at a time in a realm: dispose of it before making another. `layers` bounds the rows
 * that a fragment computes; fewer are taken where the context can't draw to so many. A program may hold `maxBytes`.
 */
export async function createWebglDevice({
  layers: asked = 8,
  maxBytes = MAX_BYTES,
}: {
  readonly layers?: (typeof LAYERS)[number];
  readonly maxBytes?: number;
} = {}): Promise<WebglDevice> {
  const gl = createContext();
  const backend = new WebglBackend(gl);
  let failure: DeviceLost | undefined;
  let disposed = false;
  const lost = new Promise<string>((resolve) => {
    gl.canvas.addEventListener('webglcontextlost', () => {
      failure = new DeviceLost('WebGL failed: the context was lost.');
      if (!disposed) resolve('The WebGL context was lost.');
    });
  });
  registerWebglKernels();
  registerBackend('webgl', () => backend);
  await engine().setBackend('webgl');
  const adapter = rendererName(gl);
  const maxSide: number = gl.getParameter(gl.MAX_TEXTURE_SIZE);
  const layers = await drawnLayers(gl, backend.pool, asked);
  const device = createTfjsDevice({
    id: 'webgl',
    variant: variantOf(layers),
    adapter,
    lost,
    maxBytes,
    maxEntries: Math.min(4 * 2 ** TEXTURE_WIDTH_BITS * maxSide, 2 ** 31 - 4),
    launchesPerSubmit: 1,
    alignment: 4,
    resultEntries: (step) => layeredEntries(step, layers),
    upload: (data) => backend.upload(data),
    read: (tensor) => backend.readAll(tensor),
    throwFailure() {
      if (gl.isContextLost()) failure ??= new DeviceLost('WebGL failed: the context was lost.');
      if (failure) throw failure;
    },
    bytes: () => backend.pool.bytes,
    trim: () => backend.pool.trim(),
    dispose() {
      if (disposed) return;
      disposed = true;
      removeBackend('webgl');
      // Browsers keep few contexts: give this one back now.
      gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  });
  return { ...device, hardware: !isSoftwareRenderer(adapter) };
}

/** A context with framebuffers of 32-bit floats, and the state that all launches share. */
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
  if (!gl.getExtension('EXT_color_buffer_float')) throw new Error('This WebGL cannot render to 32-bit float textures.');
  return gl;
}
