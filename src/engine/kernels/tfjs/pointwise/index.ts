import type { Operation } from '../../../graph/graph';
import { binary, broadcastRows, columns, scale } from './arithmetic';
import type { Pointwise } from './definition';
import { activation, power } from './functions';
import { normalize } from './normalize';
import { adamDirection, mix } from './optimizer';

/** The operation as one of single entries, or undefined where it is none. */
export function pointwiseOf(operation: Operation): Pointwise | undefined {
  switch (operation.op) {
    case 'columns':
      return columns(operation.fn);
    case 'normalize':
      return normalize();
    case 'broadcastRows':
      return broadcastRows();
    case 'activation':
      return activation(operation.kind, operation.order);
    case 'binary':
      return binary(operation.fn);
    case 'scale':
      return scale(operation.factor);
    case 'power':
      return power(operation.shift, operation.exponent);
    case 'mix':
      return mix(operation.ca, operation.cb, operation.square);
    case 'adamDirection':
      return adamDirection(operation.cm, operation.cv, operation.eps);
    default:
      return undefined;
  }
}
