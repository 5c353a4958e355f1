import { trainingDevice } from '../../engine/device';
import { trainGroup } from '../../engine/train';
import { deviceReply, type Runner } from './types';

/** Shortest time between two live boundaries of the run that is shown, ms: each costs about as much as ten grid points. All others share as many. */
const LIVE_EVERY_MS = 400;

export const runTrain: Runner<'train'> = async function* (job, context) {
  const { recipe, runs, live } = job;
  const { signal, gate, clock, breathe, left, subjects, readers } = context;
  const device = await context.device(job.backend);
  yield deviceReply(await trainingDevice(device));
  const { dataset, net } = subjects.subject(recipe);
  const members = runs.map((index) => {
    const run = recipe.runs[index];
    if (!run) throw new RangeError(`There is no run ${index + 1} in this recipe.`);
    return { run, index };
  });
  const isWanted = (index: number): boolean => !left.has(index);
  const events = trainGroup(device, { dataset, net, members }, { signal, clock, breathe, isWanted });
  const nextLive = new Map<number, number>();
  // An epoch's events belong together: a pause between them takes hold after the last, or the next step would be spent on what is left of them.
  let isReporting = false;
  try {
    for (;;) {
      if (!isReporting) await gate.pass(signal);
      const { value: event, done } = await events.next();
      if (done) return;
      if (event.type !== 'progress') isReporting = event.type !== 'round';
      // The initialisation comes before any training: a step goes on to the end of the first epoch.
      if (event.type === 'round' && event.epoch > 0) gate.stepDone();
      if (event.type === 'round' || left.has(event.run)) continue;
      const { run } = event;
      const isLast = (epoch: number): boolean => epoch === recipe.runs[run]?.epochs;
      if (event.type === 'progress') yield { type: 'progress', run, epoch: event.epoch, epochs: event.epochs };
      if (event.type === 'checkpoint') {
        yield { type: 'checkpoint', checkpoint: event.checkpoint };
        if (isLast(event.checkpoint.epoch)) yield { type: 'trained', run };
      }
      if (event.type !== 'epoch') continue;
      const { point } = event;
      yield { type: 'epoch', run, point };
      if (live && (clock() >= (nextLive.get(run) ?? -Infinity) || isLast(point.epoch))) {
        const reading = await readers.read(device, recipe, live, event, context);
        yield { type: 'live', run, epoch: point.epoch, reading };
        nextLive.set(run, clock() + (run === recipe.origin.run ? 1 : runs.length) * LIVE_EVERY_MS);
      }
    }
  } finally {
    await events.return(undefined);
  }
};
