import type { Dataset } from '../catalog/datasets/types';
import type { Net } from '../catalog/nets/types';
import type { Checkpoint, CurvePoint } from '../experiment/checkpoint';
import type { Run } from '../experiment/recipe';
import { isAugmented } from './augment';
import { SUBMITTING } from './chunking';
import type { Clock } from './clock';
import { type Device, type MemoryNeed, trainingDevice } from './device';
import { multiplyAdds } from './graph/cost';
import type { Graph } from './graph/graph';
import { createMetricsEvaluator, type MetricsEvaluator } from './metrics';
import { createStepLimit } from './step-limit';
import { checkSamplesFit } from './too-large';
import { trainingGraph } from './training-graph';
import { shares } from './training-groups';
import { createTrainingLane, type Member, type MemberWeights, type TrainingLane } from './training-lane';

export type TrainingEvent =
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'epoch'; readonly point: CurvePoint; readonly theta: Float32Array; readonly state: Float32Array }
  | { readonly type: 'progress'; readonly epoch: number; readonly epochs: number };

/** An event of one of the runs that train together, or the word that all of them are through with an epoch. */
export type GroupEvent = (TrainingEvent & { readonly run: number }) | { readonly type: 'round'; readonly epoch: number };

export interface TrainingJob {
  readonly dataset: Dataset;
  readonly net: Net;
  readonly run: Run;
  /** Which run of the recipe this is; recorded in its checkpoints. */
  readonly index: number;
}

export interface GroupJob {
  readonly dataset: Dataset;
  readonly net: Net;
  /** Runs that `trainingGroups` puts together. */
  readonly members: readonly Member[];
}

interface TrainingOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Awaited between blocks of samples while metrics are taken: lets a worker hear its messages. */
  readonly breathe?: () => Promise<void>;
  /** Whether a run is to go on; asked whenever the events were pulled. Those that are not leave the others their place. */
  readonly isWanted?: (index: number) => boolean;
}

/** Longest stretch of steps between two yields, in milliseconds, so that a worker hears a cancel in time. */
const SLICE_MS = 40;

/** Work that a graphics card is handed at most before it is waited for, in milliseconds. */
const QUEUED_MS = 50;

/** Share of the memory that several runs may take together: what looks at them while they train needs some, too. */
const GROUP_SHARE = 0.5;

/**
 * Trains one run. Yields the initialisation as epoch 0 and checkpoint 0, then an `epoch` event after every epoch (metrics on all samples, with running
 * statistics), checkpoints every `checkpointEvery` epochs and at the end, and `progress` at least every {@link SLICE_MS}. Not pulling
 * pauses it. Throws the signal's reason when aborted, TooManySamples where a batch takes more memory than there is. The same job gives the same bits on every machine
 * but on a graphics card, where it does on the same device variant.
 */
export async function* train(
  device: Device,
  { dataset, net, run, index }: TrainingJob,
  options: TrainingOptions,
): AsyncGenerator<TrainingEvent> {
  for await (const event of trainGroup(device, { dataset, net, members: [{ run, index }] }, options))
    if (event.type !== 'round') yield event;
}

/**
 * Trains runs of one group at once, on the replica axis. Each run's events are those of {@link train}, to the bit, marked with the run; after each epoch the runs
 * follow one another, then comes a `round`. Where memory does not suffice for all, some begin when others are done.
 */
export async function* trainGroup(given: Device, job: GroupJob, options: TrainingOptions): AsyncGenerator<GroupEvent> {
  const device = await trainingDevice(given);
  const { dataset, net, members } = job;
  const [{ run }] = members;
  const { n } = dataset.train;
  const batchSize = Math.min(run.batchSize === 0 ? n : run.batchSize, n);
  const augmented = isAugmented(dataset, run.augmentation);
  const graphOf = (batch: number): Graph => trainingGraph(net, run, { n, batch, augmented });
  const needOf = (batch: number): MemoryNeed => device.memoryFor(graphOf(batch));
  checkSamplesFit('batch', batchSize, needOf);
  const graph = graphOf(batchSize);
  const metrics: Evaluators = [];
  try {
    for (const samples of [dataset.train, dataset.test]) metrics.push(createMetricsEvaluator(device, net, samples, members.length));
    const { replicas, stepMultiplyAdds } = SUBMITTING[device.id];
    const quick = Math.max(1, Math.min(replicas, Math.floor(stepMultiplyAdds / multiplyAdds(graph))));
    const need = checkSamplesFit('batch', batchSize, needOf);
    for (const wave of waves(members, quick, need)) {
      const lanes: TrainingLane[] = [];
      try {
        for (const lane of shares(wave, Math.ceil(wave.length / Math.min(quick, need.maxReplicas))))
          lanes.push(createTrainingLane(device, lane, { dataset, net, batchSize, augmented, graph }));
        yield* trainLanes(lanes, metrics, SUBMITTING[device.id].inFlight > 1 ? QUEUED_MS : Infinity, options);
      } finally {
        for (const lane of lanes) lane.dispose();
      }
    }
  } finally {
    for (const evaluator of metrics) evaluator.dispose();
  }
}

