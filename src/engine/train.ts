import type { Dataset } from '../catalog/datasets/types';
import type { Net } from '../catalog/nets/types';
import { optimizers } from '../catalog/optimizers';
import { schedules } from '../catalog/schedules';
import type { Checkpoint, CurvePoint, Metrics } from '../experiment/checkpoint';
import type { Run } from '../experiment/recipe';
import { createRng } from '../math/random';
import { createBatchStream } from './batches';
import type { Clock } from './clock';
import type { Device, Program } from './device';
import { createMetricsEvaluator } from './metrics';
import { trainingGraph } from './training-graph';

export type TrainingEvent =
  | { readonly type: 'checkpoint'; readonly checkpoint: Checkpoint }
  | { readonly type: 'epoch'; readonly point: CurvePoint; readonly theta: Float32Array; readonly state: Float32Array }
  | { readonly type: 'progress'; readonly epoch: number; readonly epochs: number };

export interface TrainingJob {
  readonly dataset: Dataset;
  readonly net: Net;
  readonly run: Run;
  /** Which run of the recipe this is; recorded in its checkpoints. */
  readonly index: number;
}

/** Longest stretch of steps between two yields, in milliseconds, so that a worker hears a cancel in time. */
const SLICE_MS = 40;

/**
 * Trains one run. Yields the initialisation as epoch 0 and checkpoint 0, then an `epoch` event after every epoch (metrics on all samples, with running
 * statistics), checkpoints every `checkpointEvery` epochs and at the end, and `progress` at least every {@link SLICE_MS}. Not pulling
 * pauses it. Throws the signal's reason when aborted. Same job and device variant give the same bits.
 */
export async function* train(
  device: Device,
  job: TrainingJob,
  options: { signal: AbortSignal; clock: Clock },
): AsyncGenerator<TrainingEvent> {
  const { dataset, net, run, index } = job;
  const { signal, clock } = options;
  const rng = createRng(run.seed);
  const batchSize = Math.min(run.batchSize === 0 ? dataset.train.n : run.batchSize, dataset.train.n);
  const batches = createBatchStream(dataset.train.n, batchSize, rng.fork('batches'));
  const program = device.compile(trainingGraph(net, run, { n: dataset.train.n, batch: batchSize }), 1);
  const trainMetrics = createMetricsEvaluator(device, net, dataset.train);
  const testMetrics = createMetricsEvaluator(device, net, dataset.test);
  try {
    initialise(program, job, rng.fork('init'));
    const totalSteps = Math.floor((run.epochs * dataset.train.n) / batchSize);
    let step = 0;
    let sliceStart = clock();
    for (let epoch = 0; epoch <= run.epochs; epoch++) {
      const steps = epoch === 0 ? 0 : batches.stepsOf(epoch - 1);
      for (let k = 0; k < steps; k++) {
        writeHyper(program, run, step + 1, step / totalSteps);
        program.write('index', batches.next());
        program.run(1);
        step++;
        if (clock() - sliceStart < SLICE_MS) continue;
        await program.read('loss');
        signal.throwIfAborted();
        yield { type: 'progress', epoch: epoch - 1 + k / steps, epochs: run.epochs };
        sliceStart = clock();
      }
      signal.throwIfAborted();
      const theta = await program.read('theta');
      const state = await program.read('state');
      const metrics = await measure(theta, state);
      yield { type: 'epoch', point: { epoch, ...metrics }, theta, state };
      if (epoch === 0 || epoch === run.epochs || epoch % run.checkpointEvery === 0) {
        yield { type: 'checkpoint', checkpoint: { run: index, epoch, theta, state, metrics } };
      }
      if (epoch < run.epochs) yield { type: 'progress', epoch, epochs: run.epochs };
    }
  } finally {
    program.dispose();
    trainMetrics.dispose();
    testMetrics.dispose();
  }

  async function measure(theta: Float32Array, state: Float32Array): Promise<Metrics> {
    const onTrain = await trainMetrics.evaluate(theta, state);
    const onTest = await testMetrics.evaluate(theta, state);
    return { trainLoss: onTrain.loss, trainAccuracy: onTrain.accuracy, testLoss: onTest.loss, testAccuracy: onTest.accuracy };
  }
}

function initialise(program: Program, { dataset, net, run }: TrainingJob, rng: ReturnType<typeof createRng>): void {
  program.write('x', dataset.train.x);
  program.write('labels', dataset.train.labels);
  program.write('theta', net.initialise(rng));
  program.write('state', net.initialState());
  for (const name of optimizers.get(run.optimizer.id).slots(run.optimizer.params)) {
    program.write(`slot.${name}`, new Float32Array(net.parameters.size));
  }
}

function writeHyper(program: Program, run: Run, t: number, progress: number): void {
  const factor = schedules.get(run.schedule.id).factor(run.schedule.params, progress);
  const hyper = optimizers.get(run.optimizer.id).hyper(run.optimizer.params, t, run.learningRate * factor);
  for (const [name, value] of Object.entries(hyper)) program.write(`hyper.${name}`, Float32Array.of(value));
}
