import type { Contestant } from '../contestants/types';

const CHAINS = 8;
const ROUNDS = 512;
const SIDE = 128;

const names = Array.from({ length: CHAINS }, (_, i) => `c${i}`);
const VERTEX = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }`;
const FRAGMENT = `#version 300 es
precision highp float;
out vec4 result;
void main() {
  vec4 a = vec4(0.5 + gl_FragCoord.x * 1e-9);
  vec4 b = vec4(0.25);
  ${names.map((c, i) => `vec4 ${c} = vec4(${i}.5);`).join('\n  ')}
  for (int k = 0; k < ${ROUNDS}; k++) {
    ${names.map((c) => `${c} = a * ${c} + b;`).join('\n    ')}
  }
  result = ${names.join(' + ')};
}`;

/** Multiply-adds of vec4 in a fragment shader. */
export async function createWebglLimit(): Promise<Contestant> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const gl = canvas.getContext('webgl2');
  if (!gl) throw new Error('no WebGL 2');
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(type) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'the shader does not link');
  // biome-ignore lint/correctness/useHookAtTopLevel: a function of WebGL, no hook.
  gl.useProgram(program);
  const pixel = new Uint8Array(4);
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  return {
    adapter: String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)),
    variant: 'a·c + b',
    async runKernel(times) {
      for (let i = 0; i < times; i++) gl.drawArrays(gl.TRIANGLES, 0, 3);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      return times * SIDE * SIDE * ROUNDS * CHAINS * 4;
    },
  };
}
