import { type Bake, type BakeInput, bakeSteps } from './bake';

/** A bake asked of the worker. A newer request for the same pane takes over from an older one. */
export interface BakeRequest {
  readonly id: number;
  readonly pane: number;
  readonly input: BakeInput;
}

export interface BakeReply {
  readonly id: number;
  readonly pane: number;
  readonly bake: Bake;
}

const waiting = new Map<number, BakeRequest>();
let busy = false;

/** Lets messages in; MessageChannel because nested timers are held back to 4 ms. */
const turn = new MessageChannel();
let resume: (() => void) | null = null;
turn.port1.onmessage = () => resume?.();
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    turn.port2.postMessage(null);
  });
}

async function work(): Promise<void> {
  busy = true;
  for (let request = first(); request; request = first()) {
    waiting.delete(request.pane);
    const steps = bakeSteps(request.input);
    for (;;) {
      const step = steps.next();
      if (step.done) {
        const { value } = step;
        const reply: BakeReply = { id: request.id, pane: request.pane, bake: value };
        self.postMessage(reply, [value.heights.buffer, value.colors.buffer, value.shade.buffer, value.marks.buffer, value.cast.buffer]);
        break;
      }
      await nextTurn();
      if (waiting.has(request.pane)) break;
    }
  }
  busy = false;
}

function first(): BakeRequest | undefined {
  return waiting.values().next().value;
}

self.onmessage = (event: MessageEvent<BakeRequest>) => {
  waiting.set(event.data.pane, event.data);
  if (!busy) void work();
};
