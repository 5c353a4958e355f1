import type { IgnoreId } from '../../src/catalog/directions/normalise';
import { trajectoryPca } from '../../src/catalog/directions/trajectory-pca';
import type { Device } from '../../src/engine/device';
import { absoluteOnly, compare } from './compare';
import type { OracleFile, OracleNet } from './oracle-net';
import { type CheckRow, row } from './rows';

/** 1 − |cosine| of our axes and the reference's. */
const AXES = 1e-4;
const NUMBERS = 1e-4;
/** Components with a smaller share of the variance are rounding. */
const NEGLIGIBLE = 1e-10;

type Parts = readonly (readonly number[] | null)[];

interface PcaPart {
  readonly pc1: Parts;
  readonly pc2: Parts;
  readonly explainedVarianceRatio64: readonly number[];
  readonly singularValues64: readonly number[];
  readonly proj64: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly surface?: TrajectorySurface;
}

/** A loss grid in the plane of the reference's own axes. */
export interface TrajectorySurface {
  readonly axes: readonly Float32Array[];
  readonly points: readonly (readonly number[])[];
  readonly loss64: readonly number[];
  readonly acc64: readonly number[];
}

interface FileSurface {
  readonly xcoords: readonly number[];
  readonly ycoords: readonly number[];
  readonly loss64: readonly (readonly number[])[];
  readonly acc64: readonly (readonly number[])[];
}

/** Axes, explained variances and projections of a trajectory's PCA, which no device has a part in. */
export function* checkTrajectory(device: Device, net: OracleNet, file: OracleFile): Generator<CheckRow> {
  const points = (file.checkpoints as { flat: number[] }[]).map(({ flat }) => ({
    theta: Float32Array.from(net.flatten(splitFlat(net, flat))),
    state: net.origin.state,
  }));
  for (const [ignore, part] of pcaParts(file)) {
    const { directions, explained, singularValues } = trajectoryPca(points, net.origin, net.net.parameters, {
      centred: true,
      ignore,
      components: 2,
    });
    const name = (what: string): string => `PCA ${ignore}: ${what}`;
    const axes = [part.pc1, part.pc2].map((parts) => net.flatten(parts));
    const cosines = axes.map((axis, k) => cosine(directions[k].delta, axis));
    yield row(device, net.name, name('axes'), compare(cosines.map(Math.abs), [1, 1], { rtol: 0, atol: AXES }));
    const counted = part.explainedVarianceRatio64.filter((share) => share > NEGLIGIBLE).length;
    const first = (values: ArrayLike<number>): number[] => Array.from(values).slice(0, counted);
    const compared = (found: ArrayLike<number>, expected: ArrayLike<number>) =>
      compare(first(found), first(expected), { rtol: NUMBERS, atol: 0 });
    yield row(device, net.name, name('explained variance'), compared(explained, part.explainedVarianceRatio64));
    yield row(device, net.name, name('singular values'), compared(singularValues, part.singularValues64));
    const projections = directions.flatMap(({ delta }, k) =>
      points.map(({ theta }) => Math.sign(cosines[k]) * dot(theta, net.origin.theta, delta)),
    );
    const expected = [...part.proj64.x, ...part.proj64.y];
    const largest = Math.max(...expected.map(Math.abs));
    yield row(device, net.name, name('projections'), absoluteOnly(compare(projections, expected, { rtol: 0, atol: NUMBERS * largest })));
  }
}

/** The loss grids of a trajectory file, for the device to evaluate. */
export function* trajectorySurfaces(net: OracleNet, file: OracleFile): Generator<readonly [IgnoreId, TrajectorySurface]> {
  for (const [ignore, part] of pcaParts(file)) {
    const surface = part.surface as FileSurface | undefined;
    if (!surface) continue;
    const axes = [part.pc1, part.pc2].map((parts) => Float32Array.from(net.flatten(parts)));
    const points = surface.ycoords.flatMap((y) => surface.xcoords.map((x) => [x, y]));
    yield [ignore, { axes, points, loss64: surface.loss64.flat(), acc64: surface.acc64.flat() }];
  }
}

function pcaParts(file: OracleFile): [IgnoreId, Omit<PcaPart, 'surface'> & { readonly surface?: unknown }][] {
  return Object.entries(file.pca as Record<IgnoreId, PcaPart>) as [IgnoreId, PcaPart][];
}

/** All parameters one after the other, as a list of tensors. */
function splitFlat(net: OracleNet, flat: readonly number[]): number[][] {
  let end = 0;
  return net.net.parameters.slots.map(({ size }) => {
    end += size;
    return flat.slice(end - size, end);
  });
}

function cosine(a: Float32Array, b: Float64Array): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    ab += a[i] * b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
  }
  return ab / Math.sqrt(aa * bb);
}

/** (a − b)·axis */
function dot(a: Float32Array, b: Float32Array, axis: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) * axis[i];
  return sum;
}
