import type { Rng } from '../../math/random';
import type { ActivationKind } from '../activations';
import { createLayout, type TensorRole } from '../layout';
import type { NetOps } from '../ops';
import type { Net, NetInput } from './types';

/** A value inside a net's definition: its shape without the sample axis, and its handle while the net is traced. */
export interface Value<T> {
  readonly shape: readonly number[];
  readonly handle: T;
}

/** The layers that a net is defined with. Each names the tensors it owns; the same definition gives the layout and the forward pass. */
export interface Layers<T> {
  /** A convolution without bias; `size` × `size` filters, `padding` defaults to what keeps the size at stride 1. */
  conv(name: string, x: Value<T>, units: number, options?: { size?: number; stride?: number; padding?: number; bias?: boolean }): Value<T>;
  /** A dense layer, with bias unless it says no. */
  dense(name: string, x: Value<T>, units: number, options?: { bias?: boolean }): Value<T>;
  batchNorm(name: string, x: Value<T>): Value<T>;
  activation(x: Value<T>, kind: ActivationKind): Value<T>;
  add(a: Value<T>, b: Value<T>): Value<T>;
  averagePool(x: Value<T>, size: number): Value<T>;
  maxPool(x: Value<T>, size: number): Value<T>;
  globalAveragePool(x: Value<T>): Value<T>;
  flatten(x: Value<T>): Value<T>;
  concatenate(parts: readonly Value<T>[]): Value<T>;
}

/** A net written once, layer by layer. It is run with shapes alone to lay its tensors out, and with handles to trace it. */
export type NetDefinition = <T>(layers: Layers<T>, x: Value<T>) => Value<T>;

/** A net from its definition. `initialise` fills the parameters; `reparametrisation` is as in {@link Net}. */
export function defineNet(
  input: NetInput,
  definition: NetDefinition,
  initialise: (layout: Net['parameters'], rng: Rng) => Float32Array,
  reparametrisation: Net['reparametrisation'],
): Net {
  const tensors: TensorEntry[] = [];
  const stateTensors: TensorEntry[] = [];
  const record =
    (list: TensorEntry[]): Tell =>
    (name, role, shape) =>
      void list.push({ name, role, shape });
  definition(layoutLayers(record(tensors), record(stateTensors)), { shape: input.inputShape, handle: undefined });
  const parameters = createLayout(tensors);
  const state = createLayout(stateTensors);
  return {
    input,
    definition,
    parameters,
    state,
    initialise: (rng) => initialise(parameters, rng),
    initialState() {
      const values = new Float32Array(state.size);
      for (const slot of state.slots) if (slot.role === 'bn-variance') values.fill(1, slot.offset, slot.offset + slot.size);
      return values;
    },
    forward<T>(ops: NetOps<T>, theta: readonly T[], statistics: readonly T[], x: T): T {
      let [nextParameter, nextState] = [0, 0];
      const layers = createLayers<T>(
        ops,
        () => theta[nextParameter++],
        () => statistics[nextState++],
      );
      return definition(layers, { shape: input.inputShape, handle: x }).handle;
    },
    reparametrisation,
  };
}

interface TensorEntry {
  readonly name: string;
  readonly role: TensorRole;
  readonly shape: readonly number[];
}
type Take<T> = (name: string, role: TensorRole, shape: readonly number[]) => T;

/** Layers that compute nothing: they work out shapes, and tell of every tensor in the order of the net's layout. */
export function layoutLayers(parameter: Tell, statistic: Tell): Layers<unknown> {
  return createLayers<unknown>(shapesOnly, parameter, statistic);
}

type Tell = (name: string, role: TensorRole, shape: readonly number[]) => void;

const shapesOnly: NetOps<unknown> = {
  dense: () => {},
  conv2d: () => {},
  averagePool: () => {},
  maxPool: () => {},
  globalAveragePool: () => {},
  flatten: () => {},
  concatenate: () => {},
  addBias: () => {},
  batchNorm: () => {},
  activation: () => {},
  add: () => {},
};

function createLayers<T>(ops: NetOps<T>, parameter: Take<T>, statistic: Take<T>): Layers<T> {
  const channels = (x: Value<T>): number => x.shape.at(-1) as number;
  const pooled = ([h, w, c]: readonly number[], size: number): number[] => [Math.floor(h / size), Math.floor(w / size), c];
  return {
    conv(name, x, units, { size = 3, stride = 1, padding = (size - 1) / 2, bias = false } = {}) {
      const kernel = parameter(`${name}.kernel`, 'kernel', [size, size, channels(x), units]);
      const extent = (from: number): number => Math.floor((from + 2 * padding - size) / stride) + 1;
      const handle = ops.conv2d(x.handle, kernel, { stride, padding });
      const shape = [extent(x.shape[0]), extent(x.shape[1]), units];
      return { shape, handle: bias ? ops.addBias(handle, parameter(`${name}.bias`, 'bias', [units])) : handle };
    },
    dense(name, x, units, { bias = true } = {}) {
      const handle = ops.dense(x.handle, parameter(`${name}.kernel`, 'kernel', [channels(x), units]));
      return { shape: [units], handle: bias ? ops.addBias(handle, parameter(`${name}.bias`, 'bias', [units])) : handle };
    },
    batchNorm(name, x) {
      const shape = [channels(x)];
      const scale = parameter(`${name}.scale`, 'bn-scale', shape);
      const shift = parameter(`${name}.shift`, 'bn-shift', shape);
      const mean = statistic(`${name}.mean`, 'bn-mean', shape);
      const variance = statistic(`${name}.variance`, 'bn-variance', shape);
      return { shape: x.shape, handle: ops.batchNorm(x.handle, { scale, shift, mean, variance }) };
    },
    activation: (x, kind) => ({ shape: x.shape, handle: ops.activation(x.handle, kind) }),
    add: (a, b) => ({ shape: a.shape, handle: ops.add(a.handle, b.handle) }),
    averagePool: (x, size) => ({ shape: pooled(x.shape, size), handle: ops.averagePool(x.handle, { size, stride: size }) }),
    maxPool: (x, size) => ({ shape: pooled(x.shape, size), handle: ops.maxPool(x.handle, { size, stride: size }) }),
    globalAveragePool: (x) => ({ shape: [channels(x)], handle: ops.globalAveragePool(x.handle) }),
    flatten: (x) => ({ shape: [x.shape.reduce((product, extent) => product * extent, 1)], handle: ops.flatten(x.handle) }),
    concatenate: (parts) => ({
      shape: [...parts[0].shape.slice(0, -1), parts.reduce((sum, part) => sum + channels(part), 0)],
      handle: ops.concatenate(parts.map(({ handle }) => handle)),
    }),
  };
}
