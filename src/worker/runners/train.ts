import { train } from '../../engine/train';
import { deviceReply, type Runner } from './types';

/** Shortest time between two live boundaries, ms: each costs about as much as ten grid points. */
const LIVE_EVERY_MS = 400;

export const runTrain: Runner<'train'> = async function* (job, context) {
  const { recipe, run: index, live } = job;
  const { signal, gate, clock, subjects, readers } = context;
  const device = await context.device(job.backend);
  yield deviceReply(device);
  const { dataset, net } = subjects.subject(recipe);
  const run = recipe.runs[index];
  if (!run) throw new RangeError(`There is no run ${index + 1} in this recipe.`);
  const events = train(device, { dataset, net, run, index }, { signal, clock });
  let nextLive = -Infinity;
  try {
    for (;;) {
      await gate.pass(signal);
      const { value: event, done } = await events.next();
      if (done) return;
      if (event.type === 'progress') yield { type: 'progress', epoch: event.epoch, epochs: event.epochs };
      if (event.type === 'checkpoint') yield { type: 'checkpoint', checkpoint: event.checkpoint };
      if (event.type !== 'epoch') continue;
      yield { type: 'epoch', point: event.point };
      const last = event.point.epoch === run.epochs;
      if (live && (clock() >= nextLive || last)) {
        const reading = await readers.read(device, recipe, live, event);
        yield { type: 'reading', reading, epoch: event.point.epoch };
        nextLive = clock() + LIVE_EVERY_MS;
      }
      // The initialisation comes before any training: a step goes on to the end of the first epoch.
      if (event.point.epoch > 0) gate.stepDone();
    }
  } finally {
    await events.return(undefined);
  }
};
