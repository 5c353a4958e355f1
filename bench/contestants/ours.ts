import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams } from '../../src/catalog/params';
import type { Program } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import type { GridEvaluator } from '../../src/engine/grid-evaluator';
import type { Hessian } from '../../src/engine/hessian';
import { trainingGraph } from '../../src/engine/training-graph';
import { openDevice } from '../../src/worker/open-device';
import { type Case, fetchCase } from '../cases/case';
import { hessianOf, productsAt } from './ours-curvatures';
import { lossesOf, planeOf } from './ours-plane';
import { BATCH, type Backend, batchIndices, type Contestant, kernelMultiplyAdds, LEARNING_RATE } from './types';

/** This engine on one backend, in this realm. */
export async function createOurs(backend: Backend): Promise<Contestant> {
  const device = await openDevice(backend);
  const adam = optimizers.get('adam');
  const adamParams = defaultParams(adam.params);
  let evaluator: GridEvaluator | undefined;
  let products: { plane: Case; hessian: Hessian } | undefined;
  let program: Program | undefined;
  let step = 0;
  let samples = 0;
  let kernelWork = 0;
  let replicas = 1;
  const take = (next: Program): Program => {
    program?.dispose();
    program = next;
    return next;
  };
  return {
    adapter: device.adapter,
    variant: device.variant,
    async loadPlane(name) {
      evaluator?.dispose();
      evaluator = planeOf(device, await fetchCase(name));
    },
    evaluate: (coords) => lossesOf(evaluator as GridEvaluator, coords),
    async loadProducts(name) {
      products?.hessian.dispose();
      const plane = await fetchCase(name);
      products = { plane, hessian: hessianOf(device, plane) };
    },
    async multiply(coords) {
      const { hessian, plane } = products as NonNullable<typeof products>;
      return productsAt(hessian, plane, coords);
    },
    async loadTraining(name) {
      const { net, samples: data, theta, state } = await fetchCase(name);
      const graph = trainingGraph(net, { optimizer: { id: 'adam', params: adamParams } }, { n: data.n, batch: BATCH });
      const training = take(device.compile(graph, 1));
      training.write('x', data.x);
      training.write('labels', data.labels);
      training.write('theta', theta);
      training.write('state', state);
      for (const slot of adam.slots(adamParams)) training.write(`slot.${slot}`, new Float32Array(net.parameters.size));
      step = 0;
      samples = data.n;
    },
    async train(steps) {
      const training = program as Program;
      for (let k = 0; k < steps; k++) {
        for (const [name, value] of Object.entries(adam.hyper(adamParams, step + 1, LEARNING_RATE)))
          training.write(`hyper.${name}`, Float32Array.of(value));
        training.write('index', batchIndices(step, samples, BATCH));
        training.run(1);
        step++;
      }
      return (await training.read('loss'))[0];
    },
    async loadKernel(kernel) {
      const b = new GraphBuilder();
      const shapes =
        kernel.kind === 'matmul'
          ? [
              [kernel.n, kernel.inner],
              [kernel.inner, kernel.m],
            ]
          : [
              [kernel.n, kernel.side, kernel.side, kernel.from],
              [kernel.size, kernel.size, kernel.from, kernel.to],
            ];
      const [left, right] = shapes.map((shape, k) => b.input(['left', 'right'][k], shape, { perReplica: true }));
      const out = kernel.kind === 'matmul' ? b.matmul(left, right) : b.conv2d(left, right, { stride: 1, padding: (kernel.size - 1) / 2 });
      // The small sum is what is read at the end: on a GPU that is the only way to wait for it.
      const next = take(device.compile(b.build({ out, sum: b.columnSum(out) }), kernel.replicas));
      shapes.forEach((shape, k) => {
        const length = kernel.replicas * shape.reduce((product, extent) => product * extent, 1);
        next.write(
          ['left', 'right'][k],
          Float32Array.from({ length }, (_, i) => ((i * 37) % 101) / 101 - 0.5),
        );
      });
      kernelWork = kernelMultiplyAdds(kernel);
      replicas = kernel.replicas;
    },
    async runKernel(times) {
      const running = program as Program;
      for (let i = 0; i < times; i++) running.run(replicas);
      await running.read('sum');
      return times * kernelWork;
    },
  };
}
