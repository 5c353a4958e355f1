import { type ElementKernel, type Source, type Step, uniforms } from '../kernel';
import { entries, sumRowsSteps } from './sum-rows';

const SHARED = { kind: 'element', result: 'f32', uniforms: uniforms.integers('columns') } as const;

/**
 * Softmax cross entropy of each row of logits [n, k]: (max − x_label) + log1p(Σ over the other entries of exp(x − max)), which equals
 * lse − x_label and keeps the digits of small losses. As in PyTorch a row with NaN or +∞ gives NaN. Thread → row.
 */
export function rowLossKernel(): ElementKernel {
  return {
    ...SHARED,
    name: 'ReplicaRowLoss',
    key: '',
    operands: ['f32', 'i32'],
    functions: ['largest', 'isFinite', 'nanFrom', 'expNegative', 'logOnePlus'],
    body: `let best: i32 = largest(r, i);
  let first: i32 = i * uniforms.columns;
  let top: f32 = loadA(r, first + best);
  if (!isFinite(top)) { return nanFrom(top); }
  var others: f32 = 0.0;
  for (var k: i32 = 0; k < uniforms.columns; k++) {
    if (k != best) { others = others + expNegative(loadA(r, first + k) - top); }
  }
  return (top - loadA(r, first + loadB(r, i))) + logOnePlus(others);`,
  };
}

/** (softmax − one-hot) / n of logits [n, k]; at the label it is −Σ others / Σ, which keeps its digits. Thread → logit. */
export function crossEntropyGradientKernel(): ElementKernel {
  return {
    ...SHARED,
    name: 'ReplicaCrossEntropyGradient',
    key: '',
    operands: ['f32', 'i32'],
    uniforms: [...uniforms.integers('columns'), ...uniforms.reals('factor')],
    functions: ['largest', 'isFinite', 'nanFrom', 'expNegative'],
    body: `let row: i32 = i / uniforms.columns;
  let first: i32 = row * uniforms.columns;
  let column: i32 = i - first;
  let top: f32 = loadA(r, first + largest(r, row));
  if (!isFinite(top)) { return nanFrom(top); }
  var own: f32 = 0.0;
  var others: f32 = 0.0;
  for (var k: i32 = 0; k < uniforms.columns; k++) {
    let share: f32 = expNegative(loadA(r, first + k) - top);
    if (k == column) { own = share; } else { others = others + share; }
  }
  if (column == loadB(r, row)) { return (-others / (own + others)) * uniforms.factor; }
  return (own / (own + others)) * uniforms.factor;`,
  };
}

/**
 * p∘(u − Σ p·u) / n for logits and u, both [n, k], p = softmax. u is taken relative to its entry at the largest logit, so that
 * the result keeps its digits where that share is almost 1. Thread → logit.
 */
export function crossEntropyHessianKernel(): ElementKernel {
  return {
    ...SHARED,
    name: 'ReplicaCrossEntropyHessian',
    key: '',
    operands: ['f32', 'f32'],
    uniforms: [...uniforms.integers('columns'), ...uniforms.reals('factor')],
    functions: ['largest', 'isFinite', 'nanFrom', 'expNegative'],
    body: `let row: i32 = i / uniforms.columns;
  let first: i32 = row * uniforms.columns;
  let best: i32 = first + largest(r, row);
  let top: f32 = loadA(r, best);
  if (!isFinite(top)) { return nanFrom(top); }
  let base: f32 = loadB(r, best);
  var total: f32 = 0.0;
  var moment: f32 = 0.0;
  for (var k: i32 = 0; k < uniforms.columns; k++) {
    let share: f32 = expNegative(loadA(r, first + k) - top);
    total = total + share;
    moment = moment + share * (loadB(r, first + k) - base);
  }
  let own: f32 = expNegative(loadA(r, i) - top) / total;
  return own * ((loadB(r, i) - base) - moment / total) * uniforms.factor;`,
  };
}

/** Index of the largest entry of each row: NaN is the largest, the first of equals wins. Thread → row. */
export function argmaxKernel(): ElementKernel {
  return { ...SHARED, name: 'ReplicaArgmax', key: '', operands: ['f32'], functions: ['largest'], body: 'return f32(largest(r, i));' };
}

/** 1 for each row whose largest entry is at its label, else 0. Thread → row. */
export function rowCorrectKernel(): ElementKernel {
  return {
    ...SHARED,
    name: 'ReplicaRowCorrect',
    key: '',
    operands: ['f32', 'i32'],
    functions: ['largest'],
    body: `if (largest(r, i) == loadB(r, i)) { return 1.0; }
  return 0.0;`,
  };
}

/** Steps of a number per row, summed over the rows and multiplied by a factor. */
export function rowSumSteps(kernel: ElementKernel, operands: readonly Source[], rows: number, classes: number, factor: number): Step[] {
  return [{ kernel, operands, uniforms: [classes], size: rows }, ...sumRowsSteps(entries({ step: 0 }), rows, 1, factor, 1)];
}
