import { defaultDevice, grad, init, jit, jvp, lax, nn, numpy as np, vmap } from '@jax-js/jax';
import type { TensorLayout } from '../../src/catalog/layout';
import type { NetOps } from '../../src/catalog/ops';
import { alongDelta, type Case, fetchCase } from '../cases/case';
import type { Backend, Contestant } from '../contestants/types';

type Tensor = np.Array;

/** Points of one call: more are no faster, and with the convolutional nets do not fit every adapter. */
const BATCH_OF_POINTS = { gpu: { vectors: 32, images: 8 }, wasm: { vectors: 8, images: 1 } };

/** jax-js: jit(vmap) of the loss over points of the plane. Images are [n, c, h, w] there. */
export async function createJax(backend: Backend): Promise<Contestant> {
  const found = await init(backend);
  if (!found.includes(backend)) throw new Error(`jax-js found no ${backend}.`);
  defaultDevice(backend);
  let batch = 1;
  let evaluate: ((coords: Float64Array) => Promise<Float32Array>) | undefined;
  let multiply: typeof evaluate;
  const batchOf = ({ net }: Case): number =>
    BATCH_OF_POINTS[backend === 'wasm' ? 'wasm' : 'gpu'][net.input.inputShape.length === 3 ? 'images' : 'vectors'];
  return {
    adapter: backend,
    variant: 'jit(vmap)',
    get batch() {
      return batch;
    },
    async loadPlane(name) {
      const plane = await fetchCase(name);
      batch = batchOf(plane);
      evaluate = planeLoop(plane, batch);
    },
    evaluate: (coords) => (evaluate as NonNullable<typeof evaluate>)(coords),
    async loadProducts(name) {
      const plane = await fetchCase(name);
      batch = batchOf(plane);
      multiply = productLoop(plane, batch);
    },
    multiply: (coords) => (multiply as NonNullable<typeof multiply>)(coords),
  };
}

const array = (values: Float32Array, shape: readonly number[]): Tensor =>
  np.array(values as Float32Array<ArrayBuffer>, { shape: [...shape] });

/** jax-js counts references: an argument is given away, `.ref` keeps it. */
const ops: NetOps<Tensor> = {
  dense: (x, kernel) => np.matmul(x.ref, kernel),
  conv2d: (x, kernel, { stride, padding }) =>
    lax.convGeneralDilated(
      x.ref,
      np.transpose(kernel, [3, 2, 0, 1]),
      [stride, stride],
      [
        [padding, padding],
        [padding, padding],
      ],
    ),
  averagePool: (x, { size }) => pooled(x, size).mean([3, 5]),
  maxPool: (x, { size }) => pooled(x, size).max([3, 5]),
  globalAveragePool: (x) => x.ref.mean([2, 3]),
  flatten: (x) => {
    const [n, c, h, w] = x.shape;
    return np.transpose(x.ref, [0, 2, 3, 1]).reshape([n, h * w * c]);
  },
  concatenate: (parts) =>
    np.concatenate(
      parts.map((part) => part.ref),
      1,
    ),
  addBias: (x, bias) => x.ref.add(columns(bias, x)),
  batchNorm(x, { scale, shift, mean, variance }) {
    const factor = scale.div(np.sqrt(variance.add(1e-5)));
    return x.ref.mul(columns(factor.ref, x)).add(columns(shift.sub(mean.mul(factor)), x));
  },
  activation(x, kind) {
    if (kind === 'relu') return nn.relu(x.ref);
    if (kind === 'tanh') return np.tanh(x.ref);
    throw new Error(`No ${kind} here.`);
  },
  add: (a, b) => a.ref.add(b.ref),
};

function columns(v: Tensor, x: Tensor): Tensor {
  return x.shape.length === 4 ? v.reshape([1, v.shape[0], 1, 1]) : v;
}

function pooled(x: Tensor, size: number): Tensor {
  const [n, c, h, w] = x.shape;
  return x.ref.reshape([n, c, h / size, size, w / size, size]);
}

function slices(flat: Tensor, { slots }: TensorLayout): Tensor[] {
  return slots.map(({ offset, size, shape }) => flat.ref.slice([offset, offset + size]).reshape([...shape]));
}

type Loop = (coords: Float64Array) => Promise<Float32Array>;

/** What a loss is computed from, beside the weights. */
interface Constants {
  readonly statistics: Tensor;
  readonly inputs: Tensor;
  readonly oneHot: Tensor;
}

function planeLoop(plane: Case, size: number): Loop {
  const lossAt = lossOf(plane);
  return pointLoop(plane, size, (weights, constants) => lossAt(weights, constants));
}

/** Forward over reverse: the tangent along v of the gradient, times v. */
function productLoop(plane: Case, size: number): Loop {
  const lossAt = lossOf(plane);
  const v = array(Float32Array.from(alongDelta(plane)), [plane.theta.length]);
  return pointLoop(plane, size, (weights, constants) => {
    const gradient = grad((at: Tensor) => lossAt(at, constants));
    const [value, product] = jvp(gradient, [weights], [v.ref]) as unknown as [Tensor, Tensor];
    value.dispose();
    return product.mul(v.ref).sum();
  });
}

function lossOf({ net }: Case): (weights: Tensor, constants: Constants) => Tensor {
  return (weights, { statistics, inputs, oneHot }) => {
    const logits = net.forward(ops, slices(weights, net.parameters), slices(statistics, net.state), inputs);
    return nn.logSoftmax(logits, -1).mul(oneHot).sum(-1).mean().neg();
  };
}

/** jit(vmap) of a number at each point of the plane. */
function pointLoop(plane: Case, size: number, numberAt: (weights: Tensor, constants: Constants) => Tensor): Loop {
  const { net, theta, state, delta, eta, samples } = plane;
  const isImage = net.input.inputShape.length === 3;
  const rows = array(samples.x, [samples.n, ...net.input.inputShape]);
  const x = isImage ? np.transpose(rows, [0, 3, 1, 2]) : rows;
  const labels = nn.oneHot(np.array(samples.labels as Int32Array<ArrayBuffer>), net.input.classes);
  const [origin, along, across] = [theta, delta, eta].map((values) => array(values, [values.length]));
  const statistics = state.length > 0 ? array(state, [state.length]) : np.zeros([1]);
  const at = (alpha: Tensor, beta: Tensor, o: Tensor, d: Tensor, e: Tensor, s: Tensor, inputs: Tensor, oneHot: Tensor): Tensor =>
    numberAt(o.add(d.mul(alpha)).add(e.mul(beta)), { statistics: s, inputs, oneHot });
  const numbers = jit(vmap(at, [0, 0, null, null, null, null, null, null]));
  return async (coords) => {
    const total = coords.length / 2;
    const parts: Tensor[] = [];
    for (let first = 0; first < total; first += size) {
      // One size of batch, so that nothing is compiled anew for the last one.
      const axis = (which: 0 | 1): Tensor =>
        array(
          Float32Array.from({ length: size }, (_, i) => coords[2 * Math.min(first + i, total - 1) + which]),
          [size],
        );
      parts.push(numbers(axis(0), axis(1), origin.ref, along.ref, across.ref, statistics.ref, x.ref, labels.ref));
    }
    const values = new Float32Array(parts.length * size);
    for (const [i, part] of parts.entries()) values.set((await part.data()) as Float32Array, i * size);
    return values.slice(0, total);
  };
}
