import type { Clock } from '../../clock';
import type { Device } from '../../device';
import { DeviceLost } from '../../device-lost';
import { GraphBuilder } from '../../graph/builder';
import type { Graph, NodeId } from '../../graph/graph';
import type { Tiling } from './tiling';

const REPLICAS = 4;
const RUNS = 3;

/** Layers like those of the nets: convolutions of few channels on large maps and of many on small ones, and a dense layer. Of each only sums are read. */
const LAYERS: readonly Graph[] = [
  layer([64, 16, 16, 8], [3, 3, 8, 16], (b, x, kernel) => b.conv2d(x, kernel, { stride: 1, padding: 1 })),
  layer([64, 8, 8, 32], [3, 3, 32, 32], (b, x, kernel) => b.conv2d(x, kernel, { stride: 1, padding: 1 })),
  layer([512, 64], [64, 64], (b, x, kernel) => b.matmul(x, kernel)),
];

/** Milliseconds of the test layers in each tiling. */
export type TilingTimes = Readonly<Record<string, number>>;

/**
 * Runs a few layers in each tiling and takes the fastest: a few seconds on a software adapter, most of them for compiling. `use` makes the device
 * compile and run in a tiling; `attempt` answers null where the device refused something in one, which is then left out. Rejects with a DeviceLost where it
 * refused all.
 */
export async function measureTilings(
  device: Device,
  tilings: readonly Tiling[],
  use: (tiling: Tiling) => void,
  clock: Clock,
  attempt: (run: () => Promise<number>) => Promise<number | null> = (run) => run(),
): Promise<{ readonly fastest: Tiling; readonly times: TilingTimes }> {
  const times: Record<string, number> = {};
  for (const tiling of tilings) {
    use(tiling);
    const time = await attempt(async () => {
      let total = 0;
      for (const graph of LAYERS) total += await timeOf(device, graph, clock);
      return total;
    });
    if (time !== null) times[tiling.name] = time;
  }
  const [first, ...others] = tilings.filter(({ name }) => name in times);
  if (!first) throw new DeviceLost('WebGPU failed: no tiling works.');
  const fastest = others.reduce((best, tiling) => (times[tiling.name] < times[best.name] ? tiling : best), first);
  return { fastest, times };
}

/** The shortest of a few runs; the first compiles and is not counted. */
async function timeOf(device: Device, graph: Graph, clock: Clock): Promise<number> {
  const program = device.compile(graph, REPLICAS);
  try {
    let best = Number.POSITIVE_INFINITY;
    for (let run = 0; run <= RUNS; run++) {
      const start = clock();
      program.run(REPLICAS);
      await program.read('sum');
      if (run > 0) best = Math.min(best, clock() - start);
    }
    return best;
  } finally {
    program.dispose();
  }
}

function layer(input: readonly number[], kernel: readonly number[], apply: (b: GraphBuilder, x: NodeId, kernel: NodeId) => NodeId): Graph {
  const b = new GraphBuilder();
  const x = b.input('x', input, { perReplica: true });
  return b.build({ sum: b.columnSum(apply(b, x, b.input('kernel', kernel, { perReplica: true }))) });
}
