import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu/dist/backend_webgpu';
import { engine, memory } from '@tensorflow/tfjs-core';
import type { Device } from '../../../src/engine/device';
import { GraphBuilder } from '../../../src/engine/graph/builder';
import { createWebglDevice, type WebglDevice } from '../../../src/engine/kernels/webgl';
import type { WebglBackend } from '../../../src/engine/kernels/webgl/backend';
import { probeWebgl } from '../../../src/engine/kernels/webgl/probe';
import { createWebgpuDevice, type WebgpuDevice } from '../../../src/engine/kernels/webgpu';
import { probeWebgpu } from '../../../src/engine/kernels/webgpu/probe';
import { type CaseReport, checkCase } from '../../../src/engine/self-test/check-case';
import { createRng } from '../../../src/math/random';
import { KERNEL_CASES, type KernelCase } from '../cases';
import { checkHessian, HESSIAN_CASES, type HessianReport } from '../hessian-cases';
import { IMAGE_CASES } from '../image-cases';
import { checkTraining, TRAINING_CASES, type TrainingReport } from '../training-cases';

export type GpuBackend = 'webgpu' | 'webgl';

/** The whole contract. */
const ALL_CASES: readonly KernelCase[] = [...KERNEL_CASES, ...IMAGE_CASES];

/** What a browser found of one backend. */
export interface BackendReport {
  readonly backend: GpuBackend;
  /** Why the backend did not run, or '' if it did. */
  readonly notRun: string;
  readonly adapter: string;
  readonly hardware: boolean;
  readonly variant: string;
  readonly cases: readonly CaseReport[];
  /** What calls that break the contract were answered. */
  readonly errors: Readonly<Record<string, string>>;
  /** After each of 20 cycles of compile, run, read and dispose. */
  readonly memory: readonly MemorySize[];
}

export interface MemorySize {
  /** As the device counts them. */
  readonly tensors: number;
  readonly bytes: number;
  /** As tfjs counts them, over all backends. */
  readonly tfjsTensors: number;
}

/** Which cases: those whose name contains `filter`, and of these every `parts`-th from the `part`-th on. */
export interface CaseChoice {
  readonly filter: string;
  readonly part?: number;
  readonly parts?: number;
}

function chosenCases({ filter, part = 0, parts = 1 }: CaseChoice): readonly KernelCase[] {
  return ALL_CASES.filter(({ name }) => name.includes(filter)).filter((_, index) => index % parts === part);
}

/** Checks the chosen cases on one backend, and that memory stays flat. */
export async function runCases(backend: GpuBackend, choice: CaseChoice, variant?: string): Promise<BackendReport> {
  const probe = backend === 'webgpu' ? await probeWebgpu() : probeWebgl();
  const nothing = { backend, adapter: probe.adapter, hardware: probe.hardware, variant: '', cases: [], errors: {}, memory: [] };
  if (!probe.usable) return { ...nothing, notRun: probe.adapter };
  const device = await createDevice(backend, variant);
  try {
    const cases: CaseReport[] = [];
    for (const test of chosenCases(choice)) cases.push(await checkCase(device, test));
    const { adapter, hardware, variant } = device;
    const errors = await errorsOfBadCalls(device);
    return { backend, notRun: '', adapter, hardware, variant, cases, errors, memory: await memoryOverCycles(device) };
  } finally {
    device.dispose();
  }
}

export function createDevice(backend: GpuBackend, variant?: string): Promise<WebgpuDevice | WebglDevice> {
  return backend === 'webgpu'
    ? createWebgpuDevice(variant === undefined ? {} : { variant })
    : createWebglDevice(variant === 'rows-of-4' ? { layers: 4 } : variant === 'rows-of-1' ? { layers: 1 } : {});
}

/** Trains tiny conv nets on one backend, as in float64. */
export async function trainNets(backend: GpuBackend): Promise<TrainingReport[]> {
  const device = await createDevice(backend);
  try {
    const reports: TrainingReport[] = [];
    for (const test of TRAINING_CASES) reports.push(await checkTraining(device, test));
    return reports;
  } finally {
    device.dispose();
  }
}

/** Products with Hessians of small nets on one backend, beside float64's. */
export async function multiplyHessians(backend: GpuBackend): Promise<HessianReport[]> {
  const device = await createDevice(backend);
  try {
    const reports: HessianReport[] = [];
    for (const test of HESSIAN_CASES) reports.push(await checkHessian(device, test));
    return reports;
  } finally {
    device.dispose();
  }
}

