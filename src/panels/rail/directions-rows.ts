import { directions } from '../../catalog/directions';
import { defaultParams, type ParamSpecs, type ParamValues } from '../../catalog/params';
import { GRID_FIELDS, SEED } from '../../experiment/fields';
import { rescaleObstacle } from '../../experiment/limits';
import type { DirectionSpec, Document, Recipe, Run } from '../../experiment/recipe';
import { changePane, type Field, paneField, paramFields, type Row, single } from './fields';

/** The c of METHOD.md's reparametrisation, as in the paper's section 3. */
const RESCALE = 10;

/** Id of the row that says at which epoch the picture is. */
export const ORIGIN_EPOCH = 'origin.epoch';

/** Step 4: which way the weights are moved, axis by axis. Random axes draw each from its own stream of one seed. */
export function directionsRows(document: Document): Row[] {
  const rescale = paneField({
    id: 'origin.rescale',
    label: 'rail.directions.rescale',
    spec: { kind: 'flag', label: 'rail.directions.rescale', default: false },
    read: (recipe) => recipe.origin.rescale !== 1,
    write: (recipe, on: boolean) => ({ ...recipe, origin: { ...recipe.origin, rescale: on ? RESCALE : 1 } }),
    reason: rescaleObstacle,
  });
  return [
    single(originRun),
    single(originEpoch),
    ...axisRows(document, 0),
    ...axisRows(document, 1),
    ...randomParams(document).map((field) => single(field)),
    single(directionSeed),
    single(fit),
    single(rescale, 'rail.directions.rescaleNote'),
  ];
}

/** An axis: its kind, with a line that says what it shows, and the kind's own settings. */
function axisRows(document: Document, index: 0 | 1): Row[] {
  const label = index === 0 ? 'rail.directions.alpha' : 'rail.directions.beta';
  const kind = paneField({
    id: `axes.${index}.id`,
    label,
    spec: (recipe) =>
      recipe.axes[index] && {
        kind: 'choice',
        label,
        options: directions.all.map(({ id, label: name, about }) => ({ id, label: name, about })),
        default: directions.all[0]?.id ?? '',
      },
    read: (recipe) => axisOf(recipe, index).id,
    write: (recipe, id: string) => withKind(recipe, index, id),
  });
  const params = paramFields(
    `axes.${index}`,
    document,
    (recipe) => (recipe.axes[index] && !isRandom(axisOf(recipe, index)) ? paramsOf(axisOf(recipe, index), index) : {}),
    (recipe) => axisOf(recipe, index).params,
    (recipe, values: ParamValues) => withAxis(recipe, index, { params: values }),
  );
  return [single(showingPaths(kind)), ...params.map((field) => single(field))];
}

/** What an axis of that kind may be set to; the first has none to be at a right angle to. */
function paramsOf({ id }: DirectionSpec, index: 0 | 1): ParamSpecs {
  const { orthogonal, ...others } = directions.get(id).params;
  return index === 1 && orthogonal ? { ...others, orthogonal } : others;
}

/** Choosing an axis that is made from paths shows them. */
function showingPaths(kind: Field): Field {
  return {
    ...kind,
    write(document, pane, value) {
      const changed = kind.write(document, pane, value);
      const fromPaths = directions.get(String(value)).needs === 'checkpoints';
      return fromPaths ? { ...changed, shared: { ...changed.shared, paths: true } } : changed;
    },
  };
}

/** Random axes are scaled alike. */
function randomParams(document: Document): Field[] {
  return paramFields(
    'axes',
    document,
    (recipe) => (recipe.axes.some(isRandom) ? directions.get('random').params : {}),
    (recipe) => recipe.axes.find(isRandom)?.params ?? {},
    (recipe, params) => ({ ...recipe, axes: recipe.axes.map((axis) => (isRandom(axis) ? { ...axis, params } : axis)) }),
  );
}

function isRandom({ id }: DirectionSpec): boolean {
  return directions.get(id).needs === 'nothing';
}

