import type { ActivationKind } from '../activations';
import { type Layers, layoutLayers, type Value } from './define';
import type { Net } from './types';

export type LayerKind =
  | 'input'
  | 'conv'
  | 'dense'
  | 'batchNorm'
  | 'activation'
  | 'add'
  | 'concatenate'
  | 'maxPool'
  | 'averagePool'
  | 'globalAveragePool'
  | 'flatten';

/** One layer of a net, in the order of evaluation. */
export interface Layer {
  readonly kind: LayerKind;
  /** As in the names of its tensors; '' where it owns none. */
  readonly name: string;
  /** Indices of the layers that it reads, the main one first. */
  readonly from: readonly number[];
  /** Of its output, without the sample axis. */
  readonly shape: readonly number[];
  /** Trained numbers that it owns. */
  readonly parameters: number;
  /** Multiplications of a convolution or dense layer, for one sample. */
  readonly multiplyAdds: number;
  /** Side of the window of a convolution or pooling. */
  readonly size?: number;
  readonly stride?: number;
  readonly activation?: ActivationKind;
}

/** Every layer of a net; the first is its input. */
export function layersOf(net: Net): readonly Layer[] {
  const found: Layer[] = [];
  let owned = 0;
  const inner = layoutLayers(
    (_name, _role, shape) => {
      owned += sizeOf(shape);
    },
    () => {},
  );
  const keep = (layer: Omit<Layer, 'parameters' | 'shape'>, shape: readonly number[]): Value<number> => {
    const handle = found.push({ ...layer, shape, parameters: owned }) - 1;
    owned = 0;
    return { shape, handle };
  };
  const plain = { name: '', multiplyAdds: 0 };
  const recorder: Layers<number> = {
    conv(name, x, units, options = {}) {
      const { shape } = inner.conv(name, x, units, options);
      const { size = 3, stride = 1 } = options;
      const multiplyAdds = sizeOf(shape) * size * size * (x.shape.at(-1) as number);
      return keep({ kind: 'conv', name, from: [x.handle], multiplyAdds, size, stride }, shape);
    },
    dense(name, x, units, options) {
      const { shape } = inner.dense(name, x, units, options);
      return keep({ kind: 'dense', name, from: [x.handle], multiplyAdds: units * sizeOf(x.shape) }, shape);
    },
    batchNorm: (name, x) => keep({ ...plain, kind: 'batchNorm', name, from: [x.handle] }, inner.batchNorm(name, x).shape),
    activation: (x, kind) => keep({ ...plain, kind: 'activation', from: [x.handle], activation: kind }, x.shape),
    add: (a, b) => keep({ ...plain, kind: 'add', from: [a.handle, b.handle] }, inner.add(a, b).shape),
    averagePool: (x, size) =>
      keep({ ...plain, kind: 'averagePool', from: [x.handle], size, stride: size }, inner.averagePool(x, size).shape),
    maxPool: (x, size) => keep({ ...plain, kind: 'maxPool', from: [x.handle], size, stride: size }, inner.maxPool(x, size).shape),
    globalAveragePool: (x) => keep({ ...plain, kind: 'globalAveragePool', from: [x.handle] }, inner.globalAveragePool(x).shape),
    flatten: (x) => keep({ ...plain, kind: 'flatten', from: [x.handle] }, inner.flatten(x).shape),
    concatenate: (parts) =>
      keep({ ...plain, kind: 'concatenate', from: parts.map(({ handle }) => handle) }, inner.concatenate(parts).shape),
  };
  net.definition(recorder, keep({ ...plain, kind: 'input', from: [] }, net.input.inputShape));
  return found;
}

/** A box of a net's diagram: one convolution, dense layer or pooling with the norms, activations and sums beside it. */
export interface DiagramBox {
  /** Its layers, in order. */
  readonly layers: readonly Layer[];
  /** The one that names it: a convolution, dense layer or pooling; the first one where it has none of these. */
  readonly main: Layer;
  /** Of what it passes on. */
  readonly shape: readonly number[];
  readonly parameters: number;
}

/** A value carried past boxes, from box to box. */
export interface DiagramSkip {
  readonly from: number;
  readonly to: number;
  readonly kind: 'add' | 'concatenate';
  /** Box of the 1×1 convolution on the way, which lies beside the main path; null for the identity. */
  readonly through: number | null;
}

export interface NetDiagram {
  readonly boxes: readonly DiagramBox[];
  /** Indices of the boxes on the main path, from input to output. */
  readonly path: readonly number[];
  readonly skips: readonly DiagramSkip[];
  readonly parameters: number;
}

const MAIN: ReadonlySet<LayerKind> = new Set(['input', 'conv', 'dense', 'maxPool', 'averagePool', 'globalAveragePool']);

/** A net as boxes and skips, for a small diagram. */
export function describeNet(net: Net): NetDiagram {
  const layers = layersOf(net);
  const readers = layers.map((_, i) => layers.filter(({ from }) => from.includes(i)).length);
  const boxes: { layers: Layer[]; last: number }[] = [];
  const boxOf: number[] = [];
  layers.forEach((layer, i) => {
    const before = layer.from[0];
    const box = before === undefined ? undefined : boxes[boxOf[before]];
    const joins = layer.kind === 'add' || layer.kind === 'concatenate';
    const follows = box !== undefined && box.last === before && (joins || readers[before] === 1);
    // What comes after a concatenation prepares the next layer (DenseNet).
    const joined = box?.layers.at(-1)?.kind === 'concatenate';
    const fits = follows && !joined && !(MAIN.has(layer.kind) && box.layers.some(({ kind }) => MAIN.has(kind)));
    if (fits) {
      box.layers.push(layer);
      box.last = i;
      boxOf.push(boxOf[before]);
    } else boxOf.push(boxes.push({ layers: [layer], last: i }) - 1);
  });

  const path = [boxOf[layers.length - 1]];
  const sourceOf = (box: number): number | undefined => {
    const [first] = boxes[box].layers[0].from;
    return first === undefined ? undefined : boxOf[first];
  };
  for (let box = sourceOf(path[0]); box !== undefined; box = sourceOf(box)) path.unshift(box);
  const onPath = new Set(path);
  const skips = layers.flatMap(({ kind, from }, i) =>
    (kind === 'add' || kind === 'concatenate' ? from.slice(1) : []).map((other): DiagramSkip => {
      const source = boxOf[other];
      const through = onPath.has(source) ? null : source;
      return { from: through === null ? source : (sourceOf(source) as number), to: boxOf[i], kind: kind as DiagramSkip['kind'], through };
    }),
  );
  return {
    boxes: boxes.map((box) => ({
      layers: box.layers,
      main: box.layers.find(({ kind }) => MAIN.has(kind)) ?? box.layers[0],
      shape: layers[box.last].shape,
      parameters: box.layers.reduce((sum, layer) => sum + layer.parameters, 0),
    })),
    path,
    skips,
    parameters: net.parameters.size,
  };
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
