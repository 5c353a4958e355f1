import { datasets } from '../../catalog/datasets';
import { nets } from '../../catalog/nets';
import type { ParamSpec, ParamSpecs, ParamValue } from '../../catalog/params';
import type { Registry } from '../../catalog/registry';
import { GRID_FIELDS, ORIGIN_FIELDS, RUN_FIELDS, SEED, VIEW_FIELDS } from '../fields';
import { dataShape, inputsOf } from '../limits';
import type { Recipe } from '../recipe';
import { withData, withNet } from '../settle';
import { AXIS_SETTINGS } from './axis-settings';
import { RUN_SETTINGS } from './run-settings';
import { parseNumber, type Setting, valueSetting } from './setting';

/** Settings of a pane, in the order in which an address is read: what others depend on comes first. */
export const PANE_SETTINGS: readonly Setting<Recipe>[] = [
  entry('data', datasets, withData),
  valueSetting<Recipe>(
    'dataseed',
    SEED,
    ({ data }) => data.seed,
    (recipe, value) => ({ ...recipe, data: { ...recipe.data, seed: value as number } }),
  ),
  param('points', 'data', datasets, 'points'),
  param('noise', 'data', datasets, 'noise'),
  param('turns', 'data', datasets, 'turns'),
  param('inner', 'data', datasets, 'inner'),
  param('classes', 'data', datasets, 'classes'),
  param('trainshare', 'data', datasets, 'trainShare'),
  param('side', 'data', datasets, 'side'),
  param('channels', 'data', datasets, 'channels'),
  param('trainimages', 'data', datasets, 'train'),
  param('testimages', 'data', datasets, 'test'),
  entry('net', nets, withNet),
  param('depth', 'net', nets, 'depth'),
  param('width', 'net', nets, 'width'),
  param('skips', 'net', nets, 'skips'),
  param('batchnorm', 'net', nets, 'batchNorm'),
  param('activation', 'net', nets, 'activation'),
  param('init', 'net', nets, 'init'),
  param('initscale', 'net', nets, 'initScale'),
  param('layers', 'net', nets, 'layers'),
  param('size', 'net', nets, 'size'),
  param('factor', 'net', nets, 'factor'),
  param('blocks', 'net', nets, 'blocks'),
  param('growth', 'net', nets, 'growth'),
  ...RUN_SETTINGS,
  { name: 'at', read: readEpoch, write: ({ origin }) => `${origin.epoch}` },
  valueSetting<Recipe>(
    'rescale',
    ORIGIN_FIELDS.rescale,
    ({ origin }) => origin.rescale,
    (recipe, value) => ({ ...recipe, origin: { ...recipe.origin, rescale: value as number } }),
  ),
  ...AXIS_SETTINGS,
  grid('fit', 'fit'),
  grid('split', 'split'),
  grid('samples', 'samples'),
  grid('statistics', 'batchNorm'),
  view('show', 'field'),
  view('repeats', 'repeats'),
  { name: 'inputs', read: readInputs, write: ({ view: { boundaryInputs } }) => boundaryInputs.map((input) => input + 1).join(':') },
];

type Part = 'data' | 'net';

/** Another entry comes with its default settings. */
function entry(part: Part, registry: { has(id: string): boolean }, change: (recipe: Recipe, id: string) => Recipe): Setting<Recipe> {
  return {
    name: part,
    read(text, recipe) {
      if (recipe[part].id === text) return recipe;
      return registry.has(text) ? change(recipe, text) : null;
    },
    write: (recipe) => recipe[part].id,
  };
}

function param(
  name: string,
  part: Part,
  registry: Registry<{ readonly id: string; readonly params: ParamSpecs }>,
  id: string,
): Setting<Recipe> {
  const spec = (recipe: Recipe): ParamSpec | null => registry.get(recipe[part].id).params[id] ?? null;
  return valueSetting<Recipe>(
    name,
    spec,
    (recipe) => (spec(recipe) ? (recipe[part].params[id] as ParamValue) : undefined),
    (recipe, value) => ({ ...recipe, [part]: { ...recipe[part], params: { ...recipe[part].params, [id]: value } } }),
  );
}

function grid(name: string, id: keyof typeof GRID_FIELDS): Setting<Recipe> {
  return valueSetting<Recipe>(
    name,
    GRID_FIELDS[id],
    (recipe) => recipe.grid[id],
    (recipe, value) => ({ ...recipe, grid: { ...recipe.grid, [id]: value } }),
  );
}

function view(name: string, id: keyof typeof VIEW_FIELDS): Setting<Recipe> {
  return valueSetting<Recipe>(
    name,
    VIEW_FIELDS[id],
    (recipe) => recipe.view[id],
    (recipe, value) => ({ ...recipe, view: { ...recipe.view, [id]: value } }),
  );
}

/** The checkpoint that the surface is drawn around: an epoch, or the last. */
function readEpoch(text: string, recipe: Recipe): Recipe | null {
  const epoch = text === 'last' ? text : parseNumber(text);
  if (epoch === null || (epoch !== 'last' && !(Number.isInteger(epoch) && epoch >= 0 && epoch <= RUN_FIELDS.epochs.max))) return null;
  return { ...recipe, origin: { ...recipe.origin, epoch } };
}

/** The two inputs of the boundary, counted from 1. */
function readInputs(text: string, recipe: Recipe): Recipe | null {
  const [first, second, ...more] = text.split(':').map(parseNumber);
  const isInput = (input: number | null | undefined): input is number =>
    typeof input === 'number' && Number.isInteger(input) && input >= 1 && input <= inputsOf(dataShape(recipe));
  if (!isInput(first) || !isInput(second) || first === second || more.length > 0) return null;
  return { ...recipe, view: { ...recipe.view, boundaryInputs: [first - 1, second - 1] } };
}
