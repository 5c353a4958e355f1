import { describe, expect, it } from 'vitest';
import { ACTIVATION_KINDS } from '../../src/catalog/activations';
import { buildMlp, type MlpShape } from '../../src/catalog/nets/mlp';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { fuse } from '../../src/engine/graph/fuse';
import { gradient } from '../../src/engine/graph/gradient';
import { type StatisticsSource, sliceLayout, traceForward } from '../../src/engine/graph/trace';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const SAMPLES = 7;

/** Loss and gradient of a small MLP in float64, as a function of θ. */
function lossAt(shape: MlpShape, statistics: StatisticsSource) {
  const rng = createRng(5);
  const net = buildMlp(
    shape,
    { inputShape: [shape.sizes[0] as number], classes: shape.sizes.at(-1) as number },
    (layout) => new Float32Array(layout.size),
  );
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const x = builder.input('x', [SAMPLES, shape.sizes[0] as number], { perReplica: false });
  const labels = builder.input('labels', [SAMPLES], { perReplica: false, dtype: 'i32' });
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, statistics);
  const loss = builder.crossEntropy(logits, labels);
  const parts = gradient(builder, loss, parameters).map((node, i) => ({ node, offset: net.parameters.slots[i]?.offset as number }));
  const program = createReferenceDevice('f64').compile(builder.build({ loss, gradient: builder.pack(parts, net.parameters.size) }), 1);
  program.writeExact(
    'x',
    Float64Array.from({ length: SAMPLES * (shape.sizes[0] as number) }, () => rng.normal()),
  );
  program.writeExact(
    'labels',
    Int32Array.from({ length: SAMPLES }, () => rng.integer(shape.sizes.at(-1) as number)),
  );
  program.writeExact(
    'state',
    Float64Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()),
  );
  const theta0 = Float64Array.from({ length: net.parameters.size }, () => 0.7 * rng.normal());
  return {
    theta0,
    evaluate(at: Float64Array) {
      program.writeExact('theta', at);
      program.run(1);
      return { loss: program.readExact('loss')[0] as number, gradient: program.readExact('gradient') };
    },
  };
}

describe('the gradient of an MLP equals float64 central differences', () => {
  for (const activation of ACTIVATION_KINDS) {
    for (const batchNorm of [false, true]) {
      for (const statistics of batchNorm ? (['batch', 'state'] as const) : (['state'] as const)) {
        it(`${activation}, ${batchNorm ? `batch norm on ${statistics} statistics` : 'no batch norm'}`, () => {
          const { theta0, evaluate } = lossAt({ sizes: [3, 5, 5, 5, 3], activation, skips: true, batchNorm }, statistics);
          const analytic = evaluate(theta0).gradient;
          const h = 1e-6;
          const numeric = theta0.map((value, i) => {
            const shifted = (step: number): number => evaluate(theta0.with(i, value + step)).loss;
            return (shifted(h) - shifted(-h)) / (2 * h);
          });
          expect(Math.hypot(...numeric)).toBeGreaterThan(0.1);
          expectClose(analytic, numeric, { rtol: 1e-6, atol: 1e-8 });
        });
      }
    }
  }
});

describe('fuse', () => {
  it('joins every dense layer and leaves the values alone', () => {
    for (const batchNorm of [false, true]) {
      const rng = createRng(8);
      const net = buildMlp(
        { sizes: [2, 4, 4, 3, 2], activation: 'gelu', skips: true, batchNorm },
        { inputShape: [2], classes: 2 },
        (l) => new Float32Array(l.size),
      );
      const builder = new GraphBuilder();
      const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
      const state = builder.input('state', [net.state.size], { perReplica: false });
      const x = builder.input('x', [SAMPLES, 2], { perReplica: false });
      const { logits } = traceForward(
        builder,
        net,
        sliceLayout(builder, theta, net.parameters),
        sliceLayout(builder, state, net.state),
        x,
        'state',
      );
      const plain = builder.build({ logits });
      const fused = fuse(plain);
      expect(fused.nodes.filter(({ operation }) => operation.op === 'denseFused')).toHaveLength(4);
      expect(fused.nodes.filter(({ operation }) => ['matmul', 'normalize', 'activation', 'columns'].includes(operation.op))).toHaveLength(
        0,
      );
      const inputs = {
        theta: Float64Array.from({ length: 2 * net.parameters.size }, () => rng.normal()),
        state: Float64Array.from({ length: net.state.size }, () => 0.5 + rng.uniform()),
        x: Float64Array.from({ length: SAMPLES * 2 }, () => rng.normal()),
      };
      const [expected, actual] = [plain, fused].map((graph) => {
        const program = createReferenceDevice('f64').compile(graph, 2);
        for (const [name, values] of Object.entries(inputs)) program.writeExact(name, values);
        program.run(2);
        return program.readExact('logits');
      });
      expectClose(actual as Float64Array, expected as Float64Array, { rtol: 1e-13, atol: 1e-15 });
    }
  });
});
