import { describe, expect, it } from 'vitest';
import type { Device } from '../../src/engine/device';
import { GraphBuilder } from '../../src/engine/graph/builder';
import { multiplyAdds } from '../../src/engine/graph/cost';
import { fuse } from '../../src/engine/graph/fuse';
import { type Graph, type NodeId, sizeOf } from '../../src/engine/graph/graph';
import { hoist } from '../../src/engine/graph/hoist';
import { createWasmDevice } from '../../src/engine/kernels/wasm';
import { readWasmModules } from '../../src/engine/kernels/wasm/node';
import { createReferenceDevice } from '../../src/engine/reference/device';
import { createRng } from '../../src/math/random';
import { expectClose } from '../close';

const REPLICAS = 4;
const PARAMETERS = 700;

/** A layer on an x that replicas share, or not, with weights that move along `axes` directions. */
interface LayerCase {
  readonly name: string;
  readonly axes: number;
  readonly xPerReplica: boolean;
  readonly x: readonly number[];
  layer(b: GraphBuilder, x: NodeId, theta: NodeId, origin: NodeId): NodeId;
}

function layerCase(
  name: string,
  x: readonly number[],
  layer: LayerCase['layer'],
  { axes = 2, xPerReplica = false }: Partial<Pick<LayerCase, 'axes' | 'xPerReplica'>> = {},
): LayerCase {
  return { name, x, layer, axes, xPerReplica };
}

const dense: LayerCase['layer'] = (b, x, theta) => b.matmul(x, b.slice(theta, 3, [60, 7]));
const withBias: LayerCase['layer'] = (b, x, theta, origin) =>
  b.activation(b.columns('add', dense(b, x, theta, origin), b.slice(theta, 500, [7])), 'tanh');
const withStillBias: LayerCase['layer'] = (b, x, theta, origin) => b.columns('add', dense(b, x, theta, origin), b.slice(origin, 500, [7]));
const twice: LayerCase['layer'] = (b, x, theta, origin) =>
  b.matmul(b.activation(withBias(b, x, theta, origin), 'relu'), b.slice(theta, 600, [7, 5]));
const conv: LayerCase['layer'] = (b, x, theta) =>
  b.activation(b.conv2d(x, b.slice(theta, 0, [3, 3, 4, 5]), { stride: 2, padding: 1 }), 'relu');
const norm: LayerCase['layer'] = (b, x, theta, origin) =>
  b.normalize(dense(b, x, theta, origin), b.slice(origin, 10, [7]), b.slice(theta, 20, [7]), b.slice(theta, 30, [7]));

const HOISTED = [
  layerCase('dense', [11, 60], dense),
  layerCase('dense, one axis', [11, 60], dense, { axes: 1 }),
  layerCase('dense with a bias that moves', [11, 60], withBias),
  layerCase('dense with a bias that does not', [11, 60], withStillBias),
  layerCase('dense, batch norm', [11, 60], norm),
  layerCase('two layers', [11, 60], twice),
  layerCase('convolution', [3, 6, 5, 4], conv),
];
const LEFT = [
  layerCase('each replica has its own x', [11, 60], dense, { xPerReplica: true }),
  layerCase('a product is little work', [11, 4], (b, x, theta) => b.matmul(x, b.slice(theta, 0, [4, 9]))),
  layerCase('weights do not move', [11, 60], (b, x, theta, origin) =>
    b.columns('add', b.matmul(x, b.slice(origin, 0, [60, 7])), b.slice(theta, 0, [7])),
  ),
];

function graphOf({ axes, x, xPerReplica, layer }: LayerCase): Graph {
  const b = new GraphBuilder();
  const coords = b.input('coords', [axes], { perReplica: true });
  const origin = b.input('origin', [PARAMETERS], { perReplica: false });
  const deltas = b.input('deltas', [axes, PARAMETERS], { perReplica: false });
  const input = b.input('x', x, { perReplica: xPerReplica });
  return b.build({ out: layer(b, input, b.compose(origin, deltas, coords), origin) });
}

async function outOf(device: Device, graph: Graph, scale: number): Promise<Float32Array> {
  const program = device.compile(graph, REPLICAS);
  for (const { operation, shape, perReplica } of graph.nodes) {
    if (operation.op !== 'input') continue;
    const rng = createRng(4).fork(operation.name);
    const factor = operation.name === 'coords' ? scale : 1;
    const length = sizeOf(shape) * (perReplica ? REPLICAS : 1);
    program.write(
      operation.name,
      Float32Array.from({ length }, () => factor * rng.normal()),
    );
  }
  program.run(REPLICAS);
  const out = await program.read('out');
  program.dispose();
  return out;
}

/** Multiply-adds that are left to each replica. */
function ofReplicas(graph: Graph): number {
  return multiplyAdds({ ...graph, nodes: graph.nodes.map((node) => (node.perReplica ? node : { ...node, operation: { op: 'reshape' } })) });
}

describe('hoisting', () => {
  it.each(HOISTED)('takes the product out of the replicas and keeps its value: $name', async (test) => {
    const graph = graphOf(test);
    const hoisted = hoist(graph);
    const layers = test.layer === twice ? 11 * 7 * 5 : 0;
    expect(ofReplicas(graph)).toBeGreaterThan(layers);
    expect(ofReplicas(hoisted)).toBe(layers);
    const exact = createReferenceDevice('f64');
    const expected = await outOf(exact, graph, 1);
    expectClose(await outOf(exact, hoisted, 1), expected, { rtol: 1e-6, atol: 1e-6 });
    const wasm = await createWasmDevice(readWasmModules());
    expectClose(await outOf(wasm, fuse(hoisted), 1), expected, { rtol: 1e-5, atol: 1e-5 });
  });

  it('gives at the origin what the product gives, to the bit', async () => {
    const graph = graphOf(HOISTED[0]);
    const wasm = await createWasmDevice(readWasmModules());
    expect(await outOf(wasm, hoist(graph), 0)).toEqual(await outOf(wasm, graph, 0));
  });

  it.each(LEFT)('leaves a graph as it is where $name', (test) => {
    const graph = graphOf(test);
    expect(hoist(graph)).toEqual(graph);
  });
});
