import { type IgnoreId, type NormId, normaliseDirection } from '../../src/catalog/directions/normalise';
import { layersOf } from '../../src/catalog/nets/diagram';
import type { Net } from '../../src/catalog/nets/types';
import type { Device } from '../../src/engine/device';
import { type Plane, pointOnPlane } from '../../src/engine/plane';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createSlopes } from '../../src/engine/slopes';
import type { BatchNormMode } from '../../src/experiment/recipe';
import { cosineOf, gramOf } from '../../src/math/gram';
import { compare, relativeNorm } from './compare';
import { checkHessian } from './curvature';
import { evaluateLogits, evaluatePoints, evaluateRunningStatistics } from './evaluate';
import { isSupported, type OracleBuffer, type OracleFile, type OracleFolder, type OracleNet, readNet } from './oracle-net';
import { type CheckRow, failed, row, skipped } from './rows';
import { checkTrajectory, trajectorySurfaces } from './trajectories';

/** Tolerances by kind of net and backend ( the reference's own float32 is within 5.2e-6). */
function tolerancesOf(device: Device, net: Net) {
  const isConv = net.parameters.slots.some(({ shape }) => shape.length === 4);
  if (isConv) return { loss: { rtol: 1e-4, atol: 1e-7 }, gradient: 1e-3, logits: 1e-4 };
  const isGpu = device.id === 'webgl' || device.id === 'webgpu';
  return { loss: { rtol: isGpu ? 1e-4 : 2e-5, atol: 1e-7 }, gradient: isGpu ? 3e-4 : 1e-4, logits: isGpu ? 1e-4 : 2e-5 };
}

/** Float64 top-two logit gaps below this share of max|logit| are ties: either class counts as right. */
const TIE = 1e-5;

/** Kinds of files beside a net's own. */
const KNOWN = ['interp', 'norms', 'grads', 'trajectory', 'hessian'];

/** Checks every net of a folder on one device. A quantity that is present but fails to be checked counts as failed. */
export async function* checkFolder(device: Device, folder: OracleFolder): AsyncGenerator<CheckRow> {
  for (const [fileName, file] of folder) {
    if (!('spec' in file)) continue;
    const name = fileName.replace(/\.json$/, '');
    if (!isSupported(file)) {
      yield skipped(device, name, 'everything', 'this net family comes later');
      continue;
    }
    try {
      yield* checkNet(device, readNet(name, file, folder), file, folder);
    } catch (error) {
      // One net that breaks off is a failure of that net; the others are still looked at.
      yield failed(device, name, 'everything after this', error instanceof Error ? error.message : String(error));
    }
  }
}

async function* checkNet(device: Device, net: OracleNet, file: OracleFile, folder: OracleFolder): AsyncGenerator<CheckRow> {
  const directions = file.directions as { x: Parts; y: Parts; cosineSimilarity: number };
  const plane: Plane = {
    net: net.net,
    origin: net.origin,
    directions: [directions.x, directions.y].map((parts) => ({ delta: Float32Array.from(net.flatten(parts)) })),
  };
  const center = file.center as { loss64: number; acc64: number };
  yield* checkPoints(device, net, plane, 'center', [[0, 0]], { loss64: [center.loss64], acc64: [center.acc64] });
  const cosine = cosineOf(gramOf(plane.directions[0].delta, plane.directions[1].delta));
  yield row(device, net.name, 'cosine of the axes', compare([cosine], [directions.cosineSimilarity], { rtol: 0, atol: 1e-6 }));
  const line = file.line as (Curve & { coords: number[] }) | undefined;
  const places = line?.coords.map((x) => [x, 0]) ?? [];
  if (line) yield* checkPoints(device, net, plane, 'line', places, line);
  const grid = file.grid as { xcoords: number[]; ycoords: number[]; loss64: number[][]; acc64: number[][] } | undefined;
  const points = grid?.ycoords.flatMap((y) => grid.xcoords.map((x) => [x, y])) ?? [];
  if (grid) yield* checkPoints(device, net, plane, 'grid', points, { loss64: grid.loss64.flat(), acc64: grid.acc64.flat() });
  yield* checkProbe(device, net, plane, file);
  for (const [suffix, check] of Object.entries({ interp: checkInterpolation, norms: checkNorms, grads: checkGradients })) {
    const part = folder.get(`${net.name}_${suffix}.json`);
    if (part) yield* check(device, net, part);
  }
  const trajectory = folder.get(`${net.name}_trajectory.json`);
  if (trajectory) {
    yield* checkTrajectory(device, net, trajectory);
    for (const [ignore, { axes, points: places, ...expected }] of trajectorySurfaces(net, trajectory)) {
      const pcaPlane: Plane = { net: net.net, origin: net.origin, directions: axes.map((delta) => ({ delta })) };
      yield* checkPoints(device, net, pcaPlane, `PCA ${ignore}: surface`, places, expected);
    }
  }
  const hessian = folder.get(`${net.name}_hessian.json`);
  if (hessian) yield* checkHessian(device, net, plane, hessian);
  for (const name of folder.keys()) {
    const suffix = name.startsWith(`${net.name}_`) ? name.slice(net.name.length + 1, -'.json'.length) : undefined;
    if (suffix && folder.get(name)?.net === net.name && !KNOWN.includes(suffix))
      yield failed(device, net.name, suffix, 'there is no check for this file');
  }
}

