import { datasets } from '../../catalog/datasets';
import { SEED } from '../../experiment/fields';
import { dataShape, inputsOf } from '../../experiment/limits';
import type { Document } from '../../experiment/recipe';
import { withData } from '../../experiment/settle';
import { paneField, paramFields, type Row, single } from './fields';

/** Settings that the opened files decide; the size, or half of it, is chosen where they are opened (panels/images). */
const SET_BY_FILE: Readonly<Record<string, readonly string[]>> = { 'custom-images': ['side', 'channels', 'classes'] };

/** Step 1: the points. */
export function dataRows(document: Document): Row[] {
  const kind = paneField({
    id: 'data.id',
    label: 'rail.data.kind',
    spec: {
      kind: 'choice',
      label: 'rail.data.kind',
      options: datasets.all.map(({ id, label }) => ({ id, label })),
      default: datasets.all[0].id,
    },
    read: (recipe) => recipe.data.id,
    write: (recipe, id: string) => withData(recipe, id),
  });
  const params = paramFields(
    'data',
    document,
    ({ data }) => {
      const hidden = SET_BY_FILE[data.id] ?? [];
      return Object.fromEntries(Object.entries(datasets.get(data.id).params).filter(([id]) => !hidden.includes(id)));
    },
    (recipe) => recipe.data.params,
    (recipe, values) => ({ ...recipe, data: { ...recipe.data, params: values } }),
  );
  const seed = paneField({
    id: 'data.seed',
    label: 'rail.data.seed',
    spec: SEED,
    read: (recipe) => recipe.data.seed,
    write: (recipe, value: number) => ({ ...recipe, data: { ...recipe.data, seed: value } }),
  });
  return [single(kind), ...params.map((field) => single(field)), single(seed), boundaryRow()];
}

/** Which two inputs the decision boundary is drawn on; only where there are more than two. Counted from 1 for people. */
function boundaryRow(): Row {
  const input = (position: 0 | 1) =>
    paneField({
      id: `view.boundaryInput${position}`,
      label: position === 0 ? 'rail.data.boundaryAcross' : 'rail.data.boundaryUp',
      spec: (recipe) => {
        const shape = dataShape(recipe);
        const inputs = inputsOf(shape);
        // On images the samples are shown instead.
        if (inputs <= 2 || shape.inputShape.length === 3) return undefined;
        const label = position === 0 ? 'rail.data.boundaryAcross' : 'rail.data.boundaryUp';
        return { kind: 'number', label, min: 1, max: inputs, default: position + 1, integer: true };
      },
      read: (recipe) => recipe.view.boundaryInputs[position] + 1,
      write: (recipe, value: number) => {
        const [across, up] = recipe.view.boundaryInputs;
        const other = position === 0 ? up : across;
        // The two stay different: choosing the other's input swaps them.
        const swapped = value - 1 === other ? recipe.view.boundaryInputs[position] : other;
        const boundaryInputs = position === 0 ? ([value - 1, swapped] as const) : ([swapped, value - 1] as const);
        return { ...recipe, view: { ...recipe.view, boundaryInputs } };
      },
    });
  return { id: 'view.boundaryInputs', label: 'rail.data.boundaryInputs', fields: [input(0), input(1)], between: '×' };
}
