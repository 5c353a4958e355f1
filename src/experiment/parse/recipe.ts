import { datasets } from '../../catalog/datasets';
import { directions } from '../../catalog/directions';
import { nets } from '../../catalog/nets';
import { optimizers } from '../../catalog/optimizers';
import type { ParamSpecs, ParamValues } from '../../catalog/params';
import type { Registry } from '../../catalog/registry';
import { schedules } from '../../catalog/schedules';
import { AXIS_FIELDS, GRID_FIELDS, MAX_NAME_LENGTH, MAX_RUNS, ORIGIN_FIELDS, RUN_FIELDS, SEED, VIEW_FIELDS } from '../fields';
import { limitsOf } from '../limits';
import type { Choice, DirectionSpec, GridAxis, GridSpec, Origin, PaneView, Recipe, Run } from '../recipe';
import { defaultAxis, defaultRecipe } from '../recipe-defaults';
import { join, type Reader, shown } from './reader';

const RUN_INDEX = { kind: 'number', label: 'catalog.field.run', min: 0, max: MAX_RUNS - 1, default: 0, integer: true } as const;
const INPUT_INDEX = { kind: 'number', label: 'catalog.field.input', min: 0, max: 65535, default: 0, integer: true } as const;
// Names are drawn on screen: control characters and those that turn the writing direction round have no place in them.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Reads a recipe; parts that are absent take the default experiment's values. Limits across fields are checked once the parts are sound. */
export function readRecipe(reader: Reader, value: unknown, path: string): Recipe {
  const before = reader.problems.length;
  const usual = defaultRecipe();
  const parts = reader.object(value, path, ['name', 'data', 'net', 'runs', 'origin', 'axes', 'grid', 'view']);
  const data = readData(reader, parts.data, join(path, 'data'));
  const shape = datasets.get(data.id).shape(data.params);
  const runsPath = join(path, 'runs');
  const runs = reader.list(parts.runs, runsPath, 1, MAX_RUNS) ?? [{}];
  const axesPath = join(path, 'axes');
  const axes = reader.list(parts.axes, axesPath, 1, 2);
  const recipe: Recipe = {
    name: readName(reader, parts.name, join(path, 'name')),
    data,
    net: readChoice(reader, parts.net, join(path, 'net'), nets, usual.net.id),
    runs: runs.map((run, i) => readRun(reader, run, join(runsPath, i), shape.train)),
    origin: readOrigin(reader, parts.origin, join(path, 'origin')),
    axes: axes?.map((axis, i) => readAxis(reader, axis, join(axesPath, i))) ?? usual.axes,
    grid: readGrid(reader, parts.grid, join(path, 'grid')),
    view: readView(reader, parts.view, join(path, 'view'), datasets.get(data.id).boundaryInputs),
  };
  if (reader.problems.length === before) {
    for (const limit of limitsOf(recipe)) reader.report(join(path, limit.path), limit.key, limit.values);
  }
  return recipe;
}

function readName(reader: Reader, value: unknown, path: string): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') reader.report(path, 'problems.type.text', { got: shown(value) });
  else if (value.length > MAX_NAME_LENGTH) reader.report(path, 'problems.nameLength', { max: MAX_NAME_LENGTH, got: value.length });
  else if (UNPRINTABLE.test(value)) reader.report(path, 'problems.nameCharacters', { got: shown(value) });
  else return value;
  return '';
}

type Entries = Registry<{ readonly id: string; readonly params: ParamSpecs }>;

/** The id and settings of a catalog entry inside an object that may have other keys of its own. */
function readEntry(reader: Reader, object: Readonly<Record<string, unknown>>, path: string, registry: Entries, usualId: string): Choice {
  const { id = usualId } = object;
  if (typeof id !== 'string' || !registry.has(id)) {
    const options = registry.all.map((entry) => entry.id).join(', ');
    reader.report(join(path, 'id'), 'problems.unknownId', { options, got: shown(id) });
    return { id: usualId, params: reader.params({}, path, registry.get(usualId).params) };
  }
  const specs = registry.get(id).params;
  const paramsPath = join(path, 'params');
  return { id, params: reader.params(reader.object(object.params, paramsPath, Object.keys(specs)), paramsPath, specs) };
}

function readChoice(reader: Reader, value: unknown, path: string, registry: Entries, usualId: string): Choice {
  return readEntry(reader, reader.object(value, path, ['id', 'params']), path, registry, usualId);
}

