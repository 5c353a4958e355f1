import type { CurvePoint } from '../../src/experiment/checkpoint';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Boundary, Landscape } from '../../src/experiment/landscape';
import type { PaneSnapshot, Snapshot } from '../../src/experiment/snapshot';
import { createRng, type Rng } from '../../src/math/random';

/** Made-up results that look like METHOD.md's: losses from 1e-4 to 1e8, ridges like those of ReLU nets, roughness to choice. */
export interface SyntheticOptions {
  readonly seed: number;
  readonly points?: number;
  /** Mean |second difference| of log(L + 0.1). */
  readonly roughness?: number;
  readonly samples?: number;
  readonly epochs?: number;
  readonly boundarySide?: number;
  readonly weights?: number;
}

export function roughnessOf(loss: ArrayLike<number>, width: number, height: number): number {
  let sum = 0;
  let count = 0;
  const at = (x: number, y: number) => Math.log((loss[y * width + x] as number) + 0.1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x > 0 && x < width - 1) {
        sum += Math.abs(at(x - 1, y) - 2 * at(x, y) + at(x + 1, y));
        count++;
      }
      if (y > 0 && y < height - 1) {
        sum += Math.abs(at(x, y - 1) - 2 * at(x, y) + at(x, y + 1));
        count++;
      }
    }
  }
  return sum / count;
}

export function syntheticLandscape({ seed, points = 65, roughness = 0.35, samples = 512 }: SyntheticOptions): Landscape {
  const rng = createRng(seed).fork('surface');
  const ridges = Array.from({ length: 40 }, () => ({ a: rng.normal(), b: rng.normal(), c: rng.normal() * 0.8, gain: rng.normal() * 1.2 }));
  const n = points * points;
  const noise = Float64Array.from({ length: n }, () => rng.normal());
  const build = (amplitude: number) =>
    Float32Array.from({ length: n }, (_, i) => {
      const x = -1 + (2 * (i % points)) / (points - 1);
      const y = -1 + (2 * Math.floor(i / points)) / (points - 1);
      const r = Math.hypot(x, y);
      let height = -9 + 20 * Math.sqrt(r) + (noise[i] as number) * amplitude * Math.min(1, 4 * r);
      for (const { a, b, c, gain } of ridges) height += gain * Math.max(0, a * x + b * y + c * r) * Math.min(1, 3 * r);
      return Math.exp(Math.max(-9.2, Math.min(18.4, height)));
    });
  let low = 0;
  let high = 4;
  for (let i = 0; i < 25; i++) {
    const middle = (low + high) / 2;
    if (roughnessOf(build(middle), points, points) < roughness) low = middle;
    else high = middle;
  }
  const loss = build(low);
  const accuracy = Float32Array.from(loss, (value) => {
    const share = 0.5 + 0.5 / (1 + Math.exp((Math.log(value) + 1.5) * 1.2));
    const count = Math.round(samples * Math.min(1, Math.max(0, share + (share < 0.999 ? rng.normal() * 0.02 : 0))));
    return count / samples;
  });
  const axis = { min: -1, max: 1, points };
  const done = new Uint8Array(n).fill(7);
  return { axes: [axis, axis], loss, accuracy, done, samples, cosine: -0.0123456789, cosineByChance: 0.0105 };
}

export function syntheticBoundary(seed: number, side: number, kinds = 2): Boundary {
  const rng = createRng(seed).fork('boundary');
  const phase = rng.uniform() * 6;
  const classes = Uint8Array.from({ length: side * side }, (_, i) => {
    const x = -1.2 + (2.4 * ((i % side) + 0.5)) / side;
    const y = -1.2 + (2.4 * (Math.floor(i / side) + 0.5)) / side;
    const turn = Math.atan2(y, x) - 9.4 * Math.hypot(x, y) + phase + 0.2 * Math.sin(7 * x) + 0.3 * Math.max(0, 2 * y - x);
    return Math.floor((((turn / (2 * Math.PI)) % 1) + 1) * kinds) % kinds;
  });
  return { width: side, height: side, x: [-1.17342, 1.16011], y: [-1.2003, 1.19457], inputs: [0, 1], classes };
}

export function syntheticCurve(seed: number, epochs: number, samples: number): CurvePoint[] {
  const rng = createRng(seed).fork('curve');
  const share = (loss: number) => Math.round(samples * Math.min(1, Math.max(0, 1 - loss / 1.5 + 0.01 * rng.normal()))) / samples;
  return Array.from({ length: epochs + 1 }, (_, epoch) => {
    const trainLoss = Math.fround(0.8 * Math.exp((-5 * epoch) / epochs + 0.35 * rng.normal()));
    const testLoss = Math.fround(trainLoss * Math.exp(0.2 + 0.2 * rng.normal()));
    return { epoch, trainLoss, trainAccuracy: share(trainLoss), testLoss, testAccuracy: share(testLoss) };
  });
}

function checkpoints(rng: Rng, epochs: number, parameters: number) {
  return [0, Math.floor(epochs / 2), epochs].map((epoch) => ({
    run: 0,
    epoch,
    theta: Float32Array.from({ length: parameters }, () => rng.normal()),
    state: Float32Array.from({ length: 16 }, () => rng.normal()),
    metrics: { trainLoss: rng.uniform(), trainAccuracy: 0.5, testLoss: Number.NaN, testAccuracy: 0.25 },
  }));
}

export function syntheticPane(options: SyntheticOptions): PaneSnapshot {
  const { seed, samples = 512, epochs = 120, boundarySide = 64, weights = 200 } = options;
  return {
    curves: [syntheticCurve(seed, epochs, samples)],
    checkpoints: checkpoints(createRng(seed), epochs, weights),
    landscape: syntheticLandscape(options),
    boundary: syntheticBoundary(seed, boundarySide),
    provenance: {
      backend: 'wasm',
      variant: 'relaxed-simd',
      engine: '0.1.0',
      host: 'Chrome 156 on Linux',
      date: '2026-11-23T22:07:34.123Z',
      trainSeconds: 8.132,
      gridSeconds: 5.917,
    },
  };
}

/** The default experiment, asking for as many points as it has made-up results for. */
export function syntheticSnapshot(options: SyntheticOptions): Snapshot {
  const usual = defaultDocument();
  const axis = { min: -1, max: 1, points: options.points ?? 65 };
  const panes = usual.panes.map((recipe) => ({
    ...recipe,
    runs: recipe.runs.map((run) => ({ ...run, epochs: options.epochs ?? 120 })),
    grid: { ...recipe.grid, alpha: axis, beta: axis },
  }));
  return { document: { ...usual, panes }, panes: panes.map((_, i) => syntheticPane({ ...options, seed: options.seed + i })) };
}

/** The snapshot with a path of so many checkpoints beside each surface. The plane's loss is left undefined. */
export function withPaths(snapshot: Snapshot, checkpoints: number): Snapshot {
  return {
    ...snapshot,
    panes: snapshot.panes.map((pane, i) => {
      const epochs = snapshot.document.panes[i]?.runs[0]?.epochs ?? 0;
      const points = Array.from({ length: checkpoints }, (_, k) => {
        const left = 1 - k / (checkpoints - 1);
        const numbers = { alpha: 3 * left, beta: Math.sin(5 * left), length: 9.87654321 * left, distance: 1.23456789 * left };
        return { epoch: Math.round((epochs * k) / (checkpoints - 1)), ...numbers, loss: Math.exp(left), planeLoss: Number.NaN };
      });
      return { ...pane, landscape: pane.landscape && { ...pane.landscape, explained: [0.625, 0.25], paths: [{ run: 0, points }] } };
    }),
  };
}
