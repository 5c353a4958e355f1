import { type BackendMeasure, chooseBackend, fallbackOf, type Purpose } from '../../engine/backend';
import { isOf, readMeasures, untimed, writeMeasures } from '../../engine/backend-memory';
import type { BackendId } from '../../engine/device';
import type { Problem } from '../../experiment/recipe';
import { createClient, type WorkerPort } from '../../worker/client';
import { isAbort, JobFailure, WRONG_RESULTS } from '../../worker/failure';
import type { Adapter, Job, Reply } from '../../worker/jobs';
import { groupOf } from '../../worker/slots';
import type { TextStore } from '../preferences';
import type { DeviceStatus } from '../state';
import { createLosses, type Trial } from './losses';

/** Which backend does the next job, and what is known of the others. */
export interface Backends {
  /** For the next job of that kind. */
  current(purpose: Purpose): BackendId;
  force(backend: BackendId | null): void;
  /** Tells a fresh worker which kernel variants were the fastest on this device. */
  prepare(port: WorkerPort): WorkerPort;
  /** Looks for hardware adapters, asks the new ones what is known and times them, in a worker of its own. */
  probe(): Promise<void>;
  /** The page is left: a probe that is under way has not failed. */
  leave(): void;
  /** Runs a task on the present backend; where the device fails, says so once and runs it on the next. Rejects when none is left. */
  run<T>(purpose: Purpose, task: (backend: BackendId) => Promise<T>): Promise<T>;
}

export interface BackendsOptions {
  readonly forced: BackendId | null;
  readonly workers: (backend: BackendId) => number;
  readonly spawn: () => WorkerPort;
  readonly texts: TextStore;
  /** The browser and its version: another may have other drivers. */
  readonly browser: string;
  readonly clock: () => number;
  readonly later: (callback: () => void, ms: number) => void;
  /** Now, ms since 1970. */
  readonly date: () => number;
  onStatus(status: Pick<DeviceStatus, 'backend' | 'forced' | 'workers' | 'available'>): void;
  onTrouble(problem: Problem): void;
}

const KEY = 'measures';

