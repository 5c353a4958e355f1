import { nets } from '../../catalog/nets';
import { hasRepeats } from '../../experiment/companions';
import { AXIS_FIELDS, CAP, GRID_FIELDS, gridFields, SHARED_FIELDS, VIEW_FIELDS } from '../../experiment/fields';
import { dataShape, hasImages, interpolationObstacle } from '../../experiment/limits';
import type { Document, GridAxis, GridSpec, HeightId, Recipe } from '../../experiment/recipe';
import { type Field, paneField, type Row, sharedField, single } from './fields';

/** The ends of an axis stay this far apart. */
const LEAST_RANGE = 1e-3;

/** Step 5: what is evaluated, where, and how the height is drawn. */
export function surfaceRows(document: Document): Row[] {
  const fields = gridFields(document.panes.every(hasImages));
  return [
    single(extent),
    { id: 'grid.points', label: 'rail.surface.points', between: '×', fields: [ofAxis('alpha', 'points'), ofAxis('beta', 'points')] },
    { id: 'grid.alpha', label: 'rail.surface.alpha', between: '…', fields: [ofAxis('alpha', 'min'), ofAxis('alpha', 'max')] },
    { id: 'grid.beta', label: 'rail.surface.beta', between: '…', fields: [ofAxis('beta', 'min'), ofAxis('beta', 'max')] },
    single(splitField(fields)),
    single(allSamples),
    single(samplesField(fields)),
    single(batchNorm),
    single(repeats, 'lines.repeatsNote'),
    single(field),
    single(height),
    single(automaticCap),
    single(cap),
    single(sharedScale),
    single(paths, 'rail.surface.pathsNote'),
    single(colormap),
  ];
}

const onGrid = (recipe: Recipe, change: Partial<GridSpec>): Recipe => ({ ...recipe, grid: { ...recipe.grid, ...change } });

/** A plane, or only the line along its first axis. The second axis is the same kind from its own stream. */
const extent: Field = paneField({
  id: 'axes.count',
  label: 'rail.surface.extent',
  spec: {
    kind: 'choice',
    label: 'rail.surface.extent',
    options: [
      { id: '2', label: 'rail.surface.plane' },
      { id: '1', label: 'rail.surface.line' },
    ],
    default: '2',
  },
  read: (recipe) => String(recipe.axes.length),
  write: (recipe, count: string) => {
    const [first] = recipe.axes;
    if (!first) return recipe;
    return { ...recipe, axes: count === '1' ? [first] : [first, recipe.axes[1] ?? first] };
  },
});

function ofAxis(name: 'alpha' | 'beta', end: keyof GridAxis): Field {
  const label = `rail.surface.${name}.${end}`;
  return paneField({
    id: `grid.${name}.${end}`,
    label,
    spec: (recipe) => {
      if (name === 'beta' && recipe.axes.length < 2) return undefined;
      if (end === 'points') return AXIS_FIELDS.points;
      const { min, max } = recipe.grid[name];
      return end === 'min' ? { ...AXIS_FIELDS.min, max: max - LEAST_RANGE } : { ...AXIS_FIELDS.max, min: min + LEAST_RANGE };
    },
    read: (recipe) => recipe.grid[name][end],
    write: (recipe, value: number) => onGrid(recipe, { [name]: { ...recipe.grid[name], [end]: value } }),
  });
}

type GridFields = ReturnType<typeof gridFields>;

const splitField = (fields: GridFields): Field =>
  paneField({
    id: 'grid.split',
    label: fields.split.label,
    spec: fields.split,
    read: (recipe) => recipe.grid.split,
    write: (recipe, value: GridSpec['split']) =>
      onGrid(recipe, { split: value, samples: Math.min(recipe.grid.samples, splitSize(recipe, value)) }),
  });

function splitSize(recipe: Recipe, part: GridSpec['split'] = recipe.grid.split): number {
  return dataShape(recipe)[part];
}

