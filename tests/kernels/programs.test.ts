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
import { ONE_LAYER, textureSize } from '../../src/engine/kernels/webgl/layout';
import { programKey, webglProgram } from '../../src/engine/kernels/webgl/programs';
import { layeredEntries } from '../../src/engine/kernels/webgl/results';
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

function launchOf(step: Step, replicas: number, offset = 0, variant?: string): LaunchAttributes {
  const placements = step.operands.map(() => ({ offset, stride: 0 }));
  return { step, entries: Math.ceil(step.size / 4) * 4, placements, replicas, ...(variant && { variant }) };
}

/** The step of a product, as a graph's only operation. */
function productStep(n: number, inner: number, m: number): Step {
  const b = new GraphBuilder();
  const out = b.matmul(b.input('a', [n, inner], { perReplica: true }), b.input('b', [inner, m], { perReplica: true }));
  const graph = b.build({ out });
  return planGraph(graph).steps[graph.outputs.out as number]?.[0] as Step;
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
    const { code, ...webgl } = webglProgram(launchOf(step, 3));
    expect(`${JSON.stringify(webgl)}\n${without(code, toGlsl(library))}`).toMatchSnapshot('GLSL');
  });

  it('share a library of scalar functions', () => {
    const names = [...new Set([...steps.values()].flatMap(({ kernel }) => kernel.functions))].sort();
    expect(libraryCode(names)).toMatchSnapshot('WGSL');
    expect(toGlsl(libraryCode(names))).toMatchSnapshot('GLSL');
    expect(() => libraryCode(['no such function'])).toThrow('no such function');
  });

  it('have one code for any number of replicas and, but for tiles, any sizes', () => {
    for (const step of steps.values()) {
      const isTiled = step.kernel.kind !== 'element';
      const larger = isTiled ? step : { ...step, size: step.size * 12, uniforms: step.uniforms.map((value) => value * 4) };
      expect(webgpuProgram(launchOf(larger, 7)).getUserCode()).toBe(webgpuProgram(launchOf(step, 1)).getUserCode());
      expect(webglProgram(launchOf(step, 7)).code).toBe(webglProgram(launchOf(step, 1)).code);
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
      expect(webglProgram(launchOf(step, 1)).code, name).not.toMatch(/\b(fn|let|var|f32|i32|u32|bitcast|uniforms)\b/);
    }
  });

  it('read whole texels only where offsets and extents are multiples of four', () => {
    const reads = (step: Step, offset: number): [boolean, boolean] => {
      const main = webglProgram(launchOf(step, 2, offset)).code.split('void main()')[1] as string;
      return [main.includes('texelA('), main.includes('texelB(')];
    };
    expect(reads(productStep(5, 8, 12), 0)).toEqual([true, true]);
    expect(reads(productStep(5, 6, 12), 0)).toEqual([false, true]);
    expect(reads(productStep(5, 8, 10), 0)).toEqual([false, false]);
    expect(reads(productStep(5, 8, 12), 2)).toEqual([false, false]);
  });

  it('compute several rows a fragment where a texture can have several layers', () => {
    const step = productStep(512, 64, 64);
    const layered = { layers: 8, units: 64 };
    const { code } = webglProgram(launchOf(step, 3, 0, 'rows-of-8'), [layered, ONE_LAYER]);
    expect(code).toMatchSnapshot('product of rows');
    expect(code.match(/texelFetch\(A, ivec3\(at, \d\), 0\)/g)).toHaveLength(8);
    expect(code.match(/layout\(location/g)).toHaveLength(8);
    expect(webglProgram(launchOf(step, 3, 0, 'rows-of-4'), []).code.match(/layout\(location/g)).toHaveLength(4);
    for (const [name, each] of steps) {
      const launch = launchOf(each, 1, 0, 'rows-of-8');
      expect(webglProgram(launch).code, name).not.toMatch(/\b(fn|let|var|f32|i32|u32|bitcast|uniforms)\b/);
    }
  });

  it('have a key that tells different codes apart', () => {
    const codes = new Map<string, string>();
    for (const [, step] of steps)
      for (const offset of [0, 4, 1])
        for (const layout of [ONE_LAYER, { layers: 8, units: 8 }, { layers: 8, units: 6 }])
          for (const variant of ['', 'rows-of-4', 'rows-of-8']) {
            const launch = launchOf(step, 2, offset, variant);
            const layouts = step.operands.map(() => layout);
            const key = programKey(launch, layouts);
            const { code } = webglProgram(launch, layouts);
            expect(codes.get(key) ?? code, key).toBe(code);
            codes.set(key, code);
          }
    expect(codes.size).toBeGreaterThan(500);
  });

  it('put every row of a result into whole layers', () => {
    expect(layeredEntries(productStep(13, 8, 6), 8)).toBe(16 * 6);
    expect(layeredEntries(productStep(16, 8, 6), 4)).toBe(16 * 6);
    expect(layeredEntries(productStep(13, 8, 1), 8)).toBeUndefined();
    expect(textureSize(3 * 16 * 6, { layers: 8, units: 6 })).toEqual({ width: 12, height: 1, layers: 8 });
    expect(textureSize(4 * 8192 * 32, { layers: 8, units: 32 })).toEqual({ width: 512, height: 64, layers: 8 });
  });

  it('exist for every activation and derivative', () => {
    const functions = new Set([...steps.values()].flatMap(({ kernel }) => kernel.functions));
    for (const kind of ACTIVATION_KINDS)
      for (const order of [0, 1, 2] as const) expect(functions).toContain(activationFunction(kind, order));
  });
});
