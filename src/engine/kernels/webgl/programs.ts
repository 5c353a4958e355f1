import type { GPGPUProgram } from '@tensorflow/tfjs-backend-webgl/dist/gpgpu_math';
import type { PackingScheme } from '@tensorflow/tfjs-backend-webgl/dist/tex_util';
import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf } from '../tfjs/kernel';
import { type ConvolutionLayout, convolutionCode, convolutionLayout, filterGradientCode } from './convolution';
import { elementCode } from './glsl';
import { type MatMulLayout, matMulCode, matMulLayout } from './matmul';

/** tfjs's PackingScheme.DENSE, four entries in a row a texel; its own enum would bring tfjs into Node tests of programs. */
const DENSE: PackingScheme = 0;

/** What of a program is the same at every launch of its kernel on operands that lie alike. */
type Layout = Pick<GPGPUProgram, 'variableNames' | 'customUniforms' | 'userCode'>;

/** How a kernel reads its operands: products and convolutions have several ways. */
type Reading = MatMulLayout | ConvolutionLayout | undefined;

const layouts = new WeakMap<Kernel, Map<Reading, Layout>>();

function layoutOf(attributes: LaunchAttributes): Layout {
  const { kernel } = attributes.step;
  const reading = readingOf(attributes);
  const known = layouts.get(kernel) ?? new Map<Reading, Layout>();
  layouts.set(kernel, known);
  const layout = known.get(reading) ?? {
    variableNames: OPERAND_NAMES.slice(0, kernel.operands.length),
    customUniforms: uniformsOf(kernel).map(({ name, type }) => ({ name, type: type === 'i32' ? ('int' as const) : ('float' as const) })),
    userCode: webglCode(kernel, reading),
  };
  known.set(reading, layout);
  return layout;
}

function readingOf(attributes: LaunchAttributes): Reading {
  const { kernel } = attributes.step;
  if (kernel.kind === 'element') return undefined;
  return kernel.kind === 'matmul' ? matMulLayout(kernel, attributes) : convolutionLayout(kernel, attributes);
}

function webglCode(kernel: Kernel, reading: Reading): string {
  switch (kernel.kind) {
    case 'element':
      return elementCode(kernel);
    case 'matmul':
      return matMulCode(kernel, reading as MatMulLayout);
    case 'convolution':
      return convolutionCode(kernel, reading as ConvolutionLayout);
    case 'filterGradient':
      return filterGradientCode(kernel, reading as ConvolutionLayout);
  }
}

/** A kernel as tfjs runs it, as plain data. All tensors have one axis and sizes are uniforms, so one program serves all of them. */
export function webglProgram(attributes: LaunchAttributes): GPGPUProgram {
  return {
    ...layoutOf(attributes),
    outputShape: [attributes.entries * attributes.replicas],
    packedInputs: true,
    packedOutput: true,
    outPackingScheme: DENSE,
    enableShapeUniforms: true,
  };
}
