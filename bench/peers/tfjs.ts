import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import type { TensorLayout } from '../../src/catalog/layout';
import { alongDelta, type Case, fetchCase } from '../cases/case';
import { BATCH, type Backend, batchIndices, type Contestant, kernelMultiplyAdds, LEARNING_RATE } from '../contestants/types';
import { tfjsOps, type Value, value } from './tfjs-ops';

/** Step of central differences: smaller ones drown in the rounding of float32, larger ones bend. */
const DIFFERENCE = 1e-2;

/** A plain tfjs loop: weights set on the device, one forward pass and loss a point; what is read is read once, at the end. */
export async function createTfjs(backend: Backend): Promise<Contestant> {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  if (!(await tf.setBackend(backend))) throw new Error(`tfjs found no ${backend}.`);
  await tf.ready();
  let evaluate: ((coords: Float64Array) => Promise<Float32Array>) | undefined;
  let multiply: typeof evaluate;
  let train: ((steps: number) => Promise<number>) | undefined;
  let runKernel: ((times: number) => Promise<number>) | undefined;
  return {
    adapter: backend,
    variant: `tfjs ${tf.version.tfjs}`,
    async loadPlane(name) {
      tf.disposeVariables();
      evaluate = planeLoop(await fetchCase(name));
    },
    evaluate: (coords) => (evaluate as NonNullable<typeof evaluate>)(coords),
    async loadProducts(name) {
      multiply = productLoop(await fetchCase(name));
    },
    multiply: (coords) => (multiply as NonNullable<typeof multiply>)(coords),
    // Differences of gradients in float32, across kinks too.
    productTolerance: Number.POSITIVE_INFINITY,
    async loadTraining(name) {
      train = trainingLoop(await fetchCase(name));
    },
    train: (steps) => (train as NonNullable<typeof train>)(steps),
    async loadKernel(kernel) {
      if (kernel.kind !== 'matmul') throw new Error('Products only.');
      const [a, b] = [
        tf.randomNormal([kernel.replicas, kernel.n, kernel.inner], 0, 1),
        tf.randomNormal([kernel.replicas, kernel.inner, kernel.m], 0, 1),
      ];
      const work = kernelMultiplyAdds(kernel);
      runKernel = async (times) => {
        for (let i = 0; i < times - 1; i++) tf.matMul(a, b).dispose();
        const last = tf.tidy(() => tf.matMul(a, b).slice([0, 0, 0], [1, 1, 1]));
        await last.data();
        last.dispose();
        return times * work;
      };
    },
    runKernel: (times) => (runKernel as NonNullable<typeof runKernel>)(times),
  };
}

function split(flat: tf.Tensor, { slots }: TensorLayout): Value[] {
  if (slots.length === 0) return [];
  const parts = tf.split(
    flat,
    slots.map(({ size }) => size),
  );
  return slots.map(({ shape }, i) => value(parts[i].reshape([...shape])));
}

function planeLoop({ net, theta, state, delta, eta, samples }: Case): (coords: Float64Array) => Promise<Float32Array> {
  const ops = tfjsOps();
  const x = value(tf.tensor(samples.x, [samples.n, ...net.input.inputShape]));
  const oneHot = tf.tidy(() => tf.oneHot(tf.tensor1d(samples.labels, 'int32'), net.input.classes).toFloat());
  const [origin, along, across] = [theta, delta, eta].map((values) => tf.tensor1d(values));
  const statistics = tf.tidy(() => split(tf.tensor1d(state), net.state).map(({ tensor }) => tf.keep(tensor.clone()))).map(value);
  return async (coords) => {
    const losses: tf.Scalar[] = [];
    for (let i = 0; i < coords.length; i += 2)
      losses.push(
        tf.tidy(() => {
          const weights = origin.add(along.mul(coords[i])).add(across.mul(coords[i + 1]));
          const logits = net.forward(ops, split(weights, net.parameters), statistics, x).tensor;
          return tf.losses.softmaxCrossEntropy(oneHot, logits).asScalar();
        }),
      );
    const all = tf.stack(losses);
    tf.dispose(losses);
    const values = (await all.data()) as Float32Array;
    all.dispose();
    return values;
  };
}

