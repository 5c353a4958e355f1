import type { Clock } from '../../clock';
import type { Device } from '../../device';
import { GraphBuilder } from '../../graph/builder';
import type { Graph } from '../../graph/graph';
import type { Tiling } from './tiling';

/** Layers like those of the nets on images: few channels on large maps, many on small ones. */
const LAYERS = [
  { images: 64, side: 16, from: 8, to: 16, replicas: 2 },
  { images: 64, side: 8, from: 32, to: 32, replicas: 2 },
] as const;
const RUNS = 3;

/** Milliseconds of the test layers in each tiling. */
export type TilingTimes = Readonly<Record<string, number>>;

/**
 * Runs a few convolutions in each tiling and takes the fastest: about a second on a software adapter. `use` makes the device compile and run
 * in a tiling.
 */
export async function measureTilings(
  device: Device,
  tilings: readonly Tiling[],
  use: (tiling: Tiling) => void,
  clock: Clock,
): Promise<{ readonly fastest: Tiling; readonly times: TilingTimes }> {
  const times: Record<string, number> = {};
  for (const tiling of tilings) {
    use(tiling);
    let total = 0;
    for (const layer of LAYERS) total += await timeOf(device, layer, clock);
    times[tiling.name] = total;
  }
  const fastest = tilings.reduce((best, tiling) => (times[tiling.name] < times[best.name] ? tiling : best));
  return { fastest, times };
}

async function timeOf(device: Device, { replicas, ...layer }: (typeof LAYERS)[number], clock: Clock): Promise<number> {
  const program = device.compile(layerGraph(layer), replicas);
  try {
    let best = Number.POSITIVE_INFINITY;
    // The first run compiles.
    for (let run = 0; run <= RUNS; run++) {
      const start = clock();
      program.run(replicas);
      await program.read('sum');
      if (run > 0) best = Math.min(best, clock() - start);
    }
    return best;
  } finally {
    program.dispose();
  }
}

/** A 3×3 convolution, of which only sums are read. */
function layerGraph({ images, side, from, to }: Omit<(typeof LAYERS)[number], 'replicas'>): Graph {
  const b = new GraphBuilder();
  const x = b.input('x', [images, side, side, from], { perReplica: true });
  const kernel = b.input('kernel', [3, 3, from, to], { perReplica: true });
  return b.build({ sum: b.columnSum(b.conv2d(x, kernel, { stride: 1, padding: 1 })) });
}
