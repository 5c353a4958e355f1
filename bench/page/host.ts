import { pointsOf } from '../cases/case';
import type { BenchNet } from '../cases/nets';
import type { Backend, Contestant, ContestantId, Kernel } from '../contestants/types';

/** What is timed: planes in points, products with the Hessian, training in steps, kernels in multiply-adds. */
export type Task =
  | { readonly kind: 'plane'; readonly net: BenchNet; readonly coords: readonly number[]; readonly losses: readonly number[] }
  | { readonly kind: 'products'; readonly net: BenchNet; readonly coords: readonly number[]; readonly curvatures: readonly number[] }
  | { readonly kind: 'training'; readonly net: BenchNet }
  | { readonly kind: 'kernel'; readonly kernels: Partial<Record<ContestantId, Kernel>> };

export interface Group {
  readonly backend: Backend;
  readonly contestants: readonly ContestantId[];
  readonly task: Task;
  readonly runs: number;
  /** Aimed-at duration of a run, ms. */
  readonly runMs: number;
}

export interface Timing {
  readonly contestant: ContestantId;
  readonly adapter: string;
  readonly variant: string;
  /** Units per second of each run: grid points, steps, or 10⁹ floating-point operations. */
  readonly rates: readonly number[];
  /** Points, steps or calls of a run. */
  readonly perRun: number;
  /** Largest relative difference of its losses to the expected ones; null where nothing is compared. */
  readonly difference: number | null;
  readonly notRun: string | null;
}

declare global {
  interface Window {
    runGroup(group: Group): Promise<readonly Timing[]>;
    /** Given by the command line: who is at work now. */
    progress(contestant: ContestantId): Promise<void>;
  }
}

/** Relative difference of losses above which a contestant computes something else. */
const TOLERANCE = 1e-4;
const TRAINING_TOLERANCE = 1e-3;
const PRODUCT_TOLERANCE = 1e-3;
const FEWEST_POINTS = 64;
/** No run takes longer than this, even if it has fewer points then. */
const LONGEST_RUN_MS = 4000;
const MOST = 1 << 16;
/** A contestant whose shortest call takes longer is timed once: all others would wait minutes for more. */
const SLOWEST_CALL_MS = 5000;
/** Its first call, in which programs are compiled, counts where that took longer than this: then they are a small part. */
const SLOWEST_FIRST_MS = 40_000;
/** Nobody is waited for longer than this. */
const PATIENCE_MS = 150_000;

/** The losses of a training's first steps must agree with those of the first contestant. */
const FIRST_STEPS = 4;

interface Findings {
  /** The rate of the only run, where a second one would take too long. */
  once: number | null;
  difference: number | null;
  readonly reference: number[];
}

interface Entrant {
  readonly id: ContestantId;
  readonly contestant: Contestant;
  readonly frame: HTMLIFrameElement;
  /** Does that much; resolves with the units done. */
  readonly work: (amount: number) => Promise<number>;
  amount: number;
  readonly once: boolean;
  readonly rates: number[];
  difference: number | null;
  notRun: string | null;
}

window.runGroup = async (group) => {
  const { backend, contestants, runs } = group;
  const reference: number[] = [];
  const entrants: Entrant[] = [];
  for (const id of contestants) {
    await window.progress(id);
    entrants.push(await enter(id, backend, group, reference));
  }
  for (let run = 0; run < runs; run++)
    for (const entrant of entrants) {
      if (entrant.notRun || entrant.once) continue;
      await window.progress(entrant.id);
      try {
        entrant.rates.push(await rate(entrant.work, entrant.amount));
      } catch (error) {
        entrant.notRun = describe(error);
      }
    }
  for (const { frame } of entrants) frame.remove();
  return entrants.map(({ id, contestant, rates, amount, difference, notRun }) => ({
    contestant: id,
    adapter: contestant.adapter,
    variant: contestant.variant,
    rates,
    perRun: amount,
    difference,
    notRun,
  }));
};

async function enter(id: ContestantId, backend: Backend, { task, runMs }: Group, reference: number[]): Promise<Entrant> {
  const frame = document.createElement('iframe');
  const entrant: Entrant = {
    id,
    frame,
    contestant: { adapter: '', variant: '' },
    work: async () => 0,
    amount: 0,
    once: false,
    rates: [],
    difference: null,
    notRun: null,
  };
  const findings: Findings = { once: null, difference: null, reference };
  try {
    frame.src = `./frame.html?id=${id}&backend=${backend}`;
    await new Promise((resolve) => {
      frame.onload = resolve;
      document.body.append(frame);
    });
    const contestant = await (frame.contentWindow as Window).contestant;
    const work = await prepare(contestant, id, task, findings);
    if (findings.once !== null)
      return { ...entrant, contestant, amount: contestant.batch ?? 1, rates: [findings.once], once: true, difference: findings.difference };
    const amount = await calibrate(
      work,
      runMs,
      task.kind === 'plane' || task.kind === 'products' ? FEWEST_POINTS : 1,
      contestant.batch ?? 1,
    );
    return { ...entrant, contestant, work, amount, difference: findings.difference };
  } catch (error) {
    return { ...entrant, notRun: describe(error) };
  }
}