/** Central differences of gradients along v. */
function productLoop(plane: Case): (coords: Float64Array) => Promise<Float32Array> {
  const { net, theta, state, delta, eta, samples } = plane;
  const ops = tfjsOps();
  const x = value(tf.tensor(samples.x, [samples.n, ...net.input.inputShape]));
  const oneHot = tf.tidy(() => tf.oneHot(tf.tensor1d(samples.labels, 'int32'), net.input.classes).toFloat());
  const [origin, along, across] = [theta, delta, eta].map((values) => tf.tensor1d(values));
  const v = tf.tensor1d(Float32Array.from(alongDelta(plane)));
  const statistics = tf.tidy(() => split(tf.tensor1d(state), net.state).map(({ tensor }) => tf.keep(tensor.clone()))).map(value);
  const gradient = tf.grad((weights) =>
    tf.losses.softmaxCrossEntropy(oneHot, net.forward(ops, split(weights, net.parameters), statistics, x).tensor).asScalar(),
  );
  return async (coords) => {
    const found: tf.Scalar[] = [];
    for (let i = 0; i < coords.length; i += 2)
      found.push(
        tf.tidy(() => {
          const weights = origin.add(along.mul(coords[i])).add(across.mul(coords[i + 1]));
          const [ahead, behind] = [DIFFERENCE, -DIFFERENCE].map((step) => gradient(weights.add(v.mul(step))));
          return ahead
            .sub(behind)
            .mul(v)
            .sum()
            .div(2 * DIFFERENCE)
            .asScalar();
        }),
      );
    const all = tf.stack(found);
    tf.dispose(found);
    const values = (await all.data()) as Float32Array;
    all.dispose();
    return values;
  };
}

function trainingLoop({ net, theta, state, samples }: Case): (steps: number) => Promise<number> {
  const x = tf.tensor(samples.x, [samples.n, ...net.input.inputShape]);
  const oneHot = tf.tidy(() => tf.oneHot(tf.tensor1d(samples.labels, 'int32'), net.input.classes).toFloat());
  const variables = ({ slots }: TensorLayout, from: Float32Array, trainable: boolean): tf.Variable[] =>
    slots.map(({ shape, offset, size }) => tf.variable(tf.tensor(from.slice(offset, offset + size), [...shape]), trainable));
  const weights = variables(net.parameters, theta, true);
  const running = variables(net.state, state, false);
  const runningOf = new Map<Value, tf.Variable>();
  const runningValues = running.map((variable) => {
    const each = value(variable);
    runningOf.set(each, variable);
    return each;
  });
  const momentum = (variable: tf.Variable | undefined, batch: tf.Tensor): void => variable?.assign(variable.mul(0.9).add(batch.mul(0.1)));
  const unbiased = BATCH / (BATCH - 1);
  const ops = tfjsOps((mean, variance, batchMean, batchVariance) => {
    momentum(runningOf.get(mean), batchMean);
    momentum(runningOf.get(variance), batchVariance.mul(unbiased));
  });
  const adam = tf.train.adam(LEARNING_RATE);
  let step = 0;
  return async (steps) => {
    let last: tf.Scalar | null = null;
    for (let k = 0; k < steps; k++) {
      last?.dispose();
      last = tf.tidy(() => {
        const index = tf.tensor1d(batchIndices(step, samples.n, BATCH), 'int32');
        const [batch, labels] = [tf.gather(x, index), tf.gather(oneHot, index)];
        const loss = (): tf.Scalar =>
          tf.losses.softmaxCrossEntropy(labels, net.forward(ops, weights.map(value), runningValues, value(batch)).tensor).asScalar();
        return adam.minimize(loss, true, weights) as tf.Scalar;
      });
      step++;
    }
    const [loss] = await (last as tf.Scalar).data();
    last?.dispose();
    return loss;
  };
}