const allSamples: Field = paneField({
  id: 'grid.allSamples',
  label: 'rail.surface.allSamples',
  spec: { kind: 'flag', label: 'rail.surface.allSamples', default: true },
  read: (recipe) => recipe.grid.samples === 0,
  write: (recipe, on: boolean) => onGrid(recipe, { samples: on ? 0 : splitSize(recipe) }),
});

const samplesField = (fields: GridFields): Field =>
  paneField({
    id: 'grid.samples',
    label: fields.samples.label,
    spec: (recipe) => (recipe.grid.samples === 0 ? undefined : { ...fields.samples, min: 1, max: splitSize(recipe) }),
    read: (recipe) => recipe.grid.samples,
    write: (recipe, value: number) => onGrid(recipe, { samples: value }),
  });

const batchNorm: Field = paneField({
  id: 'grid.batchNorm',
  label: GRID_FIELDS.batchNorm.label,
  spec: GRID_FIELDS.batchNorm,
  read: (recipe) => recipe.grid.batchNorm,
  write: (recipe, value: GridSpec['batchNorm']) => onGrid(recipe, { batchNorm: value }),
  reason: (recipe) => (hasState(recipe) ? null : 'rail.surface.noBatchNorm'),
  optionReason: (recipe, option) => (option === 'interpolated' ? interpolationObstacle(recipe) : null),
});

/** Whether the net keeps batch-norm statistics, so that the modes differ. */
function hasState(recipe: Recipe): boolean {
  return nets.get(recipe.net.id).build(recipe.net.params, dataShape(recipe)).state.size > 0;
}

/** A line along a random direction may be repeated with other seeds. */
const repeats: Field = paneField({
  id: 'view.repeats',
  label: VIEW_FIELDS.repeats.label,
  spec: (recipe) => (hasRepeats(recipe) ? VIEW_FIELDS.repeats : undefined),
  read: (recipe) => recipe.view.repeats,
  write: (recipe, value: number) => ({ ...recipe, view: { ...recipe.view, repeats: value } }),
});

const field: Field = paneField({
  id: 'view.field',
  label: VIEW_FIELDS.field.label,
  spec: VIEW_FIELDS.field,
  read: (recipe) => recipe.view.field,
  write: (recipe, value: 'loss' | 'accuracy') => ({ ...recipe, view: { ...recipe.view, field: value } }),
});

const height: Field = sharedField({
  id: 'shared.height',
  label: SHARED_FIELDS.height.label,
  spec: SHARED_FIELDS.height,
  read: (shared) => shared.height,
  write: (shared, value: HeightId) => ({ ...shared, height: value }),
});

const automaticCap: Field = sharedField({
  id: 'shared.automaticCap',
  label: 'rail.surface.automaticCap',
  spec: { kind: 'flag', label: 'rail.surface.automaticCap', default: true },
  read: (shared) => shared.cap === null,
  write: (shared, on: boolean) => ({ ...shared, cap: on ? null : CAP.default }),
});

const cap: Field = sharedField({
  id: 'shared.cap',
  label: CAP.label,
  spec: (shared) => (shared.cap === null ? undefined : CAP),
  read: (shared) => shared.cap ?? CAP.default,
  write: (shared, value: number) => ({ ...shared, cap: value }),
});

const paths: Field = sharedField({
  id: 'shared.paths',
  label: SHARED_FIELDS.paths.label,
  spec: SHARED_FIELDS.paths,
  read: (shared) => shared.paths,
  write: (shared, value: boolean) => ({ ...shared, paths: value }),
});

const sharedScale: Field = sharedField({
  id: 'shared.sharedScale',
  label: SHARED_FIELDS.sharedScale.label,
  spec: SHARED_FIELDS.sharedScale,
  read: (shared) => shared.sharedScale,
  write: (shared, value: boolean) => ({ ...shared, sharedScale: value }),
});

const colormap: Field = sharedField({
  id: 'shared.colormap',
  label: SHARED_FIELDS.colormap.label,
  spec: SHARED_FIELDS.colormap,
  read: (shared) => shared.colormap,
  write: (shared, value: string) => ({ ...shared, colormap: value }),
});
