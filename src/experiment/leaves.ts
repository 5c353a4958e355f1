import { datasets } from '../catalog/datasets';
import { directions } from '../catalog/directions';
import { nets } from '../catalog/nets';
import { optimizers } from '../catalog/optimizers';
import type { ChoiceParam, NumberParam, ParamSpec, ParamSpecs, ParamValue, ParamValues } from '../catalog/params';
import type { Registry } from '../catalog/registry';
import { schedules } from '../catalog/schedules';
import { hasRepeats } from './companions';
import { AXIS_FIELDS, gridFields, MAX_RUNS, ORIGIN_FIELDS, RUN_FIELDS, SEED, VIEW_FIELDS } from './fields';
import { hasImages } from './limits';
import type { Choice, Recipe } from './recipe';

/** One value of a recipe, with the schema that says what it means. */
export interface Leaf {
  readonly path: string;
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  /** False where the value has no effect because of another one (weight decay's scope without weight decay). */
  readonly matters: boolean;
}

type Entries = Registry<{ readonly id: string; readonly label: string; readonly params: ParamSpecs }>;

const RUN_COUNT: NumberParam = { kind: 'number', label: 'catalog.field.runs', min: 1, max: MAX_RUNS, default: 1, integer: true };
const AXIS_COUNT: NumberParam = { kind: 'number', label: 'catalog.field.axes', min: 1, max: 2, default: 2, integer: true };
const ORIGIN_RUN: NumberParam = { kind: 'number', label: 'catalog.field.run', min: 1, max: MAX_RUNS, default: 1, integer: true };
const DATA_SEED: NumberParam = { ...SEED, label: 'catalog.field.dataSeed' };
const AXIS_SEED: NumberParam = { ...SEED, label: 'catalog.field.axisSeed' };

/** Every value of a recipe that changes its picture, in the order of the rail. Names and the choice of boundary inputs are left out. */
export function leavesOf(recipe: Recipe, directionSeed: number): Leaf[] {
  const isImages = hasImages(recipe);
  return [
    ...choiceLeaves(recipe.data, 'data', datasets, 'catalog.field.data'),
    leaf('data.seed', DATA_SEED, recipe.data.seed),
    ...choiceLeaves(recipe.net, 'net', nets, 'catalog.field.net'),
    leaf('runs', RUN_COUNT, recipe.runs.length),
    ...recipe.runs.flatMap((run, i) => [
      ...choiceLeaves(run.optimizer, `runs.${i}.optimizer`, optimizers, 'catalog.field.optimizer'),
      ...fieldLeaves(run, `runs.${i}`, RUN_FIELDS).map((entry) =>
        entry.path.endsWith('.augmentation') ? { ...entry, matters: isImages } : entry,
      ),
      ...choiceLeaves(run.schedule, `runs.${i}.schedule`, schedules, 'catalog.field.schedule'),
    ]),
    leaf('origin.run', ORIGIN_RUN, recipe.origin.run + 1),
    leaf('origin.epoch', epochSpec(recipe.origin.epoch), recipe.origin.epoch),
    leaf('origin.rescale', ORIGIN_FIELDS.rescale, recipe.origin.rescale),
    leaf('axes', AXIS_COUNT, recipe.axes.length),
    ...recipe.axes.flatMap((axis, i) => [
      ...choiceLeaves(axis, `axes.${i}`, directions, 'catalog.field.direction'),
      leaf(`axes.${i}.seed`, AXIS_SEED, axis.seed ?? directionSeed),
    ]),
    ...fieldLeaves(recipe.grid.alpha, 'grid.alpha', AXIS_FIELDS),
    ...(recipe.axes.length === 2 ? fieldLeaves(recipe.grid.beta, 'grid.beta', AXIS_FIELDS) : []),
    ...fieldLeaves(recipe.grid, 'grid', gridFields(isImages)),
    ...fieldLeaves(recipe.view, 'view', VIEW_FIELDS).map((entry) =>
      entry.path.endsWith('.repeats') ? { ...entry, matters: hasRepeats(recipe) } : entry,
    ),
  ];
}

function leaf(path: string, spec: ParamSpec, value: ParamValue, matters = true): Leaf {
  return { path, spec, value, matters };
}

function fieldLeaves<F extends ParamSpecs>(values: Readonly<Record<keyof F, unknown>>, path: string, fields: F): Leaf[] {
  return Object.entries(fields).map(([id, spec]) => leaf(`${path}.${id}`, spec, values[id] as ParamValue));
}

function choiceLeaves(choice: Choice, path: string, registry: Entries, label: string): Leaf[] {
  const options = registry.all.map((entry) => ({ id: entry.id, label: entry.label }));
  const which: ChoiceParam = { kind: 'choice', label, options, default: registry.all[0].id };
  const params: ParamValues = choice.params;
  return [
    leaf(`${path}.id`, which, choice.id),
    ...Object.entries(registry.get(choice.id).params).map(([id, spec]) =>
      leaf(`${path}.params.${id}`, spec, params[id], spec.when?.(params) ?? true),
    ),
  ];
}

function epochSpec(epoch: number | 'last'): ParamSpec {
  const label = 'catalog.field.epoch';
  if (epoch === 'last') return { kind: 'choice', label, options: [{ id: 'last', label: 'catalog.field.epoch.last' }], default: 'last' };
  return { ...RUN_FIELDS.epochs, label };
}
