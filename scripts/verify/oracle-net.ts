import type { Samples } from '../../src/catalog/datasets/types';
import type { WeightPoint } from '../../src/catalog/directions/types';
import { cnnDefinition } from '../../src/catalog/nets/cnn';
import { defineNet } from '../../src/catalog/nets/define';
import { buildMlp } from '../../src/catalog/nets/mlp';
import { resnetDefinition } from '../../src/catalog/nets/resnet';
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
  /** Puts a list of `buffers` into our state layout, in float64. */
  readonly flattenState: (buffers: readonly OracleBuffer[]) => Float64Array;
}

/** A running statistic of the file. */
export interface OracleBuffer {
  readonly name: string;
  readonly data: readonly number[];
}

/** Whether a net file is of a family that the engine has. Others are listed as skipped. */
export function isSupported(file: OracleFile): boolean {
  return ['mlp', 'cnn', 'resnet'].includes((file.spec as { kind?: string } | undefined)?.kind ?? '');
}

/** Builds a net of the oracle from its `spec` and `params`. Throws a clear Error where the file does not follow the format. */
export function readNet(name: string, file: OracleFile, folder: OracleFolder): OracleNet {
  const params = file.params as OracleTensor[];
  const { file: dataFile, n, input } = file.dataset as { file: string; n: number; input: string };
  const data = folder.get(dataFile);
  if (!data) throw new Error(`The folder has no ${dataFile}.`);
  const side = input === 'digits16' ? 16 : 8;
  const net = buildNet(file.spec as Spec, params, side);
  if (params.length !== net.parameters.slots.length) {
    throw new Error(`${name}.json has ${params.length} tensors; its spec needs ${net.parameters.slots.length}.`);
  }
  const flatten: OracleNet['flatten'] = (parts) => flattenParts(name, net, params, parts);
  const flattenState: OracleNet['flattenState'] = (buffers) => Float64Array.from(buffers.flatMap(({ data: values }) => values));
  const origin = {
    theta: Float32Array.from(flatten(params.map(({ data: values }) => values))),
    state: Float32Array.from(flattenState(file.buffers as OracleBuffer[])),
  };
  return { name, net, samples: readSamples(data, n, input), flatten, flattenState, origin };
}

interface Spec {
  readonly kind: 'mlp' | 'cnn' | 'resnet';
  readonly sizes: readonly number[];
  readonly act: 'tanh' | 'relu';
  readonly widths: readonly number[];
  readonly pool: number;
  readonly short: boolean;
}

function buildNet(spec: Spec, params: readonly OracleTensor[], side: number): Net {
  const zeros = (layout: Net['parameters']): Float32Array => new Float32Array(layout.size);
  if (spec.kind === 'mlp') {
    const input = { inputShape: [spec.sizes[0]], classes: spec.sizes.at(-1) as number };
    return buildMlp({ sizes: spec.sizes, activation: spec.act, skips: false, batchNorm: false }, input, zeros);
  }
  const classes = params.at(-1)?.shape[0] as number;
  const convs = params.filter(({ kind }) => kind === 'conv_weight');
  const input = { inputShape: [side, side, convs[0].shape[1]], classes };
  const definition =
    spec.kind === 'cnn'
      ? cnnDefinition({ widths: convs.map(({ shape }) => shape[0]), activation: 'relu', classes })
      : resnetDefinition({ widths: spec.widths, blocks: 1, shortcuts: spec.short, activation: 'relu', classes, pool: spec.pool });
  return defineNet(input, definition, zeros, { reason: '' });
}

/** Ours is the last axis for output units, rows before columns before channels; theirs the first, and channels before rows. */
function flattenParts(name: string, net: Net, params: readonly OracleTensor[], parts: readonly (readonly number[] | null)[]): Float64Array {
  const flat = new Float64Array(net.parameters.size);
  const lastConv = params.findLast(({ kind }) => kind === 'conv_weight');
  net.parameters.slots.forEach((slot, i) => {
    const part = parts[i];
    const { kind, shape } = params[i];
    if (!part) return;
    if (part.length !== slot.size) throw new Error(`${name}: tensor ${i} has ${part.length} entries, not ${slot.size}.`);
    if (kind === 'conv_weight') {
      const [units, channels, kh, kw] = shape;
      for (let k = 0; k < part.length; k++) {
        const [unit, channel, row, column] = [
          Math.floor(k / (channels * kh * kw)),
          Math.floor(k / (kh * kw)) % channels,
          Math.floor(k / kw) % kh,
          k % kw,
        ];
        flat[slot.offset + ((row * kw + column) * channels + channel) * units + unit] = part[k];
      }
    } else if (kind === 'linear_weight') {
      const [units, fanIn] = shape;
      const channels = lastConv ? lastConv.shape[0] : fanIn;
      const area = fanIn / channels;
      for (let k = 0; k < part.length; k++) {
        const [unit, from] = [Math.floor(k / fanIn), k % fanIn];
        const to = (from % area) * channels + Math.floor(from / area);
        flat[slot.offset + to * units + unit] = part[k];
      }
    } else flat.set(part, slot.offset);
  });
  return flat;
}

function readSamples(data: OracleFile, n: number, input: string): Samples {
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