/** What measuring the variants of WebGPU's kernels chose, and a case run with it. */
export interface TuneReport {
  readonly times: Readonly<Record<string, number>>;
  readonly variant: string;
  readonly afterwards: CaseReport;
}

/** Chooses a variant by measuring. */
export async function tune(): Promise<TuneReport> {
  const device = await createWebgpuDevice();
  try {
    const times = await device.tune(() => performance.now());
    const afterwards = await checkCase(device, IMAGE_CASES.find(({ name }) => name.startsWith('loss')) as KernelCase);
    return { times, variant: device.variant, afterwards };
  } finally {
    device.dispose();
  }
}

/** What a program and its device say when the GPU goes away under them, and that a new device works after it. */
export interface LossReport {
  readonly lost: string;
  readonly runError: string;
  readonly readError: string;
  readonly compileError: string;
  readonly afterwards: CaseReport;
  /** What a device that was disposed of says of being lost within a fifth of a second. */
  readonly lostByDisposal: string;
}

/** Loses the GPU while a program lives, then starts over. */
export async function loseAndRecover(backend: GpuBackend): Promise<LossReport> {
  const device = await createDevice(backend);
  const builder = new GraphBuilder();
  const out = builder.scale(builder.input('x', [4], { perReplica: false }), 2);
  const graph = builder.build({ out });
  const program = device.compile(graph, 1);
  program.run(1);
  await program.read('out');
  if (backend === 'webgpu') (engine().backend as WebGPUBackend).device.destroy();
  else (engine().backend as WebglBackend).gl.getExtension('WEBGL_lose_context')?.loseContext();
  const lost = await device.lost;
  const runError = await messageOf(() => program.run(1));
  const readError = await messageOf(() => program.read('out'));
  const compileError = await messageOf(() => device.compile(graph, 1));
  program.dispose();
  device.dispose();
  const second = await createDevice(backend);
  const afterwards = await checkCase(second, KERNEL_CASES.find(({ name }) => name.startsWith('loss of a')) as KernelCase);
  second.dispose();
  const nothing = new Promise<string>((resolve) => setTimeout(() => resolve('nothing'), 200));
  return { lost, runError, readError, compileError, afterwards, lostByDisposal: await Promise.race([second.lost, nothing]) };
}

async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act();
    return '';
  } catch (error) {
    return String(error);
  }
}

async function errorsOfBadCalls(device: Device): Promise<Record<string, string>> {
  const builder = new GraphBuilder();
  const out = builder.scale(builder.input('x', [3], { perReplica: true }), 2);
  const graph = builder.build({ out });
  const program = device.compile(graph, 2);
  const errors: Record<string, string> = {
    unknownInput: await messageOf(() => program.write('y', new Float32Array(3))),
    wrongLength: await messageOf(() => program.write('x', new Float32Array(4))),
    tooManyReplicas: await messageOf(() => program.write('x', new Float32Array(9))),
    unknownOutput: await messageOf(() => program.read('y')),
    readTooEarly: await messageOf(() => program.read('out')),
    runTooMany: await messageOf(() => program.run(3)),
    runNone: await messageOf(() => program.run(0)),
  };
  program.write('x', new Float32Array(3));
  errors.runMoreThanWritten = await messageOf(() => program.run(2));
  program.dispose();
  program.dispose();
  errors.disposed = await messageOf(() => program.run(1));
  errors.tooLarge = await messageOf(() => device.compile(graph, 2 ** 40));
  return errors;
}

async function memoryOverCycles(device: Device): Promise<MemorySize[]> {
  const test = KERNEL_CASES.find(({ name }) => name.startsWith('loss of a'));
  if (!test) throw new Error('The case for the memory test is gone.');
  const sizes: MemorySize[] = [];
  const values = test.inputs(createRng(2));
  for (let cycle = 0; cycle < 20; cycle++) {
    const builder = new GraphBuilder();
    const { outputs, updates } = test.build(builder);
    const program = device.compile(builder.build(outputs, updates), test.replicas);
    for (const [name, data] of Object.entries(values)) program.write(name, data);
    for (let run = 0; run < 3; run++) program.run(test.replicas - (run % 2));
    await program.read('loss');
    // Every other cycle leaves work unread, as a cancelled job does.
    if (cycle % 2 === 1) program.run(1);
    program.dispose();
    sizes.push({ ...device.memory(), tfjsTensors: memory().numTensors });
  }
  return sizes;
}