/** Another kind for one axis, with settings that differ from the other axis's where equal ones would make a line of the plane; the other axis stays. */
function withKind(recipe: Recipe, index: 0 | 1, id: string): Recipe {
  const kind = directions.get(id);
  const other = recipe.axes[1 - index];
  const params = other?.id === id && isRandom(other) ? { ...other.params } : { ...defaultParams(kind.params) };
  if (other?.id === id) {
    if (id === 'principal') Object.assign(params, { component: other.params.component === 1 ? 2 : 1 });
    if (id === 'eigenvector') Object.assign(params, { end: other.params.end === 'largest' ? 'smallest' : 'largest' });
    if (id === 'between') Object.assign(params, { run: Math.min(recipe.runs.length, Number(other.params.run) + 1), at: 'end' });
  } else if (id === 'between' && recipe.runs.length > 1) Object.assign(params, { run: recipe.origin.run === 0 ? 2 : 1, at: 'end' });
  const changed = withAxis(recipe, index, { id, params });
  const name = index === 0 ? 'alpha' : 'beta';
  const [min, max] = kind.usualRange ?? [-1, 1];
  const grid = { ...changed.grid, [name]: { ...changed.grid[name], min, max }, fit: needsFit(changed) };
  return { ...changed, grid };
}

/** Principal axes have unit length, so the paths say how far they reach. */
function needsFit(recipe: Recipe): boolean {
  return recipe.axes.every(({ id }) => id === 'principal');
}

function withAxis(recipe: Recipe, index: number, part: Partial<DirectionSpec>): Recipe {
  return { ...recipe, axes: recipe.axes.map((axis, i) => (i === index ? { ...axis, ...part } : axis)) };
}

/** The run whose net lies at the middle of the picture. */
const originRun: Field = paneField({
  id: 'origin.run',
  label: 'rail.directions.originRun',
  spec: ({ runs }) =>
    runs.length > 1
      ? { kind: 'number', label: 'rail.directions.originRun', min: 1, max: runs.length, default: 1, integer: true }
      : undefined,
  read: ({ origin }) => origin.run + 1,
  write: (recipe, run: number) => ({ ...recipe, origin: { ...recipe.origin, run: run - 1 } }),
});

/** And when: the last epoch is the end, however long the run is made later. Other epochs are those that are kept. */
const originEpoch: Field = paneField({
  id: ORIGIN_EPOCH,
  label: 'rail.directions.originEpoch',
  spec({ runs, origin }) {
    const { epochs } = runs[origin.run] as Run;
    return { kind: 'number', label: 'rail.directions.originEpoch', min: 0, max: epochs, default: epochs, integer: true };
  },
  read: ({ runs, origin }) => (origin.epoch === 'last' ? (runs[origin.run] as Run).epochs : origin.epoch),
  // The ends of runs of different lengths are the same choice.
  each: ({ origin }) => [origin.epoch],
  write(recipe, wanted: number) {
    const { epochs, checkpointEvery } = recipe.runs[recipe.origin.run] as Run;
    const kept = Math.min(epochs, Math.round(wanted / checkpointEvery) * checkpointEvery);
    const epoch = epochs - wanted <= Math.abs(wanted - kept) ? epochs : kept;
    return { ...recipe, origin: { ...recipe.origin, epoch: epoch === epochs ? 'last' : epoch } };
  },
});

const fit: Field = paneField({
  id: 'grid.fit',
  label: GRID_FIELDS.fit.label,
  spec: GRID_FIELDS.fit,
  read: (recipe) => recipe.grid.fit,
  write: (recipe, on: boolean) => ({ ...recipe, grid: { ...recipe.grid, fit: on } }),
});

/**
 * One seed for all panes unless they are made to differ: written for all panes it is the document's shared seed, written for one it
 * becomes that pane's own.
 */
const directionSeed: Field = {
  id: 'axes.seed',
  label: 'rail.directions.seed',
  shared: false,
  spec: (document, pane) => (document.panes[pane]?.axes.some(({ id }) => directions.get(id).needs === 'nothing') ? SEED : undefined),
  read: (document, pane) => document.panes[pane]?.axes[0]?.seed ?? document.shared.directionSeed,
  write(document, pane, value) {
    const own = changePane(document, pane, (recipe) => ({ ...recipe, axes: recipe.axes.map((one) => ({ ...one, seed: Number(value) })) }));
    const equal = own.panes.every((recipe) => recipe.axes.every((one) => (one.seed ?? own.shared.directionSeed) === value));
    if (!equal) return own;
    const panes = own.panes.map((recipe) => ({ ...recipe, axes: recipe.axes.map((one) => ({ ...one, seed: null })) }));
    return { ...own, panes, shared: { ...own.shared, directionSeed: Number(value) } };
  },
};

function axisOf(recipe: Recipe, index: number): DirectionSpec {
  const axis = recipe.axes[index];
  if (!axis) throw new RangeError(`A recipe of ${recipe.axes.length} axes has none with index ${index}.`);
  return axis;
}
