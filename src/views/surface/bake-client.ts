import type { Bake, BakeInput } from './bake';
import type { BakeReply, BakeRequest } from './bake.worker';

interface Pending {
  readonly request: BakeRequest;
  readonly take: (bake: Bake) => void;
}

/** Bakes in a worker. Per pane only the newest request counts; one that is `patient` lets the running one finish first. */
export class BakeClient {
  private readonly worker = new Worker(new URL('./bake.worker.ts', import.meta.url), { type: 'module', name: 'surface bake' });
  private readonly running = new Map<number, Pending>();
  private readonly next = new Map<number, Pending>();
  private count = 0;

  /** `onFailure` hears when the worker could not be started or threw. */
  constructor(onFailure: () => void) {
    this.worker.onmessage = (event: MessageEvent<BakeReply>) => this.receive(event.data);
    this.worker.onerror = onFailure;
    this.worker.onmessageerror = onFailure;
  }

  /** `take` is called with the bake unless a newer request of the same pane came first. A patient stream of requests can't starve itself. */
  request(pane: number, input: BakeInput, patient: boolean, take: (bake: Bake) => void): void {
    const pending: Pending = { request: { id: ++this.count, pane, input }, take };
    if (patient && this.running.has(pane)) this.next.set(pane, pending);
    else this.post(pending);
  }

  /** Forgets what is asked for a pane. */
  cancel(pane: number): void {
    this.running.delete(pane);
    this.next.delete(pane);
  }

  dispose(): void {
    this.worker.terminate();
    this.running.clear();
    this.next.clear();
  }

  private post(pending: Pending): void {
    const { pane, input } = pending.request;
    this.next.delete(pane);
    this.running.set(pane, pending);
    this.worker.postMessage(pending.request, [input.heights.buffer, input.done.buffer, ...(input.colors ? [input.colors.buffer] : [])]);
  }

  private receive({ id, pane, bake }: BakeReply): void {
    const current = this.running.get(pane);
    if (current?.request.id !== id) return;
    this.running.delete(pane);
    const waiting = this.next.get(pane);
    if (waiting) this.post(waiting);
    current.take(bake);
  }
}
