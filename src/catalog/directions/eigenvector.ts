import { choiceOf } from '../params';
import type { DirectionKind, SpectrumEnd } from './types';

const ENDS: readonly SpectrumEnd[] = ['largest', 'second', 'smallest'];

/** An extreme eigenvector of the Hessian of the loss over the kernels at the origin, of unit length (METHOD.md, sections 2 and 4). */
export const eigenvector: DirectionKind = {
  id: 'eigenvector',
  label: 'directions.eigenvector',
  about: 'directions.about.eigenvector',
  params: {
    end: {
      kind: 'choice',
      label: 'directions.param.end',
      options: ENDS.map((id) => ({ id, label: `directions.end.${id}` })),
      default: 'largest',
    },
  },
  movesState: false,
  needs: 'curvature',
  build: async (params, { curvature }) => ({ delta: await curvature.eigenvector(choiceOf(params, 'end') as SpectrumEnd) }),
  caption: (params) => ({ key: `directions.caption.eigenvector.${choiceOf(params, 'end')}`, values: {} }),
};
