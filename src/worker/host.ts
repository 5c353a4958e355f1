import type { Clock } from '../engine/clock';
import type { BackendId, Device } from '../engine/device';
import { DeviceLost } from '../engine/device-lost';
import type { GramKernel } from '../math/gram-pca';
import { isAbort, JobFailure, messageOf, problemOf, WRONG_RESULTS } from './failure';
import { createGate, type Gate } from './gate';
import type { Adapter, FromWorker, Job, Outcome, Reply } from './jobs';
import { parseToWorker } from './parse-message';
import { createPlaneStore } from './planes';
import { createReaderStore } from './readers';
import { runners } from './runners';
import type { JobContext, Runner } from './runners/types';
import { groupOf } from './slots';
import { createSubjectStore } from './subjects';

/** What the host needs of the place it runs in: a worker, or a test. */
export interface HostEnvironment {
  post(message: FromWorker, transfer: Transferable[]): void;
  readonly clock: Clock;
  /** Resolves after messages that wait have been heard. */
  macrotask(): Promise<void>;
  /** `variant`: its kernels' variant, where one is known to be the fastest. */
  openDevice(backend: BackendId, variant?: string): Promise<Device>;
  /** Asks a device what is known: '' where all its answers are right, else what is wrong, in words. */
  selfTest(device: Device): Promise<string>;
  adapters(): Promise<readonly Adapter[]>;
  /** A fast Gram kernel for principal axes; null where there is none. */
  gramKernel(): Promise<GramKernel | null>;
}

export interface Host {
  /** A message as it came. */
  receive(message: unknown): void;
  /** Live tensors and bytes of the devices in use. */
  memory(): { readonly tensors: number; readonly bytes: number };
}

interface Running {
  readonly controller: AbortController;
  readonly gate: Gate;
  readonly left: Set<number>;
  readonly channel: string | null;
}

/**
 * Runs jobs side by side: after every reply it lets one macrotask pass, so that cancel, pause and newer jobs are heard within one chunk.
 * Devices, data sets, planes and evaluators outlive the jobs that asked for them.
 */
export function createHost(environment: HostEnvironment): Host {
  const running = new Map<number, Running>();
  const devices = new Map<BackendId, Promise<Device>>();
  const opened = new Map<BackendId, Device>();
  const tested = new Map<BackendId, { readonly variant: string; readonly adapter: string }>();
  let isDragging = false;
  const subjects = createSubjectStore();
  const planes = createPlaneStore(subjects);
  const readers = createReaderStore(subjects);

  function device(backend: BackendId): Promise<Device> {
    const known = devices.get(backend);
    if (known) return known;
    const opening = open(backend);
    devices.set(backend, opening);
    opening.catch(() => devices.delete(backend));
    return opening;
  }

  /** A graphics card is asked what is known before it is used, unless that was done on the same adapter before. */
  async function open(backend: BackendId): Promise<Device> {
    const before = tested.get(backend);
    let wrong = '';
    try {
      const fresh = await environment.openDevice(backend, before?.variant);
      if (groupOf(backend) !== 'cpu' && fresh.adapter !== before?.adapter) wrong = await environment.selfTest(fresh);
      if (wrong === '') {
        opened.set(backend, fresh);
        return fresh;
      }
      fresh.dispose();
    } catch (error) {
      throw new JobFailure({ path: '', key: 'run.problem.backend', values: { backend, message: messageOf(error) } }, true);
    }
    throw new JobFailure({ path: '', key: WRONG_RESULTS, values: { backend, message: wrong } }, true);
  }

  /** A device that failed once is not trusted again: the next job opens a fresh one. */
  function dropDevice(device: Device): void {
    const backend = device.id;
    // Of several jobs that met the same failure, the first has dropped it.
    if (opened.get(backend) !== device) return;
    planes.drop(backend);
    readers.drop(backend);
    devices.delete(backend);
    opened.delete(backend);
    try {
      device.dispose();
    } catch {
      // It is gone already, which is why it is dropped.
    }
  }

  function memory(): { tensors: number; bytes: number } {
    const totals = { tensors: 0, bytes: 0 };
    for (const each of opened.values()) {
      const { tensors, bytes } = each.memory();
      totals.tensors += tensors;
      totals.bytes += bytes;
    }
    return totals;
  }

  function takenBytes(): number {
    return [...opened.values()].reduce((sum, each) => sum + (each.takenBytes?.() ?? 0), 0);
  }

  async function run(id: number, job: Job, { controller, gate, left }: Running): Promise<Outcome> {
    const { signal } = controller;
    let used: Device | null = null;
    const context: JobContext = {
      signal,
      gate,
      left,
      clock: environment.clock,
      breathe: () => environment.macrotask(),
      isDragging: () => isDragging,
      subjects,
      planes,
      readers,
      async device(backend) {
        const found = await device(backend);
        used = found;
        return found;
      },
      adapters: environment.adapters,
      gramKernel: environment.gramKernel,
    };
    try {
      await subjects.ready();
      const replies = (runners[job.kind] as Runner<Job['kind']>)(job as never, context);
      for await (const reply of replies) {
        environment.post({ type: 'reply', id, reply }, transferable(reply));
        await environment.macrotask();
        if (signal.aborted) return { type: 'cancelled' };
      }
      return { type: 'ended' };
    } catch (error) {
      if (signal.aborted) return { type: 'cancelled' };
      if (error instanceof JobFailure) return { type: 'failed', problem: error.problem, lost: error.lost };
      // Where no one cancelled, an aborted wait for a graphics card's answer is a card that is gone.
      const lost = error instanceof DeviceLost || (isAbort(error) && used !== null && groupOf((used as Device).id) !== 'cpu');
      if (lost && used) dropDevice(used);
      return { type: 'failed', problem: problemOf(error), lost };
    }
  }

  function start(id: number, job: Job, channel: string | null): void {
    if (channel !== null) {
      for (const older of running.values()) if (older.channel === channel) older.controller.abort();
    }
    const gate = createGate(job.kind === 'train' && job.paused);
    const entry: Running = { controller: new AbortController(), gate, left: new Set(), channel };
    running.set(id, entry);
    run(id, job, entry).then((outcome) => {
      running.delete(id);
      environment.post({ type: 'outcome', id, outcome, taken: takenBytes() }, []);
    });
  }

  return {
    receive(raw) {
      const message = parseToWorker(raw);
      switch (message.type) {
        case 'start':
          return start(message.id, message.job, message.channel);
        case 'asset':
          return subjects.addAsset(message.name, message.bytes);
        case 'variant':
          tested.set(message.backend, message);
          return;
        case 'points':
          return planes.addPoints(message.plane, message.points);
        case 'forget':
          return planes.forget(message.plane);
        case 'drag':
          isDragging = message.isDragging;
          return;
        case 'cancel':
          return running.get(message.id)?.controller.abort();
        case 'leave':
          running.get(message.id)?.left.add(message.run);
          return;
        default:
          return running.get(message.id)?.gate[message.type]();
      }
    },
    memory,
  };
}

/** Results travel without a copy; checkpoints are copied, since training goes on with theirs. */
function transferable(reply: Reply): Transferable[] {
  if (reply.type === 'patch') return [reply.loss.buffer as ArrayBuffer, reply.accuracy.buffer as ArrayBuffer];
  if (reply.type === 'reading' || reply.type === 'live') {
    const { boundary, predictions } = reply.reading;
    const arrays = [boundary?.classes, predictions?.predicted, predictions?.probabilities];
    return arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
  }
  return [];
}
