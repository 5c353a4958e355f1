import type { Samples } from '../../src/catalog/datasets/types';
import type { WeightPoint } from '../../src/catalog/directions/types';
import { defineNet, type Layers, type NetDefinition, type Value } from '../../src/catalog/nets/define';
import { buildMlp } from '../../src/catalog/nets/mlp';
import { resnetDefinition } from '../../src/catalog/nets/resnet';
import type { Net } from '../../src/catalog/nets/types';

/** A parsed file of an oracle folder (its README gives the format). */
export type OracleFile = Readonly<Record<string, unknown>>;

/** The files of an oracle folder by name. */
export type OracleFolder = ReadonlyMap<string, OracleFile>;

const DIGITS_SIDE = 8;

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
  const images = 'pixels' in data ? { side: digitsSide(input), channels: 1 } : imagesOf(data, params);
  const net = buildNet(file.spec as Spec, params, images);
  if (params.length !== net.parameters.slots.length) {
    throw new Error(`${name}.json has ${params.length} tensors; its spec needs ${net.parameters.slots.length}.`);
  }
  const flatten: OracleNet['flatten'] = (parts) => flattenParts(name, net, params, parts);
  const flattenState: OracleNet['flattenState'] = (buffers) => Float64Array.from(buffers.flatMap(({ data: values }) => values));
  const origin = {
    theta: Float32Array.from(flatten(params.map(({ data: values }) => values))),
    state: Float32Array.from(flattenState(file.buffers as OracleBuffer[])),
  };
  return { name, net, samples: readSamples(data, n, input, images), flatten, flattenState, origin };
}

/** Square images of a data file. */
interface Images {
  readonly side: number;
  readonly channels: number;
}

interface Spec {
  readonly kind: 'mlp' | 'cnn' | 'resnet';
  readonly sizes: readonly number[];
  readonly act: 'tanh' | 'relu';
  readonly widths: readonly number[];
  readonly pool: number;
  readonly short: boolean;
}

/** "digits16": pixels of the 8×8 digits are repeated so that a side has as many. */
function digitsSide(input: string): number {
  const side = Number(/^digits(\d+)$/.exec(input)?.[1]);
  if (!(side > 0 && side % DIGITS_SIDE === 0)) throw new Error(`No images are known as "${input}".`);
  return side;
}

/** Rows of a data file seen as images of as many channels as the first convolution takes; null where there is none. */
function imagesOf(data: OracleFile, params: readonly OracleTensor[]): Images | null {
  const first = params.find(({ kind }) => kind === 'conv_weight');
  if (!first) return null;
  const channels = first.shape[1];
  return { side: Math.sqrt((data.x as number[]).length / (data.labels as number[]).length / channels), channels };
}

function buildNet(spec: Spec, params: readonly OracleTensor[], images: Images | null): Net {
  const zeros = (layout: Net['parameters']): Float32Array => new Float32Array(layout.size);
  if (spec.kind === 'mlp') {
    const input = { inputShape: [spec.sizes[0]], classes: spec.sizes.at(-1) as number };
    return buildMlp({ sizes: spec.sizes, activation: spec.act, skips: false, batchNorm: false }, input, zeros);
  }
  if (!images) throw new Error('A convolutional net needs images.');
  const classes = params.at(-1)?.shape[0] as number;
  const { widths, short: shortcuts, pool } = spec;
  const definition =
    spec.kind === 'cnn'
      ? cnnOf(params)
      : resnetDefinition({ stem: params[0].shape[0], widths, blocks: 1, shortcuts, activation: 'relu', classes, pool });
  return defineNet({ inputShape: [images.side, images.side, images.channels], classes }, definition, zeros, { reason: '' });
}

/** Each convolution with bias, ReLU and 2×2 max pooling, then dense layers with ReLU between: their number and sizes are those of the tensors. */
function cnnOf(params: readonly OracleTensor[]): NetDefinition {
  const weights = params.filter(({ shape }) => shape.length > 1);
  return <T>(layers: Layers<T>, x: Value<T>): Value<T> => {
    let h = x;
    weights.forEach(({ kind, shape: [units, , size] }, i) => {
      const name = `layer${i + 1}`;
      if (kind === 'conv_weight') h = layers.maxPool(layers.activation(layers.conv(name, h, units, { size, bias: true }), 'relu'), 2);
      else {
        h = layers.dense(name, h.shape.length > 1 ? layers.flatten(h) : h, units);
        if (i < weights.length - 1) h = layers.activation(h, 'relu');
      }
    });
    return h;
  };
}

/** Ours is the last axis for output units, rows before columns before channels; theirs the first, and channels before rows. */
function flattenParts(name: string, net: Net, params: readonly OracleTensor[], parts: readonly (readonly number[] | null)[]): Float64Array {
  const flat = new Float64Array(net.parameters.size);
  const lastConv = params.findLast(({ kind }) => kind === 'conv_weight');
  const afterConv = lastConv && params.find(({ kind }) => kind === 'linear_weight');
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
      const channels = lastConv && params[i] === afterConv ? lastConv.shape[0] : fanIn;
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

function readSamples(data: OracleFile, n: number, input: string, images: Images | null): Samples {
  const labels = Int32Array.from((data.labels as number[]).slice(0, n));
  const values = 'pixels' in data ? digits(data.pixels as number[], digitsSide(input)) : (data.x as number[]);
  const width = values.length / (data.labels as number[]).length;
  const x = Float32Array.from(values.slice(0, n * width));
  return { n, labels, x: images ? channelsLast(x, images) : x };
}

/** Images of 8×8 pixels: x = pixel/8 − 1; wider ones repeat each pixel along both axes. */
function digits(pixels: readonly number[], wide: number): number[] {
  const factor = wide / DIGITS_SIDE;
  return Array.from({ length: pixels.length * factor * factor }, (_, i) => {
    const [image, row, column] = [Math.floor(i / (wide * wide)), Math.floor(i / wide) % wide, i % wide];
    const at = (image * DIGITS_SIDE + Math.floor(row / factor)) * DIGITS_SIDE + Math.floor(column / factor);
    return (pixels[at] as number) / 8 - 1;
  });
}

/** Theirs is [n, channels, rows, columns]; ours has channels last. */
function channelsLast(x: Float32Array, { side, channels }: Images): Float32Array {
  const area = side * side;
  return x.map((_, i) => {
    const [image, position, channel] = [Math.floor(i / (area * channels)), Math.floor(i / channels) % area, i % channels];
    return x[(image * channels + channel) * area + position];
  });
}
