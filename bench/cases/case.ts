import type { TensorSlot } from '../../src/catalog/layout';
import { type BenchNet, benchNets } from './nets';

/** A plane through a net's weights with its data, as written to a file: every contestant reads the same numbers. */
export interface CaseFile {
  readonly name: BenchNet;
  readonly n: number;
  readonly inputShape: readonly number[];
  readonly classes: number;
  readonly parameters: readonly TensorSlot[];
  readonly state: readonly TensorSlot[];
  readonly origin: { readonly theta: readonly number[]; readonly state: readonly number[] };
  readonly deltas: readonly (readonly number[])[];
  readonly x: readonly number[];
  readonly labels: readonly number[];
  /** Points (α, β), and what every contestant must find there: the losses, and the curvatures vᵀHv over all weights along {@link alongDelta}. */
  readonly checks: { readonly coords: readonly number[]; readonly losses: readonly number[]; readonly curvatures: readonly number[] };
  /** Multiply-adds of the dense layers and convolutions of one grid point. */
  readonly multiplyAdds: number;
}

/** The same, as typed arrays beside the net. */
export type Case = ReturnType<typeof readCase>;

/** A case from its file. */
export function readCase(file: CaseFile) {
  const [delta, eta] = file.deltas.map((values) => Float32Array.from(values)) as [Float32Array, Float32Array];
  return {
    name: file.name,
    net: benchNets[file.name](),
    theta: Float32Array.from(file.origin.theta),
    state: Float32Array.from(file.origin.state),
    delta,
    eta,
    samples: { n: file.n, x: Float32Array.from(file.x), labels: Int32Array.from(file.labels) },
  };
}

/** The first direction at unit length, along which curvatures are taken. */
export function alongDelta({ delta }: { readonly delta: Float32Array }): Float64Array {
  const length = Math.sqrt(delta.reduce((sum, value) => sum + value * value, 0));
  return Float64Array.from(delta, (value) => value / length);
}

/** Fetches a case of this site. */
export async function fetchCase(name: BenchNet): Promise<Case> {
  return readCase((await (await fetch(`../cases/${name}.json`)).json()) as CaseFile);
}

/** Point i of a plane's timed points: a fine grid over the default window, begun in the middle of it. */
export function pointsOf(count: number): Float64Array {
  return Float64Array.from({ length: 2 * count }, (_, k) => {
    const i = k >> 1;
    return k % 2 === 0 ? ((i % 64) - 32) / 64 : ((Math.floor(i / 64) % 64) - 32) / 64;
  });
}
