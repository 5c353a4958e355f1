import { choiceOf, flagOf, numberOf, type ParamValues } from '../params';
import type { Direction, DirectionContext, DirectionKind, RunPoint, RunsFacts } from './types';

const WHERE = ['end', 'start', 'epoch'] as const;

/**
 * The way from the origin to another checkpoint of this run or another: δ = θ₂ − θ₁ with all parameters and batch-norm statistics, not scaled, so that
 * the checkpoint lies at 1 (METHOD.md, section 2: interpolation, end minus start, and with a second axis three minima).
 */
export const between: DirectionKind = {
  id: 'between',
  label: 'directions.between',
  about: 'directions.about.between',
  params: {
    run: { kind: 'number', label: 'directions.param.run', min: 1, max: 8, default: 1, integer: true },
    at: {
      kind: 'choice',
      label: 'directions.param.at',
      options: WHERE.map((id) => ({ id, label: `directions.at.${id}` })),
      default: 'start',
    },
    epoch: {
      kind: 'number',
      label: 'directions.param.epoch',
      min: 0,
      max: 5000,
      default: 1,
      integer: true,
      when: (values) => values.at === 'epoch',
    },
    orthogonal: { kind: 'flag', label: 'directions.param.orthogonal', default: false },
  },
  movesState: true,
  needs: 'checkpoints',
  usualRange: [-0.5, 1.5],
  build(params, { origin, checkpoints, built }) {
    const target = targetOf(params, checkpoints);
    const delta = target.theta.map((value, i) => value - origin.theta[i]);
    const stateDelta = target.state.map((value, i) => value - origin.state[i]);
    if (delta.every((value) => value === 0)) throw new Error('The axis ends where it starts: choose another checkpoint.');
    const direction: Direction = { delta, stateDelta };
    return flagOf(params, 'orthogonal') && built.length > 0 ? orthogonalTo(built[0], direction) : direction;
  },
  caption: (params) => ({
    key: `directions.caption.between.${choiceOf(params, 'at')}`,
    values: { run: numberOf(params, 'run'), epoch: numberOf(params, 'epoch') },
  }),
  obstacle(params, facts) {
    const run = numberOf(params, 'run') - 1;
    if (run >= facts.epochs.length) return 'directions.problem.noSuchRun';
    if (choiceOf(params, 'at') === 'epoch' && numberOf(params, 'epoch') > facts.epochs[run]) return 'directions.problem.noSuchEpoch';
    return run === facts.run && epochOf(params, facts) === facts.epoch ? 'directions.problem.samePoint' : null;
  },
  settle(params, facts) {
    const present = { ...params, run: Math.min(numberOf(params, 'run'), facts.epochs.length) };
    const candidates = [present, ...WHERE.map((at) => ({ ...present, at, epoch: 0 }))];
    return candidates.find((candidate) => between.obstacle?.(candidate, facts) === null) ?? present;
  },
};

function epochOf(params: ParamValues, { epochs }: RunsFacts): number {
  const at = choiceOf(params, 'at');
  return at === 'start' ? 0 : at === 'end' ? epochs[numberOf(params, 'run') - 1] : numberOf(params, 'epoch');
}

/** The run's first, its last, or the kept checkpoint nearest the epoch. */
export function targetOf(params: ParamValues, checkpoints: DirectionContext['checkpoints']): RunPoint {
  const own = checkpoints.filter(({ run }) => run === numberOf(params, 'run') - 1);
  const at = choiceOf(params, 'at');
  const epoch = numberOf(params, 'epoch');
  const distance = (point: RunPoint): number => Math.abs(point.epoch - epoch);
  const nearest = own.reduce<RunPoint | undefined>((best, point) => (!best || distance(point) < distance(best) ? point : best), undefined);
  const found = at === 'start' ? own[0] : at === 'end' ? own.at(-1) : nearest;
  if (!found) throw new Error(`The checkpoints of run ${numberOf(params, 'run')} are not here: train it first.`);
  return found;
}

/** What of b is left beside a, states moved along, so that the plane stays that of both. */
function orthogonalTo(a: Direction, b: Direction): Direction {
  let [ab, aa] = [0, 0];
  for (let i = 0; i < a.delta.length; i++) {
    ab += a.delta[i] * b.delta[i];
    aa += a.delta[i] * a.delta[i];
  }
  const share = ab / aa;
  const { stateDelta: aState } = a;
  return {
    delta: b.delta.map((value, i) => value - share * a.delta[i]),
    ...(b.stateDelta && aState ? { stateDelta: b.stateDelta.map((value, i) => value - share * aState[i]) } : {}),
  };
}
