import type { Device } from '../../src/engine/device';
import { createGridEvaluator, type GridEvaluator } from '../../src/engine/grid-evaluator';
import type { Case } from '../cases/case';

/** This engine's evaluator of a case. */
export function planeOf(device: Device, { net, theta, state, delta, eta, samples }: Case): GridEvaluator {
  const directions = [{ delta }, { delta: eta }];
  return createGridEvaluator(device, { net, origin: { theta, state }, directions }, samples, 'frozen');
}

/** Losses at all points. */
export async function lossesOf(evaluator: GridEvaluator, coords: Float64Array): Promise<Float32Array> {
  const losses = new Float32Array(coords.length / 2);
  const options = { signal: new AbortController().signal, clock: () => performance.now() };
  for await (const { first, loss } of evaluator.evaluate(coords, options)) losses.set(loss, first);
  return losses;
}
