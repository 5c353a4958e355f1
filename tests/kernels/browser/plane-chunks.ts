import type { Device } from '../../../src/engine/device';
import { GraphBuilder } from '../../../src/engine/graph/builder';
import { planeGraph } from '../../../src/engine/plane-graph';
import { PLANE_CASES, planeValues } from '../../unit/support/plane-cases';
import { checkTangles } from '../tangles';
import { createDevice, type GpuBackend } from './run-cases';

const GRAPHS = 25;

/** What planes of several nets gave in chunks of several sizes. */
export interface ChunksReport {
  readonly planes: readonly {
    readonly name: string;
    /** Values whose bits differ from those of points evaluated one at a time. */
    readonly differing: number;
    readonly mostAtOnce: number;
    readonly distinct: number;
  }[];
  /** Results of runs on 1, 2 and 3, doubled, all asked for before the first was there. */
  readonly readings: readonly (readonly number[])[];
  /** Bytes on the device after several runs of 8 points of a ResNet's plane, and what was foretold. */
  readonly bytes: { readonly held: number; readonly foretold: number };
  /** Bytes on the device after a run of 16, then 1, 2, … 16 points of that plane, in one program for 16. */
  readonly over: readonly number[];
  /** Where random graphs differ from the reference over runs with some inputs written in between. */
  readonly tangles: readonly string[];
}

/** Evaluates planes in chunks of one point and of many, and reads results while later runs are under way. */
export async function planeInChunks(backend: GpuBackend): Promise<ChunksReport> {
  const device = await createDevice(backend);
  try {
    const planes: ChunksReport['planes'][number][] = [];
    for (const plane of PLANE_CASES) {
      const alone = await planeValues(device, plane, 'one at a time');
      const together = [await planeValues(device, plane, 'growing'), await planeValues(device, plane, 'uneven')];
      const differing = together.flatMap(({ loss, accuracy }) =>
        [...loss, ...accuracy].filter((value, i) => !Object.is(value, [...alone.loss, ...alone.accuracy][i])),
      );
      planes.push({
        name: plane.name,
        differing: differing.length,
        mostAtOnce: Math.max(...together.flatMap(({ chunks }) => chunks)),
        distinct: new Set(alone.loss).size,
      });
    }
    const bytes = await bytesOfPlane(device);
    const over = await bytesOverReplicas(device);
    const builder = new GraphBuilder();
    const program = device.compile(builder.build({ out: builder.scale(builder.input('x', [2], { perReplica: false }), 2) }), 1);
    const readings = [1, 2, 3].map((value) => {
      program.write('x', Float32Array.of(value, value));
      program.run(1);
      return program.read('out');
    });
    const values = await Promise.all(readings);
    program.dispose();
    return { planes, bytes, over, readings: values.map((each) => [...each]), tangles: await checkTangles(device, GRAPHS) };
  } finally {
    device.dispose();
  }
}

const POINTS = 8;

async function bytesOfPlane(device: Device): Promise<ChunksReport['bytes']> {
  const { plane, samples } = PLANE_CASES[4];
  const graph = planeGraph(plane, samples.n, samples.n, 'frozen');
  const { fixedBytes, replicaBytes } = device.memoryFor(graph);
  const program = device.compile(graph, POINTS);
  program.write('coords', new Float32Array(2 * POINTS));
  for (let run = 0; run < 4; run++) {
    program.run(POINTS);
    await program.read('loss');
  }
  const held = device.memory().bytes;
  program.dispose();
  return { held, foretold: fixedBytes + POINTS * replicaBytes };
}

async function bytesOverReplicas(device: Device): Promise<number[]> {
  const { plane, samples } = PLANE_CASES[4];
  const most = 16;
  const program = device.compile(planeGraph(plane, samples.n, samples.n, 'frozen'), most);
  const bytes: number[] = [];
  for (const replicas of [most, ...Array.from({ length: most }, (_, i) => i + 1)]) {
    program.write('coords', new Float32Array(2 * replicas));
    program.run(replicas);
    await program.read('loss');
    bytes.push(device.memory().bytes);
  }
  program.dispose();
  return bytes;
}
