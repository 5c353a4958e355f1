import { describe, expect, it } from 'vitest';
import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { activationFunction } from '../../src/engine/kernels/tfjs/activations';
import { libraryCode } from '../../src/engine/kernels/tfjs/functions';
import type { Kernel, LaunchAttributes, MatMulKernel, Step } from '../../src/engine/kernels/tfjs/kernel';
import { KERNEL_NAMES } from '../../src/engine/kernels/tfjs/kernel-names';
import { copyKernel } from '../../src/engine/kernels/tfjs/ops/copy';
import { planGraph } from '../../src/engine/kernels/tfjs/plan';
import { toGlsl } from '../../src/engine/kernels/webgl/glsl';
import { webglProgram } from '../../src/engine/kernels/webgl/programs';
import { webgpuProgram, webgpuUniforms } from '../../src/engine/kernels/webgpu/programs';
import { KERNEL_CASES } from './cases';
import { IMAGE_CASES } from './image-cases';

/** Every distinct kernel that the contract cases launch, by name and key, with one of its steps. */
function stepsOfAllCases(): Map<string, Step> {
  const steps = new Map<string, Step>();
  const note = (step: Step): void => {
    if (!steps.has(nameOf(step.kernel))) steps.set(nameOf(step.kernel), step);
  };
  for (const test of [...KERNEL_CASES, ...IMAGE_CASES]) {
    const builder = new GraphBuilder();
    const { outputs, updates } = test.build(builder);
    const graph = builder.build(outputs, updates);
    for (const step of planGraph(graph).steps.flatMap((own) => own ?? [])) note(step);
  }
  note({ kernel: copyKernel('f32'), operands: [{ node: 0 }], uniforms: [], size: 5 });
  return steps;
}

const nameOf = (kernel: Kernel): string => `${kernel.name} ${kernel.key}`.trim();

/** Fused products differ in their epilogues only, so one with all parts is looked at whole. */
function isPartlyFused({ name, key }: Kernel): boolean {
  return name === 'ReplicaDenseFused' && !/^bias normalize \w+ residual$/.test(key);
}

/** Convolutions of other windows differ in their constants only, so one of each kind is looked at. */
function isOneOfMany({ name, key }: Kernel): boolean {
  if (name === 'ReplicaConvolution') return key !== '3x3 1' && key !== '3x3 transposed 2';
  return name === 'ReplicaFilterGradient' && key !== '3x3 1';
}

function launchOf(step: Step, replicas: number, offset = 0): LaunchAttributes {
  const placements = step.operands.map(() => ({ offset, stride: 0 }));
  return { step, entries: Math.ceil(step.size / 4) * 4, placements, replicas };
}

describe('GPU programs', () => {
  const steps = stepsOfAllCases();

  it('cover every registered kernel, and only those', () => {
    expect(new Set([...steps.values()].map(({ kernel }) => kernel.name))).toEqual(new Set(KERNEL_NAMES));
  });

  it.each([...steps].flatMap(([name, { kernel }]) => (isOneOfMany(kernel) ? [] : [name])).sort())('%s', (name) => {
    const step = steps.get(name) as Step;
    if (isPartlyFused(step.kernel)) {
      expect(`${(step.kernel as MatMulKernel).finish}\n`).toMatchSnapshot('epilogue');
      return;
    }
    const library = libraryCode(step.kernel.functions);
    const without = (code: string, functions: string): string => (functions ? code.replace(functions, '(library)') : code);
    const { getUserCode, ...webgpu } = webgpuProgram(launchOf(step, 3));
    expect(`${JSON.stringify(webgpu)}\n${without(getUserCode(), library)}`).toMatchSnapshot('WGSL');
    const { userCode, ...webgl } = webglProgram(launchOf(step, 3));
    expect(`${JSON.stringify(webgl)}\n${without(userCode, toGlsl(library))}`).toMatchSnapshot('GLSL');
  });

  it('share a library of scalar functions', () => {
    const names = [...new Set([...steps.values()].flatMap(({ kernel }) => kernel.functions))].sort();
    expect(libraryCode(names)).toMatchSnapshot('WGSL');
    expect(toGlsl(libraryCode(names))).toMatchSnapshot('GLSL');
    expect(() => libraryCode(['no such function'])).toThrow('no such function');
  });

  it('have one code for any number of replicas and, but for the tiles of convolutions, any sizes', () => {
    for (const step of steps.values()) {
      const isTiled = step.kernel.kind === 'convolution' || step.kernel.kind === 'filterGradient';
      const larger = isTiled ? step : { ...step, size: step.size * 12, uniforms: step.uniforms.map((value) => value * 4) };
      expect(webgpuProgram(launchOf(larger, 7)).getUserCode()).toBe(webgpuProgram(launchOf(step, 1)).getUserCode());
      expect(webglProgram(launchOf(step, 7)).userCode).toBe(webglProgram(launchOf(step, 1)).userCode);
    }
  });

  it('give each declared uniform a value', () => {
    for (const step of steps.values()) {
      const declared = webgpuProgram(launchOf(step, 2)).uniforms?.match(/:/g)?.length;
      expect(webgpuUniforms(launchOf(step, 2))).toHaveLength(declared as number);
      for (const { data } of webgpuUniforms(launchOf(step, 2))) expect(data.every(Number.isFinite)).toBe(true);
    }
  });

  it('leave no WGSL in GLSL', () => {
    for (const [name, step] of steps) {
      expect(webglProgram(launchOf(step, 1)).userCode, name).not.toMatch(/\b(fn|let|var|f32|i32|u32|bitcast|uniforms)\b/);
    }
  });

  it('read whole texels only where offsets and extents are multiples of four', () => {
    const product = (n: number, inner: number, m: number): Step => {
      const b = new GraphBuilder();
      const out = b.matmul(b.input('a', [n, inner], { perReplica: true }), b.input('b', [inner, m], { perReplica: true }));
      const graph = b.build({ out });
      return planGraph(graph).steps[graph.outputs.out as number]?.[0] as Step;
    };
    const reads = (step: Step, offset: number): [boolean, boolean] => {
      const main = webglProgram(launchOf(step, 2, offset)).userCode.split('void main()')[1] as string;
      return [main.includes('texelA('), main.includes('texelB(')];
    };
    expect(reads(product(5, 8, 12), 0)).toEqual([true, true]);
    expect(reads(product(5, 6, 12), 0)).toEqual([false, true]);
    expect(reads(product(5, 8, 10), 0)).toEqual([false, false]);
    expect(reads(product(5, 8, 12), 2)).toEqual([false, false]);
  });

  it('exist for every activation and derivative', () => {
    const functions = new Set([...steps.values()].flatMap(({ kernel }) => kernel.functions));
    for (const kind of ACTIVATION_KINDS)
      for (const order of [0, 1, 2] as const) expect(functions).toContain(activationFunction(kind, order));
  });
});
