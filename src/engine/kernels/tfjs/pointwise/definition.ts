/** How an operation of one entry finds an operand's entry: at the same index, at the index of its column, or as the replica's only one. */
export type Access = 'entry' | 'column' | 'scalar';

/**
 * An operation each entry of whose result depends on one entry of each operand. Such operations are joined into one kernel, so each
 * gives an expression (in the subset of WGSL of functions.ts) of its operands' and uniforms' names.
 */
export interface Pointwise {
  readonly access: readonly Access[];
  readonly uniforms: readonly { readonly type: 'i32' | 'f32'; readonly value: number }[];
  /** Library functions that the expression calls. */
  readonly functions: readonly string[];
  expression(operands: readonly string[], uniforms: readonly string[]): string;
}

/** A real uniform with this value. */
export function real(value: number): { type: 'f32'; value: number } {
  return { type: 'f32', value };
}
