import { datasets } from '../../catalog/datasets';
import { numberOf } from '../../catalog/params';
import { KEPT_IMAGES } from '../../experiment/images';
import type { Problem, Recipe } from '../../experiment/recipe';
import { settleRecipe, withData } from '../../experiment/settle';
import type { OpenedImages } from '../state';
import { kindOf } from './kinds';

type Facts = Omit<OpenedImages, 'storage'>;

/** The data set that is read from a file of this name. */
export function datasetOf(asset: string) {
  const spec = datasets.all.find((candidate) => candidate.asset === asset);
  if (!spec) throw new RangeError(`No data set is read from "${asset}".`);
  return spec;
}

/** The recipe on images that were opened: no more of them than there are, and, of a person's own, their size, colours and classes. */
export function fitRecipe(recipe: Recipe, asset: string, images: Facts): Recipe {
  const spec = datasetOf(asset);
  const base = recipe.data.id === spec.id ? recipe : withData(recipe, spec.id);
  const { params } = base.data;
  const counts = { train: Math.min(numberOf(params, 'train'), images.train), test: Math.min(numberOf(params, 'test'), images.test) };
  if (kindOf(asset) === 'cifar10') return settleRecipe({ ...base, data: { ...base.data, params: { ...params, ...counts } } });
  const { side, channels, classes } = images;
  const isHalf = recipe.data.id === spec.id && numberOf(params, 'side') * 2 === side;
  const kind = { side: isHalf ? side / 2 : side, channels: `${channels}`, classes };
  return settleRecipe({ ...base, data: { ...base.data, params: { ...params, ...kind, ...counts } } });
}

/** Why a recipe cannot be computed on the images that are open, or null where it can. */
export function imagesObstacle({ data }: Recipe, { side, channels, classes, train, test }: Facts): Problem | null {
  const wanted = datasets.get(data.id).shape(data.params);
  const [wantedSide, , wantedChannels] = wanted.inputShape;
  const problem = (key: string, values: Problem['values']): Problem => ({ path: 'data', key: `images.open.${key}`, values });
  if (wantedChannels !== channels || wanted.classes !== classes) {
    return problem('otherKind', { channels: wantedChannels, classes: wanted.classes, hasChannels: channels, hasClasses: classes });
  }
  if (wantedSide !== side && wantedSide * 2 !== side) return problem('otherSide', { has: side });
  if (wanted.train > train) return problem('fewerTrain', { has: train, wanted: wanted.train });
  if (wanted.test > test) return problem('fewerTest', { has: test, wanted: wanted.test });
  return null;
}

/** Why files hold too few images for any recipe, or null where they do not. */
export function countObstacle(file: string, asset: string, { train, test }: Facts): Problem | null {
  const { params } = datasetOf(asset);
  const least = (id: 'train' | 'test'): number => {
    const spec = params[id];
    return spec?.kind === 'number' ? spec.min : KEPT_IMAGES[id];
  };
  const [leastTrain, leastTest] = [least('train'), least('test')];
  if (train >= leastTrain && test >= leastTest) return null;
  return { path: 'file', key: 'images.file.tooFew', values: { file, train, test, leastTrain, leastTest } };
}
