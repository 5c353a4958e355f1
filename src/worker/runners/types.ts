import type { Clock } from '../../engine/clock';
import type { BackendId, Device } from '../../engine/device';
import type { GramKernel } from '../../math/gram-pca';
import type { Gate } from '../gate';
import type { Adapter, Job, JobKind, Reply } from '../jobs';
import type { PlaneStore } from '../planes';
import type { ReaderStore } from '../readers';
import type { SubjectStore } from '../subjects';

/** What a job's code sees of the worker it runs in. */
export interface JobContext {
  readonly signal: AbortSignal;
  readonly gate: Gate;
  /** Runs that a training is to go on without. */
  readonly left: ReadonlySet<number>;
  readonly clock: Clock;
  /** Resolves after messages that wait have been heard. */
  breathe(): Promise<void>;
  /** Whether a person drags something on the page just now. */
  isDragging(): boolean;
  readonly subjects: SubjectStore;
  readonly planes: PlaneStore;
  readonly readers: ReaderStore;
  /** The device of a backend, started on first use. Rejects where this browser does not have it. */
  device(backend: BackendId): Promise<Device>;
  adapters(): Promise<readonly Adapter[]>;
  gramKernel(): Promise<GramKernel | null>;
}

/**
 * The code of one kind of job: yields what it finds, at least after every 50 ms of work. The host lets other messages in after each
 * reply, and stops pulling once the job is cancelled.
 */
export type Runner<K extends JobKind> = (job: Extract<Job, { kind: K }>, context: JobContext) => AsyncGenerator<Reply>;
export type Runners = { readonly [K in JobKind]: Runner<K> };

/** Which device did the work. */
export function deviceReply(device: Device): Reply {
  return { type: 'device', backend: device.id, variant: device.variant, adapter: device.adapter };
}