/** On the training samples, then on the test samples. */
type Evaluators = MetricsEvaluator[];

/** Runs that there is room for at the same time, `quick` of them on a lane; at least one at a time. */
function waves(
  members: readonly Member[],
  quick: number,
  { fixedBytes, replicaBytes, availableBytes, maxReplicas }: MemoryNeed,
): Member[][] {
  const bytesOf = (count: number): number => Math.ceil(count / Math.min(quick, maxReplicas)) * fixedBytes + count * replicaBytes;
  let fitting = members.length;
  while (fitting > 1 && bytesOf(fitting) > GROUP_SHARE * availableBytes) fitting--;
  return shares(members, Math.ceil(members.length / fitting));
}

/** Trains the runs of all lanes side by side, each to its own last epoch. */
async function* trainLanes(
  all: readonly TrainingLane[],
  metrics: Evaluators,
  queuedMs: number,
  options: TrainingOptions,
): AsyncGenerator<GroupEvent> {
  const { signal, clock, breathe, isWanted = () => true } = options;
  let lanes = all;
  const keep = async (isKept: (member: Member) => boolean): Promise<void> => {
    if (lanes.every(({ members }) => members.every(isKept))) return;
    for (const lane of lanes) await lane.keep(isKept);
    lanes = lanes.filter(({ members }) => members.length > 0);
  };
  let sliceStart = clock();
  let handedOver = 0;
  const limit = createStepLimit(queuedMs);
  const isDue = (): boolean => clock() - sliceStart >= SLICE_MS || (queuedMs < Infinity && handedOver >= limit.steps);
  for (let epoch = 0; ; epoch++) {
    const steps = epoch === 0 ? 0 : lanes[0].stepsOf(epoch - 1);
    for (let k = 0; k < steps; k++) {
      for (const lane of lanes) {
        lane.step();
        handedOver++;
        if (!isDue()) continue;
        await lane.settle();
        limit.done(handedOver, clock() - sliceStart);
        handedOver = 0;
        signal.throwIfAborted();
        for (const { members } of lanes)
          for (const { run, index } of members) yield { type: 'progress', run: index, epoch: epoch - 1 + k / steps, epochs: run.epochs };
        sliceStart = clock();
      }
      await keep(({ index }) => isWanted(index));
      if (lanes.length === 0) return;
    }
    signal.throwIfAborted();
    for (const lane of lanes) {
      const points = await lane.weights();
      const [onTrain, onTest] = await measure(points);
      for (const [i, { run, index, theta, state }] of points.entries()) {
        const values = {
          trainLoss: onTrain[i].loss,
          trainAccuracy: onTrain[i].accuracy,
          testLoss: onTest[i].loss,
          testAccuracy: onTest[i].accuracy,
        };
        yield { type: 'epoch', run: index, point: { epoch, ...values }, theta, state };
        if (epoch === 0 || epoch === run.epochs || epoch % run.checkpointEvery === 0)
          yield { type: 'checkpoint', run: index, checkpoint: { run: index, epoch, theta, state, metrics: values } };
        if (epoch < run.epochs) yield { type: 'progress', run: index, epoch, epochs: run.epochs };
      }
    }
    yield { type: 'round', epoch };
    await keep(({ run, index }) => epoch < run.epochs && isWanted(index));
    if (lanes.length === 0) return;
  }

  async function measure(points: readonly MemberWeights[]) {
    const pause = async (): Promise<void> => {
      await breathe?.();
      signal.throwIfAborted();
    };
    const [onTrain, onTest] = metrics;
    return [await onTrain.evaluate(points, pause), await onTest.evaluate(points, pause)];
  }
}