export function createBackends(options: BackendsOptions): Backends {
  const { workers, spawn, texts, browser, clock, later, date, onStatus, onTrouble } = options;
  let { forced } = options;
  let measures = readMeasures(texts.read(KEY), browser);
  let adapters: readonly Adapter[] = [];
  const isCard = (backend: BackendId): boolean => groupOf(backend) !== 'cpu';
  const losses = createLosses(
    {
      clock,
      later,
      check,
      onChange(backend, found) {
        if (found === 'wrong') distrust(backend);
        report();
      },
    },
    isCard,
  );

  /** What is known of a backend's present adapter. */
  function known(backend: BackendId): BackendMeasure | undefined {
    const found = adapters.find((adapter) => adapter.backend === backend);
    return measures.find((measure) => measure.backend === backend && (!found || isOf(measure, found)));
  }
  function isUsable(backend: BackendId): boolean {
    return !losses.isOut(backend) && known(backend)?.state !== 'wrong';
  }
  function current(purpose: Purpose): BackendId {
    let backend =
      forced ??
      chooseBackend(
        measures.filter((measure) => isUsable(measure.backend)),
        workers('wasm'),
        purpose,
      );
    while (!isUsable(backend)) {
      const next = fallbackOf(backend);
      if (next === null) return backend;
      backend = next;
    }
    return backend;
  }
  function troubleOf(backend: BackendId): 'lost' | 'wrong' | 'failed' | undefined {
    if (losses.isOut(backend)) return 'lost';
    const state = known(backend)?.state;
    return state === 'wrong' || state === 'failed' ? state : undefined;
  }
  function report(): void {
    const backend = current('grid');
    const available = adapters.map((adapter) => {
      const trouble = troubleOf(adapter.backend);
      return trouble ? { ...adapter, trouble } : adapter;
    });
    onStatus({ backend, forced, workers: workers(backend), available });
  }
  function remember(fresh: BackendMeasure): void {
    measures = [...measures.filter(({ backend }) => backend !== fresh.backend), fresh];
    texts.write(KEY, writeMeasures(measures, browser));
  }
  function distrust(backend: BackendId): void {
    const found = adapters.find((adapter) => adapter.backend === backend);
    remember({ ...unmeasured(backend, found), ...known(backend), state: 'wrong', date: date() });
  }
  function unmeasured(backend: BackendId, found: Adapter | undefined): BackendMeasure {
    const { adapter = '', limits = '', hardware = true } = found ?? {};
    const nothing = { variant: '', pointsPerSecond: null, epochsPerSecond: null };
    return { backend, adapter, limits, hardware, state: 'trying', tries: 0, date: date(), ...nothing };
  }

  /** Work in a fresh worker that knows of no trust: its devices are asked what is known. */
  function ask<T extends Reply['type']>(port: ReturnType<typeof createClient>, job: Job, type: T): Promise<Extract<Reply, { type: T }>> {
    let found: Reply | null = null;
    const { done } = port.start(job, {
      onReply(reply) {
        if (reply.type === type) found = reply;
      },
    });
    return done.then(() => found as unknown as Extract<Reply, { type: T }>);
  }
  async function check(backend: BackendId): Promise<Trial> {
    const client = createClient(spawn(), () => {});
    try {
      await ask(client, { kind: 'check', backend }, 'device');
      return 'fine';
    } catch (error) {
      return isWrong(error) ? 'wrong' : 'failed';
    } finally {
      client.terminate();
    }
  }

  report();

  return {
    current,
    force(backend) {
      forced = backend;
      // Asking for it again is asking to try it again.
      if (backend) {
        losses.forgive(backend);
        if (known(backend)?.state === 'wrong') measures = measures.filter((measure) => measure.backend !== backend);
      }
      texts.write('backend', backend);
      report();
    },
    prepare(port) {
      for (const { backend, variant, adapter, state } of measures)
        if (state === 'timed') port.postMessage({ type: 'variant', backend, variant, adapter });
      return port;
    },
    async probe() {
      // A worker that ended with one card is none to try the next in.
      let isGone = false;
      const fresh = (): ReturnType<typeof createClient> => {
        isGone = false;
        return createClient(spawn(), () => {
          isGone = true;
        });
      };
      let client = fresh();
      try {
        // A browser whose drivers break when they are looked at has no adapters.
        adapters = (await ask(client, { kind: 'adapters' }, 'adapters').catch(() => null))?.adapters ?? [];
        measures = measures.filter((measure) => measure.backend === 'wasm' || adapters.some((found) => isOf(measure, found)));
        report();
        for (const backend of untimed(adapters, measures, date())) {
          if (isGone) client = fresh();
          const found = adapters.find((adapter) => adapter.backend === backend);
          const before = { ...unmeasured(backend, found), tries: known(backend)?.tries ?? 0 };
          // It stays like this where the probe takes the page with it, and is not repeated without end.
          remember({ ...before, tries: before.tries + 1 });
          try {
            const { variant, pointsPerSecond, epochsPerSecond } = await ask(client, { kind: 'speed', backend }, 'speed');
            remember({ ...before, state: 'timed', tries: 0, variant, pointsPerSecond, epochsPerSecond });
          } catch (error) {
            remember({ ...before, tries: before.tries + 1, state: isWrong(error) ? 'wrong' : 'failed' });
          }
        }
        texts.write(KEY, writeMeasures(measures, browser));
        report();
      } finally {
        client.terminate();
      }
    },
    leave() {
      const over = measures.flatMap((measure) => (measure.state === 'trying' ? [] : [measure]));
      if (over.length < measures.length) texts.write(KEY, writeMeasures(over, browser));
    },
    async run(purpose, task) {
      for (;;) {
        const backend = current(purpose);
        const startedAt = clock();
        try {
          return await task(backend);
        } catch (error) {
          if (isAbort(error) || !(error instanceof JobFailure) || !error.lost || fallbackOf(backend) === null) throw error;
          if (isWrong(error)) {
            if (known(backend)?.state !== 'wrong') onTrouble({ path: '', key: 'run.trouble.wrong', values: {} });
            distrust(backend);
          } else {
            const found = losses.lose(backend, startedAt);
            const key = found === 'off' && isCard(backend) ? 'run.trouble.twice' : `run.trouble.${backend}`;
            if (found) onTrouble({ path: '', key, values: {} });
          }
          report();
        }
      }
    },
  };
}

function isWrong(error: unknown): boolean {
  return error instanceof JobFailure && error.problem.key === WRONG_RESULTS;
}
