import type { Dataset } from '../catalog/datasets/types';
import type { Net } from '../catalog/nets/types';
import { optimizers } from '../catalog/optimizers';
import { schedules } from '../catalog/schedules';
import type { Run } from '../experiment/recipe';
import { createRng } from '../math/random';
import { createAugmenter } from './augment';
import { createBatchStream } from './batches';
import type { Device, Program } from './device';
import type { Graph } from './graph/graph';
import { joined, joinedInto, replicaOf } from './replicas';

/** A run of a recipe, and which one it is. */
export interface Member {
  readonly run: Run;
  readonly index: number;
}

/** What the steps of all runs of a lane have in common. */
export interface LaneShape {
  readonly dataset: Dataset;
  readonly net: Net;
  /** Samples of a step. */
  readonly batchSize: number;
  readonly augmented: boolean;
  /** The training graph of that shape. */
  readonly graph: Graph;
}

/** The weights of one run. */
export interface MemberWeights extends Member {
  readonly theta: Float32Array;
  readonly state: Float32Array;
}

/** Runs that step together, one a replica of one program. No run's numbers depend on the others, to the bit. */
export interface TrainingLane {
  /** The runs that still train. */
  readonly members: readonly Member[];
  /** Steps that end within epoch e = 0, 1, …, see batches.ts. */
  stepsOf(epoch: number): number;
  /** Submits the next step of every run. */
  step(): void;
  /** Resolves once the steps so far are done. */
  settle(): Promise<void>;
  /** Each run's weights and statistics after the steps so far, as copies. */
  weights(): Promise<readonly MemberWeights[]>;
  /** Goes on with some of the runs only; the others' replicas are free from then on. */
  keep(isKept: (member: Member) => boolean): Promise<void>;
  dispose(): void;
}

/** Prepares runs at their initialisations, before the first step. Throws a RangeError where the device has no room for all. */
export function createTrainingLane(device: Device, members: readonly Member[], shape: LaneShape): TrainingLane {
  const { dataset, net, batchSize, augmented } = shape;
  const [{ run }] = members;
  const slots = optimizers.get(run.optimizer.id).slots(run.optimizer.params);
  const { size } = net.parameters;
  /** What a run takes from step to step, and its length. */
  const vectors: Record<string, number> = { theta: size, state: net.state.size };
  for (const name of slots) vectors[`slot.${name}`] = size;
  let running = members.map((member) => startOf(member, shape));
  let t = 0;
  const program = device.compile(shape.graph, members.length);
  program.write('labels', dataset.train.labels);
  if (!augmented) program.write('x', dataset.train.x);
  program.write('theta', joined(running.map(({ init }) => net.initialise(init))));
  program.write('state', joined(members.map(() => net.initialState())));
  for (const name of slots) program.write(`slot.${name}`, new Float32Array(members.length * size));

  return {
    get members() {
      return running.map(({ member }) => member);
    },
    stepsOf: (epoch) => running[0].batches.stepsOf(epoch),
    step() {
      writeHyper(program, running, t);
      const indices = running.map(({ batches }) => batches.next());
      program.write('index', joinedInto(new Int32Array(indices.length * batchSize), indices));
      if (augmented) program.write('batchX', joined(running.map(({ augmenter }, i) => augmenter?.batch(indices[i], t) as Float32Array)));
      program.run(running.length);
      t++;
    },
    async settle() {
      await program.read('loss');
    },
    async weights() {
      const [thetas, states] = await Promise.all([program.read('theta'), program.read('state')]);
      return running.map(({ member }, i) => ({
        ...member,
        theta: replicaOf(thetas, i, size),
        state: replicaOf(states, i, net.state.size),
      }));
    },
    async keep(isKept) {
      const kept = running.flatMap(({ member }, i) => (isKept(member) ? [i] : []));
      if (kept.length === running.length) return;
      running = kept.map((i) => running[i]);
      if (kept.length === 0) return;
      for (const [name, length] of Object.entries(vectors)) {
        const values = await program.read(name);
        const parts = kept.map((i) => replicaOf(values, i, length));
        program.write(name, joined(parts));
      }
    },
    dispose: () => program.dispose(),
  };
}

/** A run's own random streams, and its number of steps. */
function startOf(member: Member, { dataset, batchSize }: LaneShape) {
  const { n } = dataset.train;
  const { seed, augmentation, epochs } = member.run;
  const rng = createRng(seed);
  return {
    member,
    batches: createBatchStream(n, batchSize, rng.fork('batches')),
    augmenter: createAugmenter(dataset, augmentation, rng.fork('augmentation')),
    init: rng.fork('init'),
    totalSteps: Math.floor((epochs * n) / batchSize),
  };
}

/** Writes the optimizers' numbers for the step after `t` steps. */
function writeHyper(program: Program, running: readonly { member: Member; totalSteps: number }[], t: number): void {
  const hypers = running.map(({ member, totalSteps }) => {
    const { optimizer, schedule, learningRate } = member.run;
    const factor = schedules.get(schedule.id).factor(schedule.params, t / totalSteps);
    return optimizers.get(optimizer.id).hyper(optimizer.params, t + 1, learningRate * factor);
  });
  for (const name of Object.keys(hypers[0]))
    program.write(
      `hyper.${name}`,
      Float32Array.from(hypers, (hyper) => hyper[name]),
    );
}
