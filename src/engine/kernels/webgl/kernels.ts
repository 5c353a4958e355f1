import { getKernel, type KernelFunc, registerKernel, type TensorInfo } from '@tensorflow/tfjs-core';
import { type LaunchAttributes, OPERAND_NAMES, uniformsOf, uniformValues } from '../tfjs/kernel';
import { KERNEL_NAMES } from '../tfjs/kernel-names';
import type { TensorTexture, WebglBackend } from './backend';
import { compileProgram, type GlProgram } from './gl-program';
import { textureSize } from './layout';
import { programKey, webglProgram } from './programs';
import { layersOf, resultLayout } from './results';

/** Programs of each backend, by {@link programKey}. */
const compiled = new WeakMap<WebglBackend, Map<string, GlProgram>>();

const runKernel: KernelFunc = ({ inputs, attrs, backend }) => {
  const webgl = backend as WebglBackend;
  const attributes = attrs as unknown as LaunchAttributes;
  const operands = attributes.step.kernel.operands.map((_, k) => webgl.textureOf(inputs[OPERAND_NAMES[k] as string] as TensorInfo));
  const program = programFor(webgl, attributes, operands);
  const { entries, replicas, held = replicas } = attributes;
  const resultIn = resultLayout(attributes.step, layersOf(attributes));
  const result = webgl.allocate(entries * held, resultIn);
  const { texture } = webgl.textureOf(result);
  const { gl } = webgl;
  gl.useProgram(program.program);
  uniformValues(attributes).forEach((value, k) => {
    const { location, isReal } = program.uniforms[k] as GlProgram['uniforms'][number];
    if (isReal) gl.uniform1f(location, value);
    else gl.uniform1i(location, value);
  });
  operands.forEach(({ texture: operand, layout }, k) => {
    gl.activeTexture(gl.TEXTURE0 + k);
    gl.bindTexture(layout.layers === 1 ? gl.TEXTURE_2D : gl.TEXTURE_2D_ARRAY, operand.texture);
  });
  gl.bindFramebuffer(gl.FRAMEBUFFER, texture.framebuffer);
  // Only the rows of the replicas that are run: the texture may have room for more.
  gl.viewport(0, 0, texture.width, textureSize(entries * replicas, resultIn).height);
  gl.drawArrays(gl.TRIANGLES, 0, 3);
  return result;
};

function programFor(backend: WebglBackend, attributes: LaunchAttributes, operands: readonly TensorTexture[]): GlProgram {
  const layouts = operands.map(({ layout }) => layout);
  const programs = compiled.get(backend) ?? new Map<string, GlProgram>();
  compiled.set(backend, programs);
  const key = programKey(attributes, layouts);
  const known = programs.get(key);
  if (known) return known;
  const made = compileProgram(backend.gl, webglProgram(attributes, layouts), uniformsOf(attributes.step.kernel));
  programs.set(key, made);
  return made;
}

/** Enters our kernels in tfjs's registry for the WebGL backend, once. */
export function registerWebglKernels(): void {
  for (const kernelName of KERNEL_NAMES) {
    if (!getKernel(kernelName, 'webgl')) registerKernel({ kernelName, backendName: 'webgl', kernelFunc: runKernel });
  }
}
