import type { Samples } from '../../src/catalog/datasets/types';
import type { WeightPoint } from '../../src/catalog/directions/types';
import { buildMlp } from '../../src/catalog/nets/mlp';
import type { Net } from '../../src/catalog/nets/types';

/** A parsed file of an oracle folder (its README gives the format). */
export type OracleFile = Readonly<Record<string, unknown>>;

/** The files of an oracle folder by name. */
export type OracleFolder = ReadonlyMap<string, OracleFile>;

interface OracleTensor {
  readonly name: string;
  readonly kind: string;
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A net of an oracle folder in our layout, with the samples it is evaluated on. */
export interface OracleNet {
  readonly name: string;
  readonly net: Net;
  readonly origin: WeightPoint;
  readonly samples: Samples;
  /** Puts a list parallel to the file's `params` (null = zeros) into our flat layout, in float64. */
  readonly flatten: (parts: readonly (readonly number[] | null)[]) => Float64Array;
}

/** Whether a net file is of a family that the engine has. Others are listed as skipped. */
export function isSupported(file: OracleFile): boolean {
  return (file.spec as { kind?: string } | undefined)?.kind === 'mlp';
}

/** Builds a net of the oracle from its `spec` and `params`. Throws a clear Error where the file does not follow the format. */
export function readNet(name: string, file: OracleFile, folder: OracleFolder): OracleNet {
  const spec = file.spec as { sizes: number[]; act: 'tanh' | 'relu' };
  const params = file.params as OracleTensor[];
  const samples = readSamples(file.dataset as { file: string; n: number; input: string }, folder);
  const net = buildMlp(
    { sizes: spec.sizes, activation: spec.act, skips: false, batchNorm: false },
    { inputShape: [spec.sizes[0] as number], classes: spec.sizes.at(-1) as number },
    (layout) => new Float32Array(layout.size),
  );
  if (params.length !== net.parameters.slots.length)
    throw new Error(`${name}.json has ${params.length} tensors; its spec needs ${net.parameters.slots.length}.`);
  const flatten = (parts: readonly (readonly number[] | null)[]): Float64Array => flattenParts(name, net, params, parts);
  return {
    name,
    net,
    samples,
    flatten,
    origin: { theta: Float32Array.from(flatten(params.map(({ data }) => data))), state: new Float32Array(0) },
  };
}

function flattenParts(name: string, net: Net, params: readonly OracleTensor[], parts: readonly (readonly number[] | null)[]): Float64Array {
  const flat = new Float64Array(net.parameters.size);
  net.parameters.slots.forEach((slot, i) => {
    const part = parts[i];
    const { kind, shape } = params[i] as OracleTensor;
    if (!part) return;
    if (part.length !== slot.size) throw new Error(`${name}: tensor ${i} has ${part.length} entries, not ${slot.size}.`);
    if (kind !== 'linear_weight') {
      flat.set(part, slot.offset);
      return;
    }
    const [units, fanIn] = shape as [number, number];
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < fanIn; k++) flat[slot.offset + k * units + unit] = part[unit * fanIn + k] as number;
    }
  });
  return flat;
}

function readSamples({ file, n, input }: { file: string; n: number; input: string }, folder: OracleFolder): Samples {
  const data = folder.get(file);
  if (!data) throw new Error(`The folder has no ${file}.`);
  const labels = Int32Array.from((data.labels as number[]).slice(0, n));
  const values = 'pixels' in data ? digits(data.pixels as number[], input) : (data.x as number[]);
  const width = values.length / (data.labels as number[]).length;
  return { n, labels, x: Float32Array.from(values.slice(0, n * width)) };
}

/** Images of 8×8 pixels: x = pixel/8 − 1; "digits16" doubles each pixel along both axes. */
function digits(pixels: readonly number[], input: string): number[] {
  const [side, factor] = [8, input === 'digits16' ? 2 : 1];
  const wide = side * factor;
  return Array.from({ length: pixels.length * factor * factor }, (_, i) => {
    const [image, row, column] = [Math.floor(i / (wide * wide)), Math.floor(i / wide) % wide, i % wide];
    return (pixels[image * side * side + Math.floor(row / factor) * side + Math.floor(column / factor)] as number) / 8 - 1;
  });
}
