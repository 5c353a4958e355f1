/** What a look at WebGL told, before anything is built on it. */
export interface WebglProbe {
  readonly usable: boolean;
  /** False for renderers that run on the CPU. */
  readonly hardware: boolean;
  /** The renderer's name, or why WebGL can't be used. */
  readonly adapter: string;
}

/** Looks for WebGL 2 with 32-bit float textures, in a page or a worker. Never throws; the context is given back. */
export function probeWebgl(): WebglProbe {
  const none = (adapter: string): WebglProbe => ({ usable: false, hardware: false, adapter });
  if (typeof OffscreenCanvas === 'undefined') return none('This browser has no OffscreenCanvas.');
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return none('This browser has no WebGL 2.');
  const adapter = rendererName(gl);
  const usable = gl.getExtension('EXT_color_buffer_float') !== null;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (!usable) return none(`${adapter} cannot render to 32-bit float textures.`);
  return { usable, hardware: !isSoftwareRenderer(adapter), adapter };
}

/** The renderer's own name where the browser tells it. */
export function rendererName(gl: WebGL2RenderingContext): string {
  const unmasked = gl.getExtension('WEBGL_debug_renderer_info');
  return String(gl.getParameter(unmasked ? unmasked.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

export function isSoftwareRenderer(name: string): boolean {
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}
