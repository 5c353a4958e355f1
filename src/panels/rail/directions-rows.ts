import { directions } from '../../catalog/directions';
import { defaultParams, type ParamValues } from '../../catalog/params';
import { SEED } from '../../experiment/fields';
import { rescaleObstacle } from '../../experiment/limits';
import type { Document, Recipe } from '../../experiment/recipe';
import { changePane, type Field, paneField, paramFields, type Row, single } from './fields';

/** The c of METHOD.md's reparametrisation, as in the paper's section 3. */
const RESCALE = 10;

/** Step 4: which way the weights are moved. Both axes are of one kind; each draws from its own stream of the seed. */
export function directionsRows(document: Document): Row[] {
  const kind = paneField({
    id: 'axes.id',
    label: 'rail.directions.kind',
    spec: {
      kind: 'choice',
      label: 'rail.directions.kind',
      options: directions.all.map(({ id, label }) => ({ id, label })),
      default: directions.all[0]?.id ?? '',
    },
    read: (recipe) => axis(recipe).id,
    write: (recipe, id: string) => {
      const params = defaultParams(directions.get(id).params);
      return { ...recipe, axes: recipe.axes.map((one) => ({ ...one, id, params })) };
    },
  });
  const params = paramFields(
    'axes',
    document,
    (recipe) => directions.get(axis(recipe).id).params,
    (recipe) => axis(recipe).params,
    (recipe, values: ParamValues) => ({ ...recipe, axes: recipe.axes.map((one) => ({ ...one, params: values })) }),
  );
  const rescale = paneField({
    id: 'origin.rescale',
    label: 'rail.directions.rescale',
    spec: { kind: 'flag', label: 'rail.directions.rescale', default: false },
    read: (recipe) => recipe.origin.rescale !== 1,
    write: (recipe, on: boolean) => ({ ...recipe, origin: { ...recipe.origin, rescale: on ? RESCALE : 1 } }),
    reason: rescaleObstacle,
  });
  return [single(kind), ...params.map((field) => single(field)), single(directionSeed), single(rescale, 'rail.directions.rescaleNote')];
}

/**
 * One seed for all panes unless they are made to differ: written for all panes it is the document's shared seed, written for one it
 * becomes that pane's own.
 */
const directionSeed: Field = {
  id: 'axes.seed',
  label: 'rail.directions.seed',
  shared: false,
  spec: () => SEED,
  read: (document, pane) => document.panes[pane]?.axes[0]?.seed ?? document.shared.directionSeed,
  write(document, pane, value) {
    const own = changePane(document, pane, (recipe) => ({ ...recipe, axes: recipe.axes.map((one) => ({ ...one, seed: Number(value) })) }));
    const equal = own.panes.every((recipe) => recipe.axes.every((one) => (one.seed ?? own.shared.directionSeed) === value));
    if (!equal) return own;
    const panes = own.panes.map((recipe) => ({ ...recipe, axes: recipe.axes.map((one) => ({ ...one, seed: null })) }));
    return { ...own, panes, shared: { ...own.shared, directionSeed: Number(value) } };
  },
};

function axis(recipe: Recipe): Recipe['axes'][number] {
  const first = recipe.axes[0];
  if (!first) throw new RangeError('A recipe has at least one axis.');
  return first;
}