type Parts = readonly (readonly number[] | null)[];
interface Curve {
  readonly loss64: readonly (number | null)[];
  readonly acc64: readonly (number | null)[];
}

async function* checkPoints(
  device: Device,
  net: OracleNet,
  plane: Plane,
  quantity: string,
  allCoords: readonly (readonly number[])[],
  whole: Curve,
  mode: BatchNormMode = 'frozen',
): AsyncGenerator<CheckRow> {
  const chosen = chosenPoints(device, net, allCoords.length);
  const coords = chosen.map((i) => allCoords[i]);
  const expected: Curve = { loss64: chosen.map((i) => whole.loss64[i]), acc64: chosen.map((i) => whole.acc64[i]) };
  const part = chosen.length < allCoords.length ? `${chosen.length} of ${allCoords.length} points` : '';
  const { loss, accuracy } = await evaluatePoints(device, plane, net.samples, mode, coords);
  yield row(device, net.name, `${quantity} loss`, compare(loss, expected.loss64, tolerancesOf(device, net.net).loss), part);
  let deviation = compare(accuracy, expected.acc64, { rtol: 0, atol: 1e-9 });
  let ties = 0;
  if (deviation.failures > 0) {
    let failures = 0;
    for (let i = 0; i < coords.length; i++) {
      const wrong = Math.round((Math.abs((accuracy[i] as number) - (expected.acc64[i] ?? NaN)) * net.samples.n) / 100);
      if (wrong === 0) continue;
      const allowed = await countTies(plane, net, coords[i] as readonly number[]);
      ties += Math.min(wrong, allowed);
      if (!(wrong <= allowed)) failures++;
    }
    deviation = { ...deviation, failures };
  }
  yield row(device, net.name, `${quantity} accuracy`, deviation, [part, ties > 0 ? `${ties} ties` : ''].filter(Boolean).join(', '));
}

/** Multiply-adds that a curve of a convolutional net may take where neither SIMD nor a GPU is at work: about ten seconds. */
const SLOW_BUDGET = 1.5e9;
const FEWEST_POINTS = 8;

/** Indices of the points to check: all, but for convolutional nets on plain CPU or a GPU in software as many as the budget allows, evenly spread. */
function chosenPoints(device: Device & { readonly hardware?: boolean }, { net, samples }: OracleNet, total: number): number[] {
  const all = Array.from({ length: total }, (_, i) => i);
  const isSlow = device.id === 'cpu' || device.hardware === false;
  if (!isSlow || !net.parameters.slots.some(({ shape }) => shape.length === 4)) return all;
  const perPoint = samples.n * layersOf(net).reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  const count = Math.min(total, Math.max(FEWEST_POINTS, Math.floor(SLOW_BUDGET / perPoint)));
  return Array.from({ length: count }, (_, i) => Math.round((i * (total - 1)) / Math.max(1, count - 1)));
}

/** Samples whose two largest float64 logits are closer than {@link TIE} times the largest magnitude. */
async function countTies(plane: Plane, net: OracleNet, coords: readonly number[]): Promise<number> {
  const logits = await evaluateLogits(createReferenceDevice('f64'), net.net, pointOnPlane(plane, coords), net.samples);
  const { classes } = net.net.input;
  let ties = 0;
  for (let sample = 0; sample < net.samples.n; sample++) {
    const sorted = Array.from(logits.subarray(sample * classes, (sample + 1) * classes)).sort((a, b) => b - a);
    const largest = Math.max(...sorted.map(Math.abs));
    if ((sorted[0] as number) - (sorted[1] as number) < TIE * largest) ties++;
  }
  return ties;
}

