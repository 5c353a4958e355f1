import { choiceOf, flagOf, numberOf } from '../params';
import { IGNORE_IDS, type IgnoreId } from './normalise';
import type { DirectionKind } from './types';

/**
 * A principal axis of the runs' checkpoints, taken from the origin (METHOD.md, section 2): unit length, orthogonal, not scaled by filters. Centred as
 * the reference does, or not as the paper's text has it.
 */
export const principal: DirectionKind = {
  id: 'principal',
  label: 'directions.principal',
  about: 'directions.about.principal',
  params: {
    component: { kind: 'number', label: 'directions.param.component', min: 1, max: 6, default: 1, integer: true },
    paths: {
      kind: 'choice',
      label: 'directions.param.paths',
      options: ['all', 'own'].map((id) => ({ id, label: `directions.paths.${id}` })),
      default: 'all',
    },
    centred: { kind: 'flag', label: 'directions.param.centred', default: true },
    ignore: {
      kind: 'choice',
      label: 'directions.param.ignore',
      options: IGNORE_IDS.map((id) => ({ id, label: `directions.ignore.${id}` })),
      default: 'none',
    },
  },
  movesState: true,
  needs: 'checkpoints',
  usualRange: [-10, 10],
  async build(params, { checkpoints, run, principalAxes }) {
    const component = numberOf(params, 'component');
    const points = choiceOf(params, 'paths') === 'own' ? checkpoints.filter((point) => point.run === run) : checkpoints;
    const axes = await principalAxes(points, {
      centred: flagOf(params, 'centred'),
      ignore: choiceOf(params, 'ignore') as IgnoreId,
      components: component,
    });
    const found = axes[component - 1];
    if (!found) throw new Error(`The path has only ${axes.length} principal axes: keep more checkpoints or choose a lower number.`);
    return found;
  },
  caption: (params) => ({
    key: `directions.caption.principal.${choiceOf(params, 'paths')}.${flagOf(params, 'centred') ? 'centred' : 'raw'}`,
    values: { component: numberOf(params, 'component') },
  }),
};
