import { describe, expect, it } from 'vitest';
import type { TensorRole } from '../../src/catalog/layout';
import type { Coefficient, OptimizerOps } from '../../src/catalog/ops';
import { optimizers } from '../../src/catalog/optimizers';
import { defaultParams, type ParamValues } from '../../src/catalog/params';
import { schedules } from '../../src/catalog/schedules';
import { expectClose } from '../close';

type Vector = readonly number[];

/** Entry i of every vector below has this role. */
const ROLES: readonly TensorRole[] = ['kernel', 'bias', 'kernel'];

function value(coefficient: Coefficient<Vector>): number {
  return typeof coefficient === 'number' ? coefficient : coefficient.scalar[0];
}

const ops: OptimizerOps<Vector> = {
  mix: (ca, a, cb, b) => a.map((entry, i) => value(ca) * entry + value(cb) * b[i]),
  mixSquare: (ca, a, cb, b) => a.map((entry, i) => value(ca) * entry + value(cb) * b[i] ** 2),
  adamDirection: (cm, m, cv, v, eps) => m.map((entry, i) => (value(cm) * entry) / (Math.sqrt(value(cv) * v[i]) + eps)),
  keepRoles: (vector, roles) => vector.map((entry, i) => (roles.includes(ROLES[i]) ? entry : 0)),
};

const START = [0.5, -1.5, 2];

/** Gradient of Σ (θ_i − i)² · (i + 1) / 2. */
function gradient(theta: Vector): Vector {
  return theta.map((entry, i) => (i + 1) * (entry - i));
}

function train(id: string, changes: ParamValues, rate: number, steps: number): Vector {
  const spec = optimizers.get(id);
  const params = { ...defaultParams(spec.params), ...changes };
  let theta: Vector = START;
  let slots: Record<string, Vector> = Object.fromEntries(spec.slots(params).map((name) => [name, theta.map(() => 0)]));
  for (let t = 1; t <= steps; t++) {
    const hyper = Object.fromEntries(Object.entries(spec.hyper(params, t, rate)).map(([name, scalar]) => [name, { scalar: [scalar] }]));
    ({ theta, slots } = spec.step(ops, params, { theta, slots, hyper, gradient }));
  }
  return theta;
}

/** torch.optim.SGD's documented loop, written entry by entry. */
function torchSgd(o: { rate: number; momentum: number; nesterov: boolean; decay: number; decays: (i: number) => boolean }, steps: number) {
  return START.map((start, i) => {
    let theta = start;
    let buffer: number | undefined;
    for (let t = 1; t <= steps; t++) {
      let g = (i + 1) * (theta - i);
      if (o.decays(i)) g += o.decay * theta;
      if (o.momentum !== 0) {
        buffer = buffer === undefined ? g : o.momentum * buffer + g;
        g = o.nesterov ? g + o.momentum * buffer : buffer;
      }
      theta -= o.rate * g;
    }
    return theta;
  });
}

/** torch.optim.Adam's and AdamW's documented loop, written entry by entry. */
function torchAdam(
  o: { rate: number; beta1: number; beta2: number; eps: number; decay: number; decoupled: boolean; decays: (i: number) => boolean },
  steps: number,
) {
  return START.map((start, i) => {
    let theta = start;
    let m = 0;
    let v = 0;
    for (let t = 1; t <= steps; t++) {
      let g = (i + 1) * (theta - i);
      if (o.decays(i)) {
        if (o.decoupled) theta -= o.rate * o.decay * theta;
        else g += o.decay * theta;
      }
      m = o.beta1 * m + (1 - o.beta1) * g;
      v = o.beta2 * v + (1 - o.beta2) * g * g;
      const mHat = m / (1 - o.beta1 ** t);
      const vHat = v / (1 - o.beta2 ** t);
      theta -= (o.rate * mHat) / (Math.sqrt(vHat) + o.eps);
    }
    return theta;
  });
}

const everything = (): boolean => true;
const kernels = (i: number): boolean => ROLES[i] === 'kernel';
const tolerance = { rtol: 1e-13, atol: 1e-14 };

