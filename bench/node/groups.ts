import type { CaseFile } from '../cases/case';
import { type BenchNet, HESSIAN_NETS, PLANE_NETS, TRAINING_NETS } from '../cases/nets';
import type { Backend, ContestantId, Kernel } from '../contestants/types';
import type { Group } from '../page/host';

export type Unit = 'points/s' | 'products/s' | 'steps/s' | 'GFLOP/s' | 'ms' | '%';

export interface NamedGroup {
  readonly name: string;
  readonly unit: Unit;
  readonly group: Group;
}

const BACKENDS: readonly Backend[] = ['wasm', 'webgl', 'webgpu'];
const PEERS: Readonly<Record<Backend, readonly ContestantId[]>> = {
  wasm: ['ours', 'ours-two-workers', 'tfjs', 'jax-js'],
  webgl: ['ours', 'tfjs', 'jax-js'],
  webgpu: ['ours', 'tfjs', 'jax-js'],
};

/** Products as big as tfjs likes them; the best of them is what kernels are held against. */
const TFJS_PRODUCTS: readonly number[] = [256, 512, 1024];

const conv = (side: number, from: number, to: number, size = 3): Kernel => ({ kind: 'conv', n: 64, side, from, to, size, replicas: 4 });
const KERNELS: readonly (readonly [string, Kernel])[] = [
  ['conv 3×3 8→8, 64 images of 16×16', conv(16, 8, 8)],
  ['conv 3×3 16→16, 64 images of 16×16', conv(16, 16, 16)],
  ['conv 3×3 32→32, 64 images of 8×8', conv(8, 32, 32)],
  ['conv 3×3 64→64, 64 images of 8×8', conv(8, 64, 64)],
  ['conv 1×1 64→64, 64 images of 8×8', conv(8, 64, 64, 1)],
  ['product 512×16×16', { kind: 'matmul', n: 512, inner: 16, m: 16, replicas: 16 }],
  ['product 512×64×64', { kind: 'matmul', n: 512, inner: 64, m: 64, replicas: 16 }],
  ['product 512×256×256', { kind: 'matmul', n: 512, inner: 256, m: 256, replicas: 4 }],
];

/** Everything that is timed in the page, in order. */
export function groupsFor(cases: ReadonlyMap<BenchNet, CaseFile>, quick: boolean): NamedGroup[] {
  const pace = { runs: quick ? 3 : 5, runMs: quick ? 150 : 400 };
  const groups: NamedGroup[] = [];
  const chosen = (nets: readonly BenchNet[]) => [...cases].filter(([net]) => nets.includes(net));
  for (const [net, { checks }] of chosen(PLANE_NETS))
    for (const backend of BACKENDS)
      groups.push({
        name: `plane ${net} ${backend}`,
        unit: 'points/s',
        group: { backend, contestants: PEERS[backend], task: { kind: 'plane', net, ...checks }, ...pace },
      });
  for (const [net, { checks }] of chosen(HESSIAN_NETS))
    for (const backend of BACKENDS)
      groups.push({
        name: `hessian ${net} ${backend}`,
        unit: 'products/s',
        group: { backend, contestants: ['ours', 'tfjs', 'jax-js'], task: { kind: 'products', net, ...checks }, ...pace },
      });
  for (const [net] of chosen(TRAINING_NETS))
    for (const backend of BACKENDS)
      groups.push({
        name: `training ${net} ${backend}`,
        unit: 'steps/s',
        group: { backend, contestants: ['ours', 'tfjs'], task: { kind: 'training', net }, ...pace },
      });
  for (const backend of BACKENDS) {
    for (const size of TFJS_PRODUCTS)
      groups.push({
        name: `kernels ${backend} tfjs product ${size}×${size}×${size}`,
        unit: 'GFLOP/s',
        group: kernelGroup(backend, ['tfjs'], { tfjs: { kind: 'matmul', n: size, inner: size, m: size, replicas: 1 } }, pace),
      });
    for (const [name, kernel] of KERNELS) {
      const same = kernel.kind === 'matmul' ? { ours: kernel, tfjs: kernel } : { ours: kernel };
      groups.push({
        name: `kernels ${backend} ${name}`,
        unit: 'GFLOP/s',
        group: kernelGroup(backend, kernel.kind === 'matmul' ? ['ours', 'tfjs', 'limit'] : ['ours', 'limit'], same, pace),
      });
    }
  }
  return groups;
}

/** This engine with all cores on WASM, for a neighbouring PyTorch loop. */
export function torchGroups(cases: ReadonlyMap<BenchNet, CaseFile>, quick: boolean) {
  const planes = [...cases].filter(([net]) => PLANE_NETS.includes(net));
  return planes.map(([net, { checks }]) => {
    const task = { kind: 'plane' as const, net, ...checks };
    const contestants: readonly ContestantId[] = ['ours-all-cores'];
    const group = { backend: 'wasm' as const, contestants, task, runs: quick ? 3 : 5, runMs: quick ? 150 : 400 };
    return { name: `torch ${net}`, unit: 'points/s' as const, group };
  });
}

function kernelGroup(
  backend: Backend,
  contestants: readonly ContestantId[],
  kernels: Partial<Record<ContestantId, Kernel>>,
  pace: Pick<Group, 'runs' | 'runMs'>,
): Group {
  return { backend, contestants, task: { kind: 'kernel', kernels }, ...pace };
}