async function prepare(
  contestant: Contestant,
  id: ContestantId,
  task: Task,
  found: Findings,
): Promise<(amount: number) => Promise<number>> {
  const { evaluate, train, runKernel } = contestant;
  if (id === 'limit' && runKernel) return runKernel;
  if (task.kind === 'plane' && evaluate) {
    await contestant.loadPlane?.(task.net);
    return atPoints(contestant, evaluate, { coords: task.coords, numbers: task.losses, tolerance: TOLERANCE }, found);
  }
  if (task.kind === 'products' && contestant.multiply) {
    await contestant.loadProducts?.(task.net);
    const expected = { coords: task.coords, numbers: task.curvatures, tolerance: contestant.productTolerance ?? PRODUCT_TOLERANCE };
    return atPoints(contestant, contestant.multiply, expected, found);
  }
  if (task.kind === 'training' && train) {
    await contestant.loadTraining?.(task.net);
    const losses: number[] = [];
    for (let step = 0; step < FIRST_STEPS; step++) losses.push(await train(1));
    if (found.reference.length === 0) found.reference.push(...losses);
    else found.difference = agree(losses, found.reference, TRAINING_TOLERANCE);
    return async (steps) => {
      const loss = await train(steps);
      if (!Number.isFinite(loss)) throw new Error(`training gave a loss of ${loss}`);
      return steps;
    };
  }
  const kernel = task.kind === 'kernel' && task.kernels[id];
  if (!kernel || !runKernel) throw new Error('it has nothing like it');
  await contestant.loadKernel?.(kernel);
  return runKernel;
}

/** Numbers at points of a plane, of which the first are checked. */
async function atPoints(
  contestant: Contestant,
  compute: (coords: Float64Array) => Promise<Float32Array>,
  { coords, numbers, tolerance }: { coords: readonly number[]; numbers: readonly number[]; tolerance: number },
  found: Findings,
): Promise<(amount: number) => Promise<number>> {
  found.difference = 0;
  const check = async (first: number, end: number): Promise<void> => {
    const values = await compute(Float64Array.from(coords.slice(2 * first, 2 * end)));
    found.difference = Math.max(found.difference ?? 0, agree(values, numbers.slice(first, end), tolerance));
  };
  let ms = await timed(() => patiently(check(0, 1)), 1);
  if (ms > SLOWEST_CALL_MS && ms < SLOWEST_FIRST_MS) ms = await timed(() => check(0, 1), 1);
  if (ms > SLOWEST_CALL_MS) found.once = (1000 * (contestant.batch ?? 1)) / ms;
  else await check(1, numbers.length);
  return async (points) => (await compute(pointsOf(points))).length;
}

/** The largest relative difference. Throws where it is above the tolerance: what computes something else is not timed. */
function agree(found: ArrayLike<number>, expected: readonly number[], tolerance: number): number {
  const worst = Math.max(...expected.map((value, i) => Math.abs(found[i] - value) / Math.max(1e-12, Math.abs(value))));
  if (!(worst <= tolerance))
    throw new Error(`it computes something else: ${Array.from(found).join(', ')}, expected ${expected.join(', ')}`);
  return worst;
}

/** How much fills a run, in whole batches, after a warm-up that compiles what there is to compile. */
async function calibrate(work: (amount: number) => Promise<number>, runMs: number, fewest: number, batch: number): Promise<number> {
  await work(batch);
  let amount = batch;
  for (;;) {
    let elapsed = await timed(work, amount);
    // A fast one that was held up once is looked at again.
    if (elapsed >= runMs / 2 && elapsed < 4 * runMs) elapsed = Math.min(elapsed, await timed(work, amount));
    if (elapsed >= runMs / 2 || amount >= MOST) {
      const fitting = Math.round((amount * runMs) / elapsed);
      const most = Math.min(Math.floor((amount * LONGEST_RUN_MS) / elapsed), MOST);
      return Math.max(1, Math.round(Math.min(Math.max(fewest, fitting), most) / batch)) * batch;
    }
    amount *= 2;
  }
}

/** Gives up on what takes minutes; its work may go on, so that the browser had better be closed. */
function patiently<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`a call takes longer than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

async function timed(work: (amount: number) => Promise<unknown>, amount: number): Promise<number> {
  const start = performance.now();
  await work(amount);
  return performance.now() - start;
}

async function rate(work: (amount: number) => Promise<number>, amount: number): Promise<number> {
  const start = performance.now();
  const done = await work(amount);
  return (1000 * done) / (performance.now() - start);
}

function describe(error: unknown): string {
  return (error instanceof Error ? error.message : String((error as { message?: unknown })?.message ?? error)).slice(0, 300);
}
