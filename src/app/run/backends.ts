import { type BackendMeasure, chooseBackend, fallbackOf, type Purpose, readMeasures, untimed, writeMeasures } from '../../engine/backend';
import type { BackendId } from '../../engine/device';
import type { Problem } from '../../experiment/recipe';
import { createClient, type WorkerPort } from '../../worker/client';
import { isAbort, JobFailure } from '../../worker/failure';
import type { Job, Reply } from '../../worker/jobs';
import type { TextStore } from '../preferences';
import type { DeviceStatus } from '../state';

/** Which backend does the next job, and what is known of the others. */
export interface Backends {
  /** For the next job of that kind. */
  current(purpose: Purpose): BackendId;
  force(backend: BackendId | null): void;
  /** Tells a fresh worker which kernel variants were the fastest on this device. */
  prepare(port: WorkerPort): WorkerPort;
  /** Looks for hardware adapters and times the new ones, in a worker of its own. */
  probe(): Promise<void>;
  /** Runs a task on the present backend; where the device fails, says so once and runs it on the next. Rejects when none is left. */
  run<T>(purpose: Purpose, task: (backend: BackendId) => Promise<T>): Promise<T>;
}

export interface BackendsOptions {
  readonly forced: BackendId | null;
  readonly workers: (backend: BackendId) => number;
  readonly spawn: () => WorkerPort;
  readonly texts: TextStore;
  onStatus(status: Pick<DeviceStatus, 'backend' | 'forced' | 'workers' | 'available'>): void;
  onTrouble(problem: Problem): void;
}

const KEY = 'measures';

export function createBackends({ forced: remembered, workers, spawn, texts, onStatus, onTrouble }: BackendsOptions): Backends {
  let forced = remembered;
  let measures = readMeasures(texts.read(KEY));
  const failed = new Set<BackendId>();
  let available: DeviceStatus['available'] = [];

  function current(purpose: Purpose): BackendId {
    let backend: BackendId = chooseBackend(forced, measures, workers('wasm'), purpose);
    while (failed.has(backend)) {
      const next = fallbackOf(backend);
      if (next === null) return backend;
      backend = next;
    }
    return backend;
  }
  function report(): void {
    const backend = current('grid');
    onStatus({ backend, forced, workers: workers(backend), available });
  }

  report();

  return {
    current,
    force(backend) {
      forced = backend;
      // Asking for it again is asking to try it again.
      if (backend) failed.delete(backend);
      texts.write('backend', backend);
      report();
    },
    prepare(port) {
      for (const { backend, variant } of measures) if (variant) port.postMessage({ type: 'variant', backend, variant });
      return port;
    },
    async probe() {
      const client = createClient(spawn(), () => {});
      const ask = async <T extends Reply['type']>(job: Job, type: T): Promise<Extract<Reply, { type: T }> | null> => {
        let found: Reply | null = null;
        await client.start(job, {
          onReply(reply) {
            if (reply.type === type) found = reply;
          },
        }).done;
        return found;
      };
      try {
        // A browser whose drivers break when they are looked at has no adapters.
        const adapters = (await ask({ kind: 'adapters' }, 'adapters').catch(() => null))?.adapters ?? [];
        available = adapters;
        report();
        const known = measures.filter(
          ({ backend, adapter }) => backend === 'wasm' || adapters.some((found) => found.backend === backend && found.adapter === adapter),
        );
        const timed = new Map<BackendId, BackendMeasure>(known.map((measure) => [measure.backend, measure]));
        for (const backend of untimed(adapters, known)) {
          const adapter = adapters.find((found) => found.backend === backend)?.adapter ?? '';
          // An adapter that fails is remembered as one that does nothing, so that it is not tried at every visit.
          const speed = await ask({ kind: 'speed', backend }, 'speed').catch(() => null);
          const { variant, pointsPerSecond, epochsPerSecond } = speed ?? { variant: '', pointsPerSecond: 0, epochsPerSecond: 0 };
          timed.set(backend, { backend, adapter, hardware: true, variant, pointsPerSecond, epochsPerSecond });
        }
        measures = [...timed.values()];
        texts.write(KEY, writeMeasures(measures));
        report();
      } finally {
        client.terminate();
      }
    },
    async run(purpose, task) {
      for (;;) {
        const backend = current(purpose);
        try {
          return await task(backend);
        } catch (error) {
          const next = fallbackOf(backend);
          if (isAbort(error) || !(error instanceof JobFailure) || !error.lost || next === null) throw error;
          // Another job may have met the same failure and said so.
          if (failed.has(backend)) continue;
          failed.add(backend);
          onTrouble({ path: '', key: `run.trouble.${backend}`, values: {} });
          report();
        }
      }
    },
  };
}
