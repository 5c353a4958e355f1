import { DeviceLost } from '../../device-lost';
import { ONE_LAYER, type TextureLayout, type TextureSize } from './layout';

/** A texture of 32-bit floats, and the framebuffer whose colour attachments are its layers. */
export interface FloatTexture extends TextureSize {
  readonly texture: WebGLTexture;
  readonly framebuffer: WebGLFramebuffer;
}

/** Makes textures and keeps those that were given back, by their extents, until {@link trim}. */
export class TexturePool {
  private readonly free = new Map<string, FloatTexture[]>();
  /** Bytes of all textures, those kept for reuse included. */
  bytes = 0;

  constructor(private readonly gl: WebGL2RenderingContext) {}

  /** Throws a DeviceLost where the context cannot draw to such a texture, or has no memory for it. */
  take(size: TextureSize): FloatTexture {
    return this.free.get(keyOf(size))?.pop() ?? this.make(size);
  }

  giveBack(texture: FloatTexture): void {
    const key = keyOf(texture);
    const kept = this.free.get(key);
    if (kept) kept.push(texture);
    else this.free.set(key, [texture]);
  }

  /** Deletes what is kept for reuse: the pool goes by exact extents, so programs of many sizes would fill the GPU. */
  trim(): void {
    for (const textures of this.free.values())
      for (const texture of textures) {
        this.gl.deleteFramebuffer(texture.framebuffer);
        this.gl.deleteTexture(texture.texture);
        this.bytes -= bytesOf(texture);
      }
    this.free.clear();
  }

  private make({ width, height, layers }: TextureSize): FloatTexture {
    const { gl } = this;
    const texture = gl.createTexture();
    const framebuffer = gl.createFramebuffer();
    const target = layers === 1 ? gl.TEXTURE_2D : gl.TEXTURE_2D_ARRAY;
    gl.bindTexture(target, texture);
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    if (layers === 1) {
      gl.texStorage2D(target, 1, gl.RGBA32F, width, height);
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, target, texture, 0);
    } else {
      gl.texStorage3D(target, 1, gl.RGBA32F, width, height, layers);
      for (let layer = 0; layer < layers; layer++)
        gl.framebufferTextureLayer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0 + layer, texture, 0, layer);
      gl.drawBuffers(Array.from({ length: layers }, (_, layer) => gl.COLOR_ATTACHMENT0 + layer));
    }
    // 32-bit floats are not filtered: a texture with another filter would count as incomplete.
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    const made = { texture, framebuffer, width, height, layers };
    const status = gl.checkFramebufferStatus(gl.FRAMEBUFFER);
    if (status !== gl.FRAMEBUFFER_COMPLETE) {
      gl.deleteFramebuffer(framebuffer);
      gl.deleteTexture(texture);
      // For want of memory, too, since what could not be allocated cannot be drawn to.
      throw new DeviceLost(`WebGL failed: ${layers} layers of ${width} × ${height} floats cannot be drawn to (${status.toString(16)}).`);
    }
    this.bytes += bytesOf(made);
    return made;
  }
}

function keyOf({ width, height, layers }: TextureSize): string {
  return `${width} ${height} ${layers}`;
}

function bytesOf({ width, height, layers }: TextureSize): number {
  return 16 * width * height * layers;
}

/** Fills a texture of one layer. */
export function fillTexture(gl: WebGL2RenderingContext, { texture, width, height }: FloatTexture, data: Float32Array | Int32Array): void {
  const texels = new Float32Array(4 * width * height);
  texels.set(data);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
}

/**
 * The first `entries` entries of a tensor. The copy is taken at once; the wait lets other tasks run. Throws where the context was lost meanwhile.
 */
export async function readTexture(
  gl: WebGL2RenderingContext,
  { framebuffer, width, height, layers }: FloatTexture,
  entries: number,
  layout: TextureLayout = ONE_LAYER,
): Promise<Float32Array> {
  const buffer = gl.createBuffer();
  const layerSize = 4 * width * height;
  gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
  gl.bufferData(gl.PIXEL_PACK_BUFFER, 4 * layerSize * layers, gl.STREAM_READ);
  for (let layer = 0; layer < layers; layer++) {
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + layer);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, 4 * layerSize * layer);
  }
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
  try {
    await finished(gl);
    throwError(gl);
    const texels = new Float32Array(layerSize * layers);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer);
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, texels);
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null);
    return layers === 1 ? texels.subarray(0, entries) : rowsOf(texels, layerSize, entries, layout);
  } finally {
    gl.deleteBuffer(buffer);
  }
}

/** Entries in their order from layers one after the other. */
function rowsOf(texels: Float32Array, layerSize: number, entries: number, { layers, units }: TextureLayout): Float32Array {
  const across = 4 * Math.ceil(units / 4);
  const result = new Float32Array(entries);
  for (let row = 0; row * units < entries; row++) {
    const from = (row % layers) * layerSize + Math.floor(row / layers) * across;
    result.set(texels.subarray(from, from + Math.min(units, entries - row * units)), row * units);
  }
  return result;
}

/** What the context refused to do since it was last asked: then what comes of it is not what was meant. Asked after a wait only, since the answer takes one. */
function throwError(gl: WebGL2RenderingContext): void {
  const error = gl.getError();
  if (error !== gl.NO_ERROR) throw new DeviceLost(`WebGL failed: error ${error.toString(16)}.`);
}

/** Looks at a fence without a pause between; browsers make pauses at least 4 ms long, which is much for a small answer. */
const QUICK_LOOKS = 200;

/** Settles when the GPU has done all it was told. */
async function finished(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) throw new DeviceLost('WebGL failed: it gave no fence, the context was lost.');
  gl.flush();
  const { port1, port2 } = new MessageChannel();
  for (let looks = 0; gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED; looks++) {
    await new Promise<unknown>((resolve) => {
      if (looks > QUICK_LOOKS) return setTimeout(resolve, 0);
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  }
  port1.close();
  gl.deleteSync(fence);
}
