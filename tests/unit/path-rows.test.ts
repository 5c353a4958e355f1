import { expect, it } from 'vitest';
import { pathRows } from '../../src/panels/stage/path-rows';

const point = (epoch: number, loss: number) => ({ epoch, alpha: 0, beta: 0, length: 9, distance: epoch / 10, loss, planeLoss: 2 * loss });

it('the path table follows the scrubber to the nearest checkpoint, and stands at the end without it', () => {
  const paths = [
    { run: 0, points: [point(0, 4), point(10, 0.5), point(20, 0.125)] },
    { run: 2, points: [point(0, 8)] },
  ];
  expect(pathRows(paths, null)).toEqual([
    { run: 0, epoch: 20, cells: ['0.125', '0.250', '2.00'] },
    { run: 2, epoch: 0, cells: ['8.00', '16.0', '0'] },
  ]);
  expect(pathRows(paths, 11)[0]).toEqual({ run: 0, epoch: 10, cells: ['0.500', '1.00', '1.00'] });
  expect(pathRows([{ run: 1, points: [] }], 3)).toEqual([]);
});
