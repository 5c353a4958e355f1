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
import { defaultRecipe } from '../recipe-defaults';
import type { Absent } from './absent';
import { join, type Reader, shown } from './reader';

const RUN_INDEX = { kind: 'number', label: 'catalog.field.run', min: 0, max: MAX_RUNS - 1, default: 0, integer: true } as const;
const INPUT_INDEX = { kind: 'number', label: 'catalog.field.input', min: 0, max: 65535, default: 0, integer: true } as const;
// Names are drawn on screen: control characters and those that turn the writing direction round have no place in them.
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** Reads a recipe; parts that are absent are what the document's version means by that, or else the default experiment's. Limits across fields are checked once the parts are sound. */
export function readRecipe(reader: Reader, value: unknown, path: string): Recipe {
  const before = reader.problems.length;
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
    net: readChoice(reader, parts.net, join(path, 'net'), 'nets'),
    runs: runs.map((run, i) => readRun(reader, run, join(runsPath, i), shape.train)),
    origin: readOrigin(reader, parts.origin, join(path, 'origin')),
    axes: (axes ?? new Array(reader.absent?.axes ?? defaultRecipe().axes.length).fill({})).map((axis, i) =>
      readAxis(reader, axis, join(axesPath, i)),
    ),
    grid: readGrid(reader, parts.grid, join(path, 'grid')),
    view: readView(reader, parts.view, join(path, 'view'), data.id),
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

type Kind = keyof Absent['ids'];
type Entries = Registry<{ readonly id: string; readonly params: ParamSpecs }>;

const REGISTRIES: Readonly<Record<Kind, Entries>> = { datasets, nets, optimizers, schedules, directions };

/** The entry that stands where none is named. */
function unsaidId(reader: Reader, kind: Kind): string {
  if (reader.absent) return reader.absent.ids[kind];
  const { data, net, runs, axes } = defaultRecipe();
  const [{ optimizer, schedule }] = runs;
  return { datasets: data, nets: net, optimizers: optimizer, schedules: schedule, directions: axes[0] }[kind].id;
}

/** The id and settings of a catalog entry inside an object that may have other keys of its own. */
function readEntry(reader: Reader, object: Readonly<Record<string, unknown>>, path: string, kind: Kind): Choice {
  const registry = REGISTRIES[kind];
  const usualId = unsaidId(reader, kind);
  const { id = usualId } = object;
  if (typeof id !== 'string' || !registry.has(id)) {
    const options = registry.all.map((entry) => entry.id).join(', ');
    reader.report(join(path, 'id'), 'problems.unknownId', { options, got: shown(id) });
    return { id: usualId, params: reader.params({}, path, registry.get(usualId).params, undefined) };
  }
  const specs = registry.get(id).params;
  const paramsPath = join(path, 'params');
  const literals = own(reader.absent?.params[kind], id);
  return { id, params: reader.params(reader.object(object.params, paramsPath, Object.keys(specs)), paramsPath, specs, literals) };
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}

function readChoice(reader: Reader, value: unknown, path: string, kind: Kind): Choice {
  return readEntry(reader, reader.object(value, path, ['id', 'params']), path, kind);
}

function readData(reader: Reader, value: unknown, path: string): Recipe['data'] {
  const object = reader.object(value, path, ['id', 'params', 'seed']);
  const entry = readEntry(reader, object, path, 'datasets');
  return { ...entry, seed: reader.param(object.seed, join(path, 'seed'), SEED, reader.absent?.dataSeed) as number };
}

/** An absent learning rate is the optimizer's own, an absent batch size is no larger than the data. */
function readRun(reader: Reader, value: unknown, path: string, trainSamples: number): Run {
  const object = reader.object(value, path, [...Object.keys(RUN_FIELDS), 'optimizer', 'schedule']);
  const optimizer = readChoice(reader, object.optimizer, join(path, 'optimizer'), 'optimizers');
  const schedule = readChoice(reader, object.schedule, join(path, 'schedule'), 'schedules');
  const literals = reader.absent?.fields.run;
  const usual = {
    learningRate: own(reader.absent?.learningRates, optimizer.id) ?? optimizers.get(optimizer.id).typicalRate,
    batchSize: Math.min(reader.unsaid('batchSize', RUN_FIELDS.batchSize, literals) as number, trainSamples),
  };
  const { seed, ...others } = reader.params(object, path, RUN_FIELDS, { ...literals, ...usual }) as ParamValues &
    Omit<Run, 'optimizer' | 'schedule'>;
  return { seed, optimizer, schedule, ...others };
}

function readOrigin(reader: Reader, value: unknown, path: string): Origin {
  const object = reader.object(value, path, ['run', 'epoch', 'rescale']);
  const { epoch = 'last' } = object;
  return {
    run: reader.param(object.run, join(path, 'run'), RUN_INDEX) as number,
    epoch: epoch === 'last' ? epoch : (reader.param(epoch, join(path, 'epoch'), { ...RUN_FIELDS.epochs, min: 0 }) as number),
    ...(reader.params(object, path, ORIGIN_FIELDS, reader.absent?.fields.origin) as ParamValues & Pick<Origin, 'rescale'>),
  };
}

function readAxis(reader: Reader, value: unknown, path: string): DirectionSpec {
  const object = reader.object(value, path, ['id', 'params', 'seed']);
  const { seed = null } = object;
  return {
    ...readEntry(reader, object, path, 'directions'),
    seed: seed === null ? null : (reader.param(seed, join(path, 'seed'), SEED) as number),
  };
}

function readGrid(reader: Reader, value: unknown, path: string): GridSpec {
  const object = reader.object(value, path, ['alpha', 'beta', ...Object.keys(GRID_FIELDS)]);
  const fields = reader.params(object, path, GRID_FIELDS, reader.absent?.fields.grid);
  return {
    alpha: readGridAxis(reader, object.alpha, join(path, 'alpha')),
    beta: readGridAxis(reader, object.beta, join(path, 'beta')),
    ...(fields as ParamValues & Pick<GridSpec, 'fit' | 'split' | 'samples' | 'batchNorm'>),
  };
}

function readGridAxis(reader: Reader, value: unknown, path: string): GridAxis {
  const object = reader.object(value, path, Object.keys(AXIS_FIELDS));
  const axis = reader.params(object, path, AXIS_FIELDS, reader.absent?.fields.axis) as ParamValues & GridAxis;
  if (axis.min >= axis.max) reader.report(path, 'problems.emptyRange', { min: axis.min, max: axis.max });
  return axis;
}

function readView(reader: Reader, value: unknown, path: string, dataset: string): PaneView {
  const object = reader.object(value, path, ['boundaryInputs', ...Object.keys(VIEW_FIELDS)]);
  const inputsPath = join(path, 'boundaryInputs');
  const usualInputs = own(reader.absent?.boundaryInputs, dataset) ?? datasets.get(dataset).boundaryInputs;
  const inputs = reader.list(object.boundaryInputs, inputsPath, 2, 2) ?? usualInputs;
  const { field, ...others } = reader.params(object, path, VIEW_FIELDS, reader.absent?.fields.view) as ParamValues &
    Omit<PaneView, 'boundaryInputs'>;
  return {
    field,
    boundaryInputs: [
      reader.param(inputs[0], join(inputsPath, 0), INPUT_INDEX) as number,
      reader.param(inputs[1], join(inputsPath, 1), INPUT_INDEX) as number,
    ],
    ...others,
  };
}
