import type { KernelUniform } from '../tfjs/kernel';
import type { WebglProgram } from './programs';

/** A program on a context. */
export interface GlProgram {
  readonly program: WebGLProgram;
  /** In the order of the kernel's values; null where the code does without one. */
  readonly uniforms: readonly { readonly location: WebGLUniformLocation | null; readonly isReal: boolean }[];
}

/** One triangle that covers everything. */
const VERTEX = `#version 300 es
void main() { gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0); }`;

/** Compiles and links; texture unit k is given operand k. Throws with the compiler's own words. */
export function compileProgram(
  gl: WebGL2RenderingContext,
  { code, samplers }: WebglProgram,
  uniforms: readonly KernelUniform[],
): GlProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, code],
  ] as const) {
    const shader = gl.createShader(type) as WebGLShader;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
      throw new Error(`WebGL does not compile a kernel: ${gl.getShaderInfoLog(shader)}`);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`WebGL does not link a kernel: ${gl.getProgramInfoLog(program)}`);
  // biome-ignore lint/correctness/useHookAtTopLevel: a function of WebGL, no hook.
  gl.useProgram(program);
  samplers.forEach((name, unit) => {
    gl.uniform1i(gl.getUniformLocation(program, name), unit);
  });
  return {
    program,
    uniforms: uniforms.map(({ name, type }) => ({ location: gl.getUniformLocation(program, `given_${name}`), isReal: type === 'f32' })),
  };
}