function readData(reader: Reader, value: unknown, path: string): Recipe['data'] {
  const object = reader.object(value, path, ['id', 'params', 'seed']);
  const entry = readEntry(reader, object, path, datasets, datasets.all[0].id);
  return { ...entry, seed: reader.param(object.seed, join(path, 'seed'), SEED) as number };
}

/** An absent learning rate is the optimizer's own, an absent batch size is no larger than the data. */
function readRun(reader: Reader, value: unknown, path: string, trainSamples: number): Run {
  const object = reader.object(value, path, [...Object.keys(RUN_FIELDS), 'optimizer', 'schedule']);
  const optimizer = readChoice(reader, object.optimizer, join(path, 'optimizer'), optimizers, optimizers.all[0].id);
  const number = (id: Exclude<keyof typeof RUN_FIELDS, 'augmentation'>, usual?: number): number =>
    reader.param(object[id], join(path, id), RUN_FIELDS[id], usual) as number;
  return {
    seed: number('seed'),
    optimizer,
    schedule: readChoice(reader, object.schedule, join(path, 'schedule'), schedules, schedules.all[0].id),
    learningRate: number('learningRate', optimizers.get(optimizer.id).typicalRate),
    batchSize: number('batchSize', Math.min(RUN_FIELDS.batchSize.default, trainSamples)),
    augmentation: reader.param(object.augmentation, join(path, 'augmentation'), RUN_FIELDS.augmentation) as Run['augmentation'],
    epochs: number('epochs'),
    checkpointEvery: number('checkpointEvery'),
  };
}

function readOrigin(reader: Reader, value: unknown, path: string): Origin {
  const object = reader.object(value, path, ['run', 'epoch', 'rescale']);
  const { epoch = 'last' } = object;
  return {
    run: reader.param(object.run, join(path, 'run'), RUN_INDEX) as number,
    epoch: epoch === 'last' ? epoch : (reader.param(epoch, join(path, 'epoch'), { ...RUN_FIELDS.epochs, min: 0 }) as number),
    rescale: reader.param(object.rescale, join(path, 'rescale'), ORIGIN_FIELDS.rescale) as number,
  };
}

function readAxis(reader: Reader, value: unknown, path: string): DirectionSpec {
  const object = reader.object(value, path, ['id', 'params', 'seed']);
  const { seed = null } = object;
  return {
    ...readEntry(reader, object, path, directions, defaultAxis().id),
    seed: seed === null ? null : (reader.param(seed, join(path, 'seed'), SEED) as number),
  };
}

function readGrid(reader: Reader, value: unknown, path: string): GridSpec {
  const object = reader.object(value, path, ['alpha', 'beta', ...Object.keys(GRID_FIELDS)]);
  const fields = reader.params(object, path, GRID_FIELDS);
  return {
    alpha: readGridAxis(reader, object.alpha, join(path, 'alpha')),
    beta: readGridAxis(reader, object.beta, join(path, 'beta')),
    ...(fields as ParamValues & Pick<GridSpec, 'fit' | 'split' | 'samples' | 'batchNorm'>),
  };
}

function readGridAxis(reader: Reader, value: unknown, path: string): GridAxis {
  const object = reader.object(value, path, Object.keys(AXIS_FIELDS));
  const axis = reader.params(object, path, AXIS_FIELDS) as ParamValues & GridAxis;
  if (axis.min >= axis.max) reader.report(path, 'problems.emptyRange', { min: axis.min, max: axis.max });
  return axis;
}

function readView(reader: Reader, value: unknown, path: string, usualInputs: readonly [number, number]): PaneView {
  const object = reader.object(value, path, ['field', 'boundaryInputs', 'repeats']);
  const inputsPath = join(path, 'boundaryInputs');
  const inputs = reader.list(object.boundaryInputs, inputsPath, 2, 2) ?? usualInputs;
  return {
    field: reader.param(object.field, join(path, 'field'), VIEW_FIELDS.field) as PaneView['field'],
    boundaryInputs: [
      reader.param(inputs[0], join(inputsPath, 0), INPUT_INDEX) as number,
      reader.param(inputs[1], join(inputsPath, 1), INPUT_INDEX) as number,
    ],
    repeats: reader.param(object.repeats, join(path, 'repeats'), VIEW_FIELDS.repeats) as number,
  };
}
