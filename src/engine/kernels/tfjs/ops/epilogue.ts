import type { ActivationKind } from '../../../../catalog/activations';
import { activationFunction } from '../activations';
import { OPERAND_NAMES } from '../kernel';

/** What a layer does to each product before it is stored, in the order of graph.ts. */
export interface Epilogue {
  readonly bias: boolean;
  readonly normalize: boolean;
  readonly activation: ActivationKind | null;
  readonly residual: 'none' | 'before' | 'after';
}

/** The product as it is. */
export const PLAIN: Epilogue = { bias: false, normalize: false, activation: null, residual: 'none' };

/** The epilogue as the body of a function of (r, row, column, product); its operands come after the product's two. */
export interface EpilogueCode {
  readonly key: string;
  readonly operands: number;
  readonly functions: readonly string[];
  readonly finish: string;
}

/** Code of an epilogue on a result whose rows have as many entries as the uniform `columns` says. */
export function epilogueCode({ bias, normalize, activation, residual }: Epilogue, columns: string): EpilogueCode {
  const names: string[] = [];
  const load = (at: string): string => {
    names.push(OPERAND_NAMES[2 + names.length]);
    return `load${names.at(-1)}(r, ${at})`;
  };
  const lines = ['var x: f32 = product;'];
  if (bias) lines.push(`x = x + ${load('column')};`);
  if (normalize) lines.push(`x = (x - ${load('column')}) * ${load('column')} + ${load('column')};`);
  const skip = residual === 'none' ? '' : `x = x + ${load(`row * uniforms.${columns} + column`)};`;
  if (residual === 'before') lines.push(skip);
  const activate = activation === null ? undefined : activationFunction(activation, 0);
  if (activate) lines.push(`x = ${activate}(x);`);
  if (residual === 'after') lines.push(skip);
  lines.push('return x;');
  return {
    key: [bias && 'bias', normalize && 'normalize', residual === 'before' && 'before', activation, residual === 'after' && 'residual']
      .filter(Boolean)
      .join(' '),
    operands: names.length,
    functions: activate ? [activate] : [],
    finish: lines.join('\n  '),
  };
}
