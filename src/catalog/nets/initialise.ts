import type { Rng } from '../../math/random';
import { ACTIVATION_KINDS } from '../activations';
import type { TensorLayout, TensorSlot } from '../layout';
import { choiceOf, numberOf, type ParamSpecs, type ParamValues } from '../params';

/** Choices of activation, for nets that offer one. */
export const activationOptions = ACTIVATION_KINDS.map((id) => ({ id, label: `nets.activation.${id}` }));

/** How kernels start: shared by all net families. */
export const initialisationParams = {
  init: {
    kind: 'choice',
    label: 'nets.init',
    options: ['he', 'glorot', 'lecun'].map((id) => ({ id, label: `nets.init.${id}` })),
    default: 'he',
  },
  initScale: { kind: 'number', label: 'nets.initScale', min: 0.1, max: 10, default: 1, scale: 'log' },
} as const satisfies ParamSpecs;

/** θ with normal kernels of He's, Glorot's or LeCun's variance times `initScale`², BN scales 1, and zeros elsewhere. */
export function initialiseKernels(layout: TensorLayout, params: ParamValues, rng: Rng): Float32Array {
  const theta = new Float32Array(layout.size);
  for (const slot of layout.slots) {
    const end = slot.offset + slot.size;
    if (slot.role === 'bn-scale') theta.fill(1, slot.offset, end);
    if (slot.role !== 'kernel') continue;
    const deviation = kernelDeviation(choiceOf(params, 'init'), slot) * numberOf(params, 'initScale');
    const stream = rng.fork(slot.name);
    for (let i = slot.offset; i < end; i++) theta[i] = deviation * stream.normal();
  }
  return theta;
}

function kernelDeviation(init: string, slot: TensorSlot): number {
  const units = slot.shape.at(-1) as number;
  const fanIn = slot.size / units;
  const fanOut = (slot.size / (slot.shape.at(-2) as number)) | 0;
  if (init === 'glorot') return Math.sqrt(2 / (fanIn + fanOut));
  return Math.sqrt((init === 'he' ? 2 : 1) / fanIn);
}
