import type { ActivationKind } from '../../../../catalog/activations';
import { activationCode } from '../activations';
import type { ElementKernel } from '../kernel';

/** An activation or its first or second derivative. Thread → entry. */
export function activationKernel(kind: ActivationKind, order: 0 | 1 | 2): ElementKernel {
  const { functions, body } = activationCode(kind, order);
  return {
    kind: 'element',
    name: 'ReplicaActivation',
    key: `${kind}${order}`,
    operands: ['f32'],
    result: 'f32',
    uniforms: [],
    functions,
    body: `let x: f32 = loadA(r, i);\n  ${body}`,
  };
}
