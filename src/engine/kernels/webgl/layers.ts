import { compileProgram } from './gl-program';
import { type FloatTexture, readTexture, type TexturePool } from './textures';

/** Layers of results, the most first: a fragment computes as many rows at once. */
export const LAYERS = [8, 4, 1] as const;

const SIDE = 16;

/**
 * The most layers, up to `most`, that this context really draws to. What it says of itself is not enough: some drivers count 8 attachments and can't fill that many of
 * 128 bits, and then draw nothing without a word. Throws where it draws to none.
 */
export async function drawnLayers(gl: WebGL2RenderingContext, pool: TexturePool, most: number): Promise<number> {
  const allowed = Math.min(most, gl.getParameter(gl.MAX_DRAW_BUFFERS), gl.getParameter(gl.MAX_COLOR_ATTACHMENTS));
  for (const layers of LAYERS) if (layers <= allowed && (await draws(gl, pool, layers))) return layers;
  throw new Error('This WebGL cannot draw to 32-bit float textures.');
}

/** Whether a picture of that many layers comes out as it should. */
async function draws(gl: WebGL2RenderingContext, pool: TexturePool, layers: number): Promise<boolean> {
  let texture: FloatTexture;
  try {
    texture = pool.take({ width: SIDE, height: SIDE, layers });
  } catch {
    // It can't even be made; fewer layers may do, and where none does that is said.
    return false;
  }
  const rows = Array.from({ length: layers }, (_, layer) => layer);
  const code = `#version 300 es
precision highp float;
${rows.map((layer) => `layout(location = ${layer}) out vec4 result${layer};`).join('\n')}
void main() {
  vec4 at = vec4(gl_FragCoord.xy, 1.0e30, -0.125);
  ${rows.map((layer) => `result${layer} = at + vec4(${layer}.0, 0.0, 0.0, ${layer}.0);`).join('\n  ')}
}`;
  const { program } = compileProgram(gl, { code, samplers: [] }, []);
  gl.bindFramebuffer(gl.FRAMEBUFFER, texture.framebuffer);
  gl.viewport(0, 0, SIDE, SIDE);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  const drawn = await readTexture(gl, texture, 4 * SIDE * SIDE * layers, { layers, units: 4 * SIDE * SIDE }).catch(() => null);
  gl.deleteProgram(program);
  pool.giveBack(texture);
  pool.trim();
  return drawn?.every((value, i) => value === expected(i)) === true;
}

/** Entry i of the picture: layers one after the other, four entries a texel. */
function expected(i: number): number {
  const [layer, texel, channel] = [Math.floor(i / (4 * SIDE * SIDE)), Math.floor(i / 4) % (SIDE * SIDE), i % 4];
  const [x, y] = [(texel % SIDE) + 0.5, Math.floor(texel / SIDE) + 0.5];
  return [x + layer, y, Math.fround(1e30), layer - 0.125][channel];
}
