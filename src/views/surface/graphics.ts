/** What this browser can draw 3-D with. */
export type Graphics = { readonly kind: 'none' } | { readonly kind: 'software' | 'hardware'; readonly name: string };

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

let known: Graphics | null = null;

/** Asks once, on a canvas of its own, because antialiasing must be chosen before the real context exists. */
export function findGraphics(): Graphics {
  known ??= probe();
  return known;
}

function probe(): Graphics {
  const canvas = document.createElement('canvas');
  canvas.width = 1;
  canvas.height = 1;
  const gl = canvas.getContext('webgl2');
  if (!gl) return { kind: 'none' };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return { kind: SOFTWARE.test(name) ? 'software' : 'hardware', name };
}
