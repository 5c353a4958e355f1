import { type Kernel, type LaunchAttributes, OPERAND_NAMES, uniformsOf } from '../tfjs/kernel';
import { blockConvolutionCode, blockConvolutionPlan } from './block-convolution';
import { blockMatMulCode, blockMatMulPlan } from './block-matmul';
import { blockPoolingCode, blockPoolingPlan } from './block-pooling';
import { composeCode } from './compose';
import { convolutionCode, convolutionLayout, filterGradientCode } from './convolution';
import { elementCode } from './glsl';
import { layoutKey, ONE_LAYER, type TextureLayout } from './layout';
import { matMulCode, matMulLayout } from './matmul';
import { layersOf, resultLayout } from './results';

/** A kernel as WebGL runs it, as plain data. Sizes are uniforms, so one program serves many of them. */
export interface WebglProgram {
  /** GLSL ES 3.00 of the fragment shader. */
  readonly code: string;
  /** Names of the operands' samplers, in their order. */
  readonly samplers: readonly string[];
}

/** How a launch's code reads its operands: all that the code depends on beside its kernel and its operands' layouts. */
interface Reading {
  readonly key: string;
  code(): string;
}

/** Launches of equal keys have equal programs. */
export function programKey(attributes: LaunchAttributes, layouts: readonly TextureLayout[]): string {
  const { kernel } = attributes.step;
  return [kernel.name, kernel.key, readingOf(attributes, layouts).key, ...layouts.map(layoutKey)].join(' ');
}

/** The program of a launch on operands that lie so; operands without a layout have one layer. */
export function webglProgram(attributes: LaunchAttributes, layouts: readonly TextureLayout[] = []): WebglProgram {
  const { kernel } = attributes.step;
  const { layers } = resultLayout(attributes.step, layersOf(attributes));
  const samplers = OPERAND_NAMES.slice(0, kernel.operands.length);
  const uniforms = uniformsOf(kernel).map(({ name, type }) => ({ name, type: type === 'i32' ? 'int' : 'float' }));
  const declarations = [
    '#version 300 es',
    'precision highp float;\nprecision highp int;',
    ...samplers.map((name, k) => `uniform highp sampler2D${(layouts[k] ?? ONE_LAYER).layers === 1 ? '' : 'Array'} ${name};`),
    ...uniforms.map(({ name, type }) => `uniform ${type} given_${name};\n${type} ${name};`),
    ...Array.from({ length: layers }, (_, layer) => `layout(location = ${layer}) out vec4 result${layer};`),
  ];
  // Drivers read uniforms from memory at every use, which in a loop costs as much as a texel: once is enough.
  const taking = uniforms.map(({ name }) => `${name} = given_${name};`).join(' ');
  const code = readingOf(attributes, layouts).code().replace('void main() {', `void main() {\n  ${taking}`);
  return { code: `${declarations.join('\n')}\n${code}`, samplers };
}

function readingOf(attributes: LaunchAttributes, layouts: readonly TextureLayout[]): Reading {
  const { step } = attributes;
  const { layers } = resultLayout(step, layersOf(attributes));
  return layers === 1 ? entryReading(step.kernel, attributes, layouts) : blockReading(step.kernel, attributes, layouts, layers);
}

/** A fragment computes four consecutive entries. */
function entryReading(kernel: Kernel, attributes: LaunchAttributes, layouts: readonly TextureLayout[]): Reading {
  switch (kernel.kind) {
    case 'element':
      return { key: '', code: () => (kernel.name === 'ReplicaCompose' ? composeCode(kernel, layouts) : elementCode(kernel, layouts)) };
    case 'matmul': {
      const layout = matMulLayout(kernel, attributes, layouts);
      return { key: layout, code: () => matMulCode(kernel, layouts, layout) };
    }
    case 'convolution': {
      const layout = convolutionLayout(kernel, attributes, layouts);
      return { key: layout, code: () => convolutionCode(kernel, layouts, layout) };
    }
    case 'filterGradient': {
      const layout = convolutionLayout(kernel, attributes, layouts);
      return { key: layout, code: () => filterGradientCode(kernel, layouts, layout) };
    }
  }
}

/** A fragment computes four units of each row of a block. */
function blockReading(kernel: Kernel, attributes: LaunchAttributes, layouts: readonly TextureLayout[], layers: number): Reading {
  switch (kernel.kind) {
    case 'matmul': {
      const plan = blockMatMulPlan(attributes, layouts, layers);
      return { key: `${layers} ${plan.rows} ${plan.aligned}`, code: () => blockMatMulCode(kernel, layouts, plan) };
    }
    case 'convolution': {
      const plan = blockConvolutionPlan(attributes, layouts, layers);
      return {
        key: `${layers} ${plan.run} ${plan.source} ${plan.padLeft} ${plan.aligned}`,
        code: () => blockConvolutionCode(kernel, layouts, plan),
      };
    }
    case 'element': {
      const plan = blockPoolingPlan(attributes, layouts, layers);
      const { run, windowSize, source } = plan;
      return { key: `${layers} ${run} ${windowSize} ${source} ${layouts[0]?.units}`, code: () => blockPoolingCode(kernel, layouts, plan) };
    }
    case 'filterGradient':
      throw new Error('Filter gradients have one layer.');
  }
}
