import { describe, expect, it } from 'vitest';
import { nets } from '../../src/catalog/nets';
import type { Net, NetSpec } from '../../src/catalog/nets/types';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import type { Device } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { gradient } from '../../src/engine/graph/gradient';
import { sliceLayout, traceForward } from '../../src/engine/graph/trace';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { datasetOf } from '../../src/engine/setup';
import { train } from '../../src/engine/train';
import { decodeLink, encodeLink } from '../../src/experiment/link/codec';
import { presets } from '../../src/experiment/presets';
import { defaultRecipe } from '../../src/experiment/recipe-defaults';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const SAMPLES = 6;

/** The net's defaults with every count at a size that differences can be taken of. */
function smallParams(spec: NetSpec): ParamValues {
  const shrink = (value: number, min: number): number => Math.max(min, Math.min(value, 3));
  return Object.fromEntries(
    Object.entries(spec.params).map(([id, param]) => [
      id,
      param.kind === 'number' && param.integer ? shrink(param.default, param.min) : (param.default as ParamValues[string]),
    ]),
  );
}

function lossOf(net: Net, inputs: number) {
  const rng = createRng(11);
  const builder = new GraphBuilder();
  const theta = builder.input('theta', [net.parameters.size], { perReplica: true });
  const state = builder.input('state', [net.state.size], { perReplica: true });
  const x = builder.input('x', [SAMPLES, ...net.input.inputShape], { perReplica: false });
  const labels = builder.input('labels', [SAMPLES], { perReplica: false, dtype: 'i32' });
  const parameters = sliceLayout(builder, theta, net.parameters);
  const { logits } = traceForward(builder, net, parameters, sliceLayout(builder, state, net.state), x, 'batch');
  const loss = builder.crossEntropy(logits, labels);
  const parts = gradient(builder, loss, parameters).map((node, i) => ({ node, offset: net.parameters.slots[i].offset }));
  const program = createReferenceDevice('f64').compile(builder.build({ loss, gradient: builder.pack(parts, net.parameters.size) }), 1);
  program.writeExact(
    'x',
    Float64Array.from({ length: SAMPLES * inputs }, () => rng.normal()),
  );
  program.writeExact(
    'labels',
    Int32Array.from({ length: SAMPLES }, () => rng.integer(net.input.classes)),
  );
  program.writeExact('state', Float64Array.from(net.initialState()));
  return (at: Float64Array) => {
    program.writeExact('theta', at);
    program.run(1);
    return { loss: program.readExact('loss')[0], gradient: program.readExact('gradient') };
  };
}

/** Nets on images have the same contracts in catalog-nets.test.ts. */
const vectorNets = nets.all.filter(({ needsImages }) => !needsImages);

describe.each(vectorNets.map((spec) => [spec.id, spec] as const))('net %s', (_id, spec) => {
  const net = spec.build(smallParams(spec), { inputShape: [2], classes: 3 });

  it('starts from the same bytes for the same seed', () => {
    expect(Array.from(net.initialise(createRng(4)))).toEqual(Array.from(net.initialise(createRng(4))));
    expect(Array.from(net.initialise(createRng(5)))).not.toEqual(Array.from(net.initialise(createRng(4))));
  });

  it('has the gradient that float64 differences give, in training mode', () => {
    const evaluate = lossOf(net, 2);
    const theta = Float64Array.from(net.initialise(createRng(4)));
    const rng = createRng(9);
    for (let i = 0; i < theta.length; i++) theta[i] += 0.1 * rng.normal();
    const analytic = evaluate(theta).gradient;
    const h = 1e-6;
    const numeric = theta.map((value, i) => {
      const shifted = (step: number): number => evaluate(theta.with(i, value + step)).loss;
      return (shifted(h) - shifted(-h)) / (2 * h);
    });
    expectClose(analytic, numeric, { rtol: 1e-5, atol: 1e-8 });
  });
});

describe.each(optimizers.all.map((spec) => [spec.id, spec] as const))('optimizer %s', (id, spec) => {
  const base = defaultRecipe();
  const dataset = datasetOf({ data: { ...base.data, params: { ...base.data.params, points: 32 } } });
  const [net] = vectorNets.map((netSpec) => netSpec.build(smallParams(netSpec), dataset));
  const run = {
    ...base.runs[0],
    optimizer: { id, params: defaultParams(spec.params) },
    learningRate: 0.01,
    epochs: 3,
    batchSize: 8,
    checkpointEvery: 3,
  };

  async function trained(device: Device): Promise<number[]> {
    let last: number[] = [];
    const options = { signal: new AbortController().signal, clock: () => 0 };
    for await (const event of train(device, { dataset, net, run, index: 0 }, options)) {
      if (event.type === 'checkpoint') last = Array.from(event.checkpoint.theta);
    }
    return last;
  }

  it('trains to the same bits twice, moves the weights, and leaves nothing on the device', async () => {
    const device = await createWasmDevice(readWasmModules());
    const [first, second] = [await trained(device), await trained(device)];
    expect(second).toEqual(first);
    expect(first).not.toEqual(Array.from(net.initialise(createRng(run.seed).fork('init'))));
    expect(device.memory().tensors).toBe(0);
    expectClose(first, await trained(createReferenceDevice('f32')), { rtol: 2e-3, atol: 2e-4 });
  });
});

describe.each(presets.all.map((preset) => [preset.id, preset] as const))('preset %s', (_id, preset) => {
  it('survives a link, value for value', () => {
    const document = preset.build();
    const empty = { curves: [], checkpoints: [], landscape: null, boundary: null, provenance: null };
    const { fragment } = encodeLink({ document, panes: document.panes.map(() => empty) }, { results: false });
    const decoded = decodeLink(fragment);
    expect(decoded.ok && decoded.snapshot.document).toEqual(document);
    expect(fragment.length).toBeLessThan(2000);
  });
});