async function* checkProbe(device: Device, net: OracleNet, plane: Plane, file: OracleFile): AsyncGenerator<CheckRow> {
  const probe = file.probe as { samples: number; logitsCenter64: number[][]; coord: number[]; logitsAtCoord64: number[][] } | undefined;
  if (!probe) return;
  const samples = {
    ...net.samples,
    n: probe.samples,
    x: net.samples.x.subarray(0, (net.samples.x.length / net.samples.n) * probe.samples),
  };
  const places = [
    { quantity: 'logits at center', coords: [0, 0], expected: probe.logitsCenter64.flat() },
    { quantity: 'logits at probe', coords: probe.coord, expected: probe.logitsAtCoord64.flat() },
  ];
  for (const { quantity, coords, expected } of places) {
    const logits = await evaluateLogits(device, net.net, pointOnPlane(plane, coords), samples);
    yield row(device, net.name, quantity, relativeNorm(logits, expected, tolerancesOf(device, net.net).logits));
  }
}

async function* checkInterpolation(device: Device, net: OracleNet, file: OracleFile): AsyncGenerator<CheckRow> {
  const { params, buffers } = file.minimizer2 as { params: { data: number[] }[]; buffers: OracleBuffer[] };
  const difference = (end: Float64Array, start: Float32Array): Float32Array => Float32Array.from(end).map((value, i) => value - start[i]);
  const direction = {
    delta: difference(net.flatten(params.map(({ data }) => data)), net.origin.theta),
    stateDelta: difference(net.flattenState(buffers), net.origin.state),
  };
  const plane: Plane = { net: net.net, origin: net.origin, directions: [direction] };
  const coords = (file.coords as number[]).map((a) => [a]);
  yield* checkPoints(device, net, plane, 'interpolation', coords, file.weights as Curve);
  if (file.states) yield* checkPoints(device, net, plane, 'states interpolation', coords, file.states as Curve, 'interpolated');
}

async function* checkNorms(device: Device, net: OracleNet, file: OracleFile): AsyncGenerator<CheckRow> {
  const raw = Float32Array.from(net.flatten(file.raw as Parts));
  for (const [key, parts] of Object.entries(file.normalized as Record<string, Parts>)) {
    const [norm, ignore] = key.split('+') as [NormId, IgnoreId | undefined];
    const direction = normaliseDirection(raw, net.origin.theta, net.net.parameters, norm, ignore ?? 'none');
    yield row(device, net.name, `norm ${key}`, compare(direction, net.flatten(parts), { rtol: 1e-6, atol: 1e-7 }));
  }
}

async function* checkGradients(device: Device, net: OracleNet, file: OracleFile): AsyncGenerator<CheckRow> {
  for (const [mode, batchNorm] of Object.entries({ evalMode: 'frozen', trainMode: 'recomputed' } as const)) {
    const expected = file[mode] as { samples: number; loss: number; grads: Parts; buffersAfter?: OracleBuffer[] } | undefined;
    if (!expected) continue;
    const { n, x, labels } = net.samples;
    const samples = {
      n: expected.samples,
      x: x.subarray(0, (x.length / n) * expected.samples),
      labels: labels.subarray(0, expected.samples),
    };
    const slopes = createSlopes(device, net.net, samples, batchNorm);
    const { loss, gradient } = await slopes.at(net.origin);
    slopes.dispose();
    const tolerances = tolerancesOf(device, net.net);
    yield row(device, net.name, `gradient loss, ${mode}`, compare([loss], [expected.loss], tolerances.loss));
    yield row(device, net.name, `gradient, ${mode}`, relativeNorm(gradient, net.flatten(expected.grads), tolerances.gradient));
    if (!expected.buffersAfter?.length) continue;
    const after = await evaluateRunningStatistics(device, net.net, net.origin, samples);
    yield row(
      device,
      net.name,
      `statistics after, ${mode}`,
      relativeNorm(after, net.flattenState(expected.buffersAfter), tolerances.gradient),
    );
  }
}