describe('SGD', () => {
  it.each([
    [0, false, 0, 'all'],
    [0, true, 0.1, 'all'],
    [0.9, false, 0, 'all'],
    [0.9, true, 0, 'all'],
    [0.9, true, 0.1, 'all'],
    [0.8, false, 0.1, 'kernels'],
    [0.8, true, 0.1, 'kernels'],
  ])('with momentum %f, Nesterov %s, decay %f on %s is PyTorch’s', (momentum, nesterov, weightDecay, decayScope) => {
    const decays = decayScope === 'all' ? everything : kernels;
    const expected = torchSgd({ rate: 0.05, momentum, nesterov, decay: weightDecay, decays }, 7);
    expectClose(train('sgd', { momentum, nesterov, weightDecay, decayScope }, 0.05, 7), expected, tolerance);
  });

  it('takes the plain gradient step first', () => {
    expectClose(train('sgd', { nesterov: false }, 0.1, 1), [0.45, -1, 2], { rtol: 1e-15, atol: 0 });
  });
});

describe('the curvature up to which steps stay bounded', () => {
  it.each([
    [0, false],
    [0.5, false],
    [0.9, false],
    [0.5, true],
    [0.9, true],
  ])('is where SGD with momentum %f, Nesterov %s, begins to diverge', (momentum, nesterov) => {
    const params = { ...defaultParams(optimizers.get('sgd').params), momentum, nesterov };
    const limit = optimizers.get('sgd').stableUpTo?.(params, 1) as number;
    // Entry 1 has curvature 2 and its minimum at 1; entry 2 starts at its own.
    const away = (share: number): number => Math.abs(train('sgd', { momentum, nesterov }, (share * limit) / 2, 4000)[1] - 1);
    expect(away(0.99)).toBeLessThan(1e-3);
    expect(away(1.01)).toBeGreaterThan(100);
  });

  it('is unknown where every weight has a step size of its own', () => {
    for (const id of ['adam', 'adamw']) expect(optimizers.get(id).stableUpTo).toBeUndefined();
  });
});

describe.each([
  ['adam', false],
  ['adamw', true],
] as const)('%s', (id, decoupled) => {
  it.each([
    [0.9, 0.999, '1e-8', 0, 'all'],
    [0.9, 0.999, '1e-8', 0.1, 'all'],
    [0.8, 0.95, '1e-3', 0.1, 'kernels'],
    [0, 0.5, '1e-5', 0.3, 'all'],
  ])('with betas %f and %f, epsilon %s, decay %f on %s is PyTorch’s', (beta1, beta2, epsilon, weightDecay, decayScope) => {
    const decays = decayScope === 'all' ? everything : kernels;
    const expected = torchAdam({ rate: 0.03, beta1, beta2, eps: Number(epsilon), decay: weightDecay, decoupled, decays }, 9);
    expectClose(train(id, { beta1, beta2, epsilon, weightDecay, decayScope }, 0.03, 9), expected, tolerance);
  });
});

describe('schedules', () => {
  const factor = (id: string, changes: ParamValues, progress: number): number => {
    const spec = schedules.get(id);
    return spec.factor({ ...defaultParams(spec.params), ...changes }, progress);
  };

  it('stays at 1 when constant', () => {
    expect([0, 0.5, 0.999].map((progress) => factor('constant', {}, progress))).toEqual([1, 1, 1]);
  });

  it('drops where the paper does: epochs 150, 225 and 275 of 300', () => {
    const at = (epoch: number): number => factor('step', {}, epoch / 300);
    expectClose([0, 149, 150, 224, 225, 274, 275, 299].map(at), [1, 1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001], { rtol: 1e-12, atol: 0 });
    expectClose([factor('step', { divisor: 2, drops: 1 }, 0.99)], [0.5], { rtol: 1e-12, atol: 0 });
  });

  it('falls along half a cosine to its floor', () => {
    expectClose(
      [0, 0.5, 1 / 3].map((p) => factor('cosine', {}, p)),
      [1, 0.5, 0.75],
      { rtol: 1e-12, atol: 0 },
    );
    expectClose(
      [0, 0.5, 1].map((p) => factor('cosine', { floor: 0.2 }, p)),
      [1, 0.6, 0.2],
      { rtol: 1e-12, atol: 0 },
    );
  });
});
