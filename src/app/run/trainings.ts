import { trainingPurpose } from '../../engine/backend';
import type { BackendId } from '../../engine/device';
import { shares, trainingGroups } from '../../engine/training-groups';
import type { Provenance } from '../../experiment/landscape';
import type { Recipe } from '../../experiment/recipe';
import { aborted, type RunningJob } from '../../worker/client';
import type { Reply } from '../../worker/jobs';
import type { EnginePool } from '../../worker/pool';
import { groupOf } from '../../worker/slots';
import { runKey } from '../keys';
import type { Memory } from '../memory';
import type { Backends } from './backends';
import { createTrainingEntry, type Training, type TrainingEntry } from './training-entry';

export interface Trainings {
  /**
   * Joins those of a recipe's runs that are in training, and starts the others; each under its key. The last user of a run that leaves (by the signal) ends it; what
   * arrived stays, and runs that train with it go on. `steps`: epochs that those that start paused are let through for.
   */
  join(recipe: Recipe, runs: readonly Joining[], options: JoinOptions): ReadonlyMap<string, Training>;
  pause(): void;
  resume(): void;
  /** Lets every run through for one epoch. */
  step(): void;
  /** Brings the memory's records up to date with what has arrived. */
  flush(): void;
}

interface Joining {
  readonly run: number;
  readonly signal: AbortSignal;
}

interface JoinOptions {
  readonly paused: boolean;
  readonly steps: number;
}

export interface TrainingsOptions {
  readonly pool: Pick<EnginePool, 'train' | 'workers'>;
  readonly backends: Backends;
  readonly memory: Memory;
  readonly clock: () => number;
  /** Provenance of what is done on a device now. */
  provenance(device: { backend: string; variant: string }): Provenance;
  /** Something arrived that `flush` would bring. */
  onChange(): void;
}

/** Side of the decision boundaries, in points. */
export const BOUNDARY_SIDE = 64;

/** Runs whose steps are alike, in training. */
interface Group {
  pause(): void;
  resume(): void;
  step(): void;
  /** Goes on without a run, or ends with its last. */
  leave(entry: TrainingEntry): void;
}

interface Active {
  readonly entry: TrainingEntry;
  group: Group | null;
  users: number;
}

export function createTrainings(options: TrainingsOptions): Trainings {
  const active = new Map<string, Active>();
  const drop = ({ key }: TrainingEntry, own: Active | undefined): void => {
    if (active.get(key) === own) active.delete(key);
  };
  const groups = (): Set<Group> => new Set([...active.values()].flatMap(({ group }) => group ?? []));
  return {
    join(recipe, runs, { paused, steps }) {
      const fresh: Active[] = [];
      const joined = new Map<string, Training>();
      for (const { run, signal } of runs) {
        const key = runKey(recipe, run);
        const known = active.get(key);
        const own: Active = known ?? { entry: createTrainingEntry(options.memory, recipe, run), group: null, users: 0 };
        if (!known) fresh.push(own);
        active.set(key, own);
        own.users++;
        signal.addEventListener('abort', () => {
          own.users--;
          if (own.users > 0) return;
          drop(own.entry, own);
          own.group?.leave(own.entry);
        });
        joined.set(key, own.entry);
      }
      for (const indices of trainingGroups(fresh.flatMap(({ entry }) => recipe.runs[entry.run] ?? []))) {
        const members = indices.map((i) => fresh[i] as Active);
        const entries = members.map(({ entry }) => entry);
        const group = startGroup(options, recipe, entries, { paused, steps, share: entries.length / fresh.length });
        for (const own of members) {
          own.group = group;
          const end = (): void => drop(own.entry, own);
          own.entry.done.then(end, end);
        }
      }
      return joined;
    },
    pause() {
      for (const group of groups()) group.pause();
    },
    resume() {
      for (const group of groups()) group.resume();
    },
    step() {
      for (const group of groups()) group.step();
    },
    flush() {
      for (const { entry } of active.values()) entry.flush();
    },
  };
}

/** How a group begins, and its share of the runs that begin at once. */
type Beginning = JoinOptions & { readonly share: number };

/**
 * A GPU trains all runs of a group in one job, each run's numbers on the replica axis. The processor has a worker for every run as long as there are as many; more
 * runs than workers share them.
 */
function startGroup(options: TrainingsOptions, recipe: Recipe, entries: readonly TrainingEntry[], beginning: Beginning): Group {
  const { pool, backends, clock, onChange } = options;
  let { paused, steps } = beginning;
  let jobs = new Map<RunningJob, readonly TrainingEntry[]>();
  let attempt = new AbortController();
  const open = (): TrainingEntry[] => entries.filter(({ isSettled }) => !isSettled);

  function jobsFor(backend: BackendId): number {
    if (groupOf(backend) !== 'cpu') return 1;
    return Math.max(1, Math.round(pool.workers(backend) * beginning.share));
  }
  function startJob(backend: BackendId, members: readonly TrainingEntry[], { signal }: AbortController): RunningJob {
    const onReply = (reply: Reply): void => {
      if (signal.aborted) return;
      if (reply.type === 'device') for (const entry of members) entry.trainsOn(options.provenance(reply));
      const run = runOf(reply);
      members.find((entry) => entry.run === run)?.hear(reply, clock());
      onChange();
    };
    const view = { inputs: recipe.view.boundaryInputs, side: BOUNDARY_SIDE };
    const runs = members.map(({ run }) => run);
    for (const entry of members) entry.begin(clock());
    const job = pool.train({ kind: 'train', backend, recipe, runs, paused, live: view }, { onReply, signal });
    for (let i = 0; i < steps; i++) job.step();
    return job;
  }
  async function trainOn(backend: BackendId): Promise<void> {
    const own = new AbortController();
    attempt = own;
    // Runs that are complete stay so where a device failed later.
    const parts = shares(open(), jobsFor(backend));
    jobs = new Map(parts.flatMap((members) => (members.length > 0 ? [[startJob(backend, members, own), members] as const] : [])));
    steps = 0;
    try {
      await Promise.all([...jobs.keys()].map(({ done }) => done));
    } finally {
      own.abort();
    }
  }
  const end = (error: Error): void => {
    for (const entry of open()) entry.giveUp(error);
  };
  backends.run(trainingPurpose(recipe), trainOn).then(() => end(aborted()), end);

  return {
    pause() {
      paused = true;
      for (const job of jobs.keys()) job.pause();
    },
    resume() {
      paused = false;
      for (const job of jobs.keys()) job.resume();
    },
    step() {
      for (const job of jobs.keys()) job.step();
    },
    leave(entry) {
      entry.giveUp(aborted());
      if (open().length === 0) return attempt.abort();
      for (const [job, members] of jobs) if (members.includes(entry)) job.leave(entry.run);
    },
  };
}

/** Which run a reply is about; null where it is about all. */
function runOf(reply: Reply): number | null {
  if (reply.type === 'checkpoint') return reply.checkpoint.run;
  return 'run' in reply ? reply.run : null;
}
