import { JobFailure } from './failure';
import type { FromWorker, Job, Outcome, Reply, ToWorker } from './jobs';
import { parseFromWorker } from './parse-message';

/** What the client needs of a worker. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
  onmessageerror: (() => void) | null;
  terminate(): void;
}

export interface StartOptions {
  onReply(reply: Reply): void;
  /** Cancels the job: the worker hears it within a chunk. */
  readonly signal?: AbortSignal;
  /** A newer job of the same channel cancels the older. */
  readonly channel?: string;
}

/** A job in a worker. */
export interface RunningJob {
  /** Settles when the worker is through with it: rejects with an AbortError when cancelled, with a JobFailure when it failed. */
  readonly done: Promise<void>;
  pause(): void;
  resume(): void;
  step(): void;
  /** Goes on training without one of its runs. */
  leave(run: number): void;
}

/** One worker, seen from the main thread. */
export interface EngineClient {
  start(job: Job, options: StartOptions): RunningJob;
  send(message: ToWorker): void;
  /** Whether it has jobs. */
  readonly busy: boolean;
  /** Bytes that the worker has taken and gives back only when it ends, as of its last job. */
  readonly taken: number;
  /** Ends the worker; its jobs reject with an AbortError. */
  terminate(): void;
}

interface Open {
  readonly onReply: (reply: Reply) => void;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Speaks with a worker. A worker that breaks fails its jobs with a JobFailure and calls `onCrash`; it takes no jobs after that. `onIdle` is called whenever its
 * last job has settled.
 */
export function createClient(port: WorkerPort, onCrash: () => void, onIdle: () => void = () => {}): EngineClient {
  const open = new Map<number, Open>();
  let nextId = 0;
  let taken = 0;
  let gone: Error | null = null;

  function end(error: Error): void {
    gone = error;
    port.terminate();
    const jobs = [...open.values()];
    open.clear();
    for (const job of jobs) job.reject(error);
  }
  function crash(message: string): void {
    if (gone) return;
    end(new JobFailure({ path: '', key: 'run.problem.crash', values: { message } }, false));
    onCrash();
  }
  function hear(message: FromWorker): void {
    const job = open.get(message.id);
    if (!job) return;
    if (message.type === 'reply') return job.onReply(message.reply);
    open.delete(message.id);
    taken = message.taken;
    settle(job, message.outcome);
    if (open.size === 0) onIdle();
  }

  port.onmessage = ({ data }) => {
    let message: FromWorker;
    try {
      message = parseFromWorker(data);
    } catch (error) {
      return crash((error as Error).message);
    }
    hear(message);
  };
  port.onerror = ({ message }) => crash(message ?? '');
  port.onmessageerror = () => crash('unreadable message');

  return {
    start(job, { onReply, signal, channel }) {
      const id = nextId++;
      const control = (type: 'cancel' | 'pause' | 'resume' | 'step') => (): void => {
        if (open.has(id)) port.postMessage({ type, id });
      };
      const cancel = control('cancel');
      const done = new Promise<void>((resolve, reject) => {
        if (gone) return reject(gone);
        if (signal?.aborted) return reject(aborted());
        open.set(id, { onReply, resolve, reject });
        port.postMessage({ type: 'start', id, job, channel: channel ?? null });
        signal?.addEventListener('abort', cancel);
      }).finally(() => signal?.removeEventListener('abort', cancel));
      const leave = (run: number): void => {
        if (open.has(id)) port.postMessage({ type: 'leave', id, run });
      };
      return { done, pause: control('pause'), resume: control('resume'), step: control('step'), leave };
    },
    get busy() {
      return open.size > 0;
    },
    get taken() {
      return taken;
    },
    send(message) {
      if (!gone) port.postMessage(message);
    },
    terminate() {
      if (!gone) end(aborted());
    },
  };
}

function settle(job: Open, outcome: Outcome): void {
  switch (outcome.type) {
    case 'ended':
      return job.resolve();
    case 'cancelled':
      return job.reject(aborted());
    case 'failed':
      return job.reject(new JobFailure(outcome.problem, outcome.lost));
  }
}

export function aborted(): Error {
  return new DOMException('The job was cancelled.', 'AbortError');
}
