import type { RunStatus } from '../state';

/** What the status of all panes together is made from. */
export interface RunFacts {
  readonly jobs: readonly {
    readonly trainings: readonly { readonly epoch: number; readonly epochs: number }[];
    readonly surface: { readonly finished: number; readonly points: number } | null;
  }[];
  readonly paused: boolean;
  /** Grid points per second, null while unknown. */
  readonly rate: number | null;
  /** Milliseconds since the run began. */
  readonly elapsed: number;
  readonly lastSeconds: number | null;
  readonly stopped: boolean;
}

/** Below this share done, a time left is a guess and not told. */
const TELLING = 0.04;

/** Training first, for all panes together; once all are trained, the surfaces. */
export function runStatus({ jobs, paused, rate, elapsed, lastSeconds, stopped }: RunFacts): RunStatus {
  if (jobs.length === 0) return { kind: 'idle', fraction: 0, secondsLeft: null, lastSeconds, stopped };
  const training = jobs.filter(({ surface }) => !surface).flatMap(({ trainings }) => trainings);
  if (training.length > 0) {
    const done = jobs.flatMap(({ trainings }) => trainings).map(({ epoch, epochs }) => (epochs === 0 ? 1 : epoch / epochs));
    const fraction = done.reduce((sum, share) => sum + share, 0) / done.length;
    const slowest = Math.min(...done);
    const secondsLeft = slowest > TELLING && !paused ? (elapsed / 1000) * (1 / slowest - 1) : null;
    return { kind: paused ? 'paused' : 'training', fraction, secondsLeft, lastSeconds, stopped: false };
  }
  const points = jobs.reduce((sum, { surface }) => sum + (surface?.points ?? 0), 0);
  const finished = jobs.reduce((sum, { surface }) => sum + (surface?.finished ?? 0), 0);
  const secondsLeft = rate !== null && rate > 0 && !paused ? (points - finished) / rate : null;
  return {
    kind: paused ? 'paused' : 'evaluating',
    fraction: points === 0 ? 0 : finished / points,
    secondsLeft,
    lastSeconds,
    stopped: false,
  };
}
