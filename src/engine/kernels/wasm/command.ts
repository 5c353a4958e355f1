import type { ActivationKind } from '../../../catalog/activations';
import type { NodeId } from '../../graph/graph';
import { ActivationCode, type Opcode } from './opcodes';

/** What a kernel is told about one tensor: its address for replica 0, and bytes to the next replica's (0 where shared). */
export interface Operand {
  readonly at: number;
  readonly stride: number;
}

/** A float32 that all replicas share, put into memory with the commands. */
export interface Constant {
  readonly constant: number;
}

/** A command before it is written to memory; `node` is for messages about it. */
export interface Command {
  readonly opcode: Opcode;
  readonly operands: readonly (Operand | Constant)[];
  readonly numbers: readonly number[];
  readonly node: NodeId;
}

/** What the emitter needs to know about where things are. */
export interface Addresses {
  operand(id: NodeId): Operand;
  /** Room for what one command puts in order for itself: a transposed operand, or a padded image and a repacked kernel. */
  readonly scratch: Operand;
}

/** An operand that is not there. */
export const ABSENT: Operand = { at: 0, stride: 0 };
const ACTIVATION: Record<ActivationKind, ActivationCode> = {
  tanh: ActivationCode.Tanh,
  relu: ActivationCode.Relu,
  gelu: ActivationCode.Gelu,
  softplus: ActivationCode.Softplus,
};

/** The code of a layer's activation. */
export function activationCode(kind: ActivationKind | null): ActivationCode {
  return kind === null ? ActivationCode.None : ACTIVATION[kind];
}

/** Bytes of a command in memory. */
export function commandBytes({ operands, numbers }: Command): number {
  return 8 + 8 * operands.length + 4 * numbers.length;
}
