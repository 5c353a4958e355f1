import { strToU8 } from 'fflate';
import { coordinateOf } from '../experiment/basin';
import type { Landscape } from '../experiment/landscape';
import type { GridAxis } from '../experiment/recipe';
import { gridSize } from './contents';
import type { Format } from './types';

/** The landscapes' numbers, one grid point a line: pane, alpha, beta, loss, accuracy. Points not evaluated are absent; a line has no beta, and says its split, and its direction's seed where others are drawn with it. */
export const csv: Format = {
  id: 'csv',
  extensions: ['csv'],
  mime: 'text/csv',
  label: 'share.format.csv',
  recognises: () => false,
  encode(snapshot) {
    const drawnWith = snapshot.panes.some(({ companions = [] }) => companions.length > 0);
    const lines = snapshot.panes.flatMap(({ landscape, companions = [] }, i) => {
      const letter = 'ABCD'[i] as string;
      const own = drawnWith ? [snapshot.document.panes[i]?.grid.split ?? '', ''] : [];
      return [
        ...(landscape ? linesOf(landscape, letter, own) : []),
        ...companions.flatMap(({ landscape: line, split, seed }) => [...linesOf(line, letter, [split, seed ?? ''])]),
      ];
    });
    return strToU8([`pane,alpha,beta,loss,accuracy${drawnWith ? ',split,seed' : ''}`, ...lines, ''].join('\n'));
  },
};

function* linesOf(landscape: Landscape, letter: string, more: readonly (string | number)[]): Generator<string> {
  const [columns, rows] = gridSize(landscape);
  const [alpha, beta] = landscape.axes as [GridAxis, GridAxis?];
  for (let i = 0; i < columns * rows; i++) {
    if (!landscape.done[i]) continue;
    const a = coordinateOf(alpha, i % columns);
    const b = beta ? coordinateOf(beta, Math.floor(i / columns)) : '';
    yield [letter, a, b, landscape.loss[i], landscape.accuracy[i], ...more].join(',');
  }
}
