import { directions } from '../../catalog/directions';
import type { ParamSpec, ParamValue } from '../../catalog/params';
import { AXIS_FIELDS, SEED } from '../fields';
import type { DirectionSpec, GridAxis, Recipe } from '../recipe';
import { choose } from '../recipe-defaults';
import { parseValue, type Setting, writeValue } from './setting';

/** Settings of the axes: which they are, what they are made of, and how far they go. */
export const AXIS_SETTINGS: readonly Setting<Recipe>[] = [
  kind('alpha', 0),
  kind('beta', 1),
  ofAxes('norm', (axis) => param(axis, 'norm')),
  ofAxes('ignore', (axis) => param(axis, 'ignore')),
  seed('alphaseed', 0),
  seed('betaseed', 1),
  range('alpharange', 'alpha'),
  range('betarange', 'beta'),
  points(),
];

/** What an axis is made of, another kind at its default settings; an address without a second axis says `beta=none`. */
function kind(name: string, index: 0 | 1): Setting<Recipe> {
  return {
    name,
    read(text, recipe) {
      const [first, second] = recipe.axes as readonly [DirectionSpec, DirectionSpec | undefined];
      if (text === 'none') return index === 1 ? { ...recipe, axes: [first] } : null;
      if (!directions.has(text)) return null;
      if (recipe.axes[index]?.id === text) return recipe;
      const axis = { ...choose(directions, text), seed: (index === 0 ? first : second)?.seed ?? null };
      return { ...recipe, axes: index === 1 ? [first, axis] : second ? [axis, second] : [axis] };
    },
    write: ({ axes }) => axes[index]?.id ?? 'none',
  };
}

interface OneValue {
  readonly spec: ParamSpec;
  readonly value: ParamValue;
  set(value: ParamValue): DirectionSpec;
}

function param(axis: DirectionSpec, id: string): OneValue | null {
  const spec = directions.get(axis.id).params[id];
  if (!spec) return null;
  return { spec, value: axis.params[id] as ParamValue, set: (value) => ({ ...axis, params: { ...axis.params, [id]: value } }) };
}

/** One value for all axes that have it. */
function ofAxes(name: string, of: (axis: DirectionSpec) => OneValue | null): Setting<Recipe> {
  return {
    name,
    read(text, recipe) {
      let has = false;
      let isBad = false;
      const axes = recipe.axes.map((axis) => {
        const own = of(axis);
        if (!own) return axis;
        has = true;
        const value = parseValue(text, own.spec);
        isBad ||= value === undefined;
        return value === undefined ? axis : own.set(value);
      });
      return has && !isBad ? { ...recipe, axes } : null;
    },
    write({ axes }) {
      const texts = axes.flatMap((axis) => {
        const own = of(axis);
        return own ? [writeValue(own.value)] : [];
      });
      return texts.length > 0 && texts.every((text) => text === texts[0]) ? (texts[0] as string) : null;
    },
  };
}

/** The seed of one axis; "shared" takes the one that all panes share. */
function seed(name: string, index: 0 | 1): Setting<Recipe> {
  return {
    name,
    read(text, recipe) {
      const value = text === 'shared' ? null : parseValue(text, SEED);
      if (value === undefined || !recipe.axes[index]) return null;
      return { ...recipe, axes: recipe.axes.map((axis, i) => (i === index ? { ...axis, seed: value as number | null } : axis)) };
    },
    write({ axes }) {
      const axis = axes[index];
      return axis ? `${axis.seed ?? 'shared'}` : null;
    },
  };
}

/** From where to where an axis goes: `-1:1`. */
function range(name: string, axis: 'alpha' | 'beta'): Setting<Recipe> {
  return {
    name,
    read(text, recipe) {
      const ends = text.split(':');
      const [min, max] = ends.map((end, i) => parseValue(end, i === 0 ? AXIS_FIELDS.min : AXIS_FIELDS.max));
      if (ends.length !== 2 || typeof min !== 'number' || typeof max !== 'number' || min >= max) return null;
      return { ...recipe, grid: { ...recipe.grid, [axis]: { ...recipe.grid[axis], min, max } } };
    },
    write: ({ grid }) => `${grid[axis].min}:${grid[axis].max}`,
  };
}

/** Points along the axes: `65`, or `65:33` where they differ. */
function points(): Setting<Recipe> {
  const withPoints = (axis: GridAxis, count: number): GridAxis => ({ ...axis, points: count });
  return {
    name: 'grid',
    read(text, recipe) {
      const counts = text.split(':').map((count) => parseValue(count, AXIS_FIELDS.points));
      const [alpha, beta = alpha] = counts;
      if (counts.length > 2 || typeof alpha !== 'number' || typeof beta !== 'number') return null;
      const { grid } = recipe;
      return { ...recipe, grid: { ...grid, alpha: withPoints(grid.alpha, alpha), beta: withPoints(grid.beta, beta) } };
    },
    write: ({ grid: { alpha, beta } }) => (alpha.points === beta.points ? `${alpha.points}` : `${alpha.points}:${beta.points}`),
  };
}
