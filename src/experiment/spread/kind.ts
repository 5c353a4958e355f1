import { flagOf, numberOf } from '../../catalog/params';
import { NEAR_SHARE } from '../range';
import type { GridAxis, Recipe } from '../recipe';

/** Hidden layers and units from each of these on, up to the next, are of one band; nothing is measured from the last on. */
const DEPTHS = [1, 6, 15, 25, 36] as const;
const WIDTHS = [8, 11, 15, 24, 33] as const;
const FEWEST_EPOCHS = 30;

/**
 * The kind of recipe whose spread between training seeds holds for a recipe: data set, net family, batch norm, skips and bands of depth and width, such as
 * "spirals mlp norm skips 25 15". Null for what no kind is measured of.
 */
export function kindOf({ data, net, runs, origin }: Pick<Recipe, 'data' | 'net' | 'runs' | 'origin'>): string | null {
  if (net.id !== 'mlp' || runs[origin.run].epochs < FEWEST_EPOCHS) return null;
  const [depth, width] = [bandOf(DEPTHS, numberOf(net.params, 'depth')), bandOf(WIDTHS, numberOf(net.params, 'width'))];
  if (depth === null || width === null) return null;
  const [norm, skips] = [flagOf(net.params, 'batchNorm') ? 'norm' : 'plain', flagOf(net.params, 'skips') ? 'skips' : 'chain'];
  return [data.id, net.id, norm, skips, depth, width].join(' ');
}

function bandOf(starts: readonly number[], value: number): number | null {
  const start = starts.findLast((from) => value >= from);
  return start === undefined || start === starts.at(-1) ? null : start;
}

/** Whether a recipe's picture is one that spreads were measured on: random axes scaled per filter around the trained weights, over ±1 or the near range, with the statistics held. */
export function hasMeasuredPicture({ axes, grid, origin }: Pick<Recipe, 'axes' | 'grid' | 'origin'>): boolean {
  const isRandom =
    axes.length === 2 && axes.every(({ id, params }) => id === 'random' && params.norm === 'filter' && params.ignore === 'biasbn');
  const isUsual = origin.epoch === 'last' && origin.rescale === 1 && grid.batchNorm === 'frozen' && grid.split === 'train' && !grid.fit;
  return isRandom && isUsual && reach(grid.alpha) !== null && reach(grid.alpha) === reach(grid.beta);
}

/** How far an axis reaches to both sides, where that is one of the measured ranges. */
function reach({ min, max }: GridAxis): number | null {
  return min === -max && (max === 1 || max === NEAR_SHARE) ? max : null;
}
