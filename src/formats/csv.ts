import { strToU8 } from 'fflate';
import { coordinateOf } from '../experiment/basin';
import type { Landscape } from '../experiment/landscape';
import type { GridAxis } from '../experiment/recipe';
import { gridSize } from './contents';
import type { Format } from './types';

/** The landscapes' numbers, one grid point a line: pane, alpha, beta, loss, accuracy. Points not evaluated are absent; a line has no beta. */
export const csv: Format = {
  id: 'csv',
  extensions: ['csv'],
  mime: 'text/csv',
  label: 'share.format.csv',
  recognises: () => false,
  encode(snapshot) {
    const lines = snapshot.panes.flatMap(({ landscape }, i) => (landscape ? [...linesOf(landscape, 'ABCD'[i] as string)] : []));
    return strToU8(['pane,alpha,beta,loss,accuracy', ...lines, ''].join('\n'));
  },
};

function* linesOf(landscape: Landscape, letter: string): Generator<string> {
  const [columns, rows] = gridSize(landscape);
  const [alpha, beta] = landscape.axes as [GridAxis, GridAxis?];
  for (let i = 0; i < columns * rows; i++) {
    if (!landscape.done[i]) continue;
    const a = coordinateOf(alpha, i % columns);
    const b = beta ? coordinateOf(beta, Math.floor(i / columns)) : '';
    yield [letter, a, b, landscape.loss[i], landscape.accuracy[i]].join(',');
  }
}
