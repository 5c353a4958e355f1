import { nets } from '../../catalog/nets';
import type { Document } from '../../experiment/recipe';
import { withNet } from '../../experiment/settle';
import { paneField, paramFields, type Row, single } from './fields';

/** Step 2: the net. */
export function netRows(document: Document): Row[] {
  const kind = paneField({
    id: 'net.id',
    label: 'rail.net.kind',
    spec: {
      kind: 'choice',
      label: 'rail.net.kind',
      options: nets.all.map(({ id, label, about }) => ({ id, label, about })),
      default: nets.all[0]?.id ?? '',
    },
    read: (recipe) => recipe.net.id,
    write: (recipe, id: string) => withNet(recipe, id),
  });
  const params = paramFields(
    'net',
    document,
    (recipe) => nets.get(recipe.net.id).params,
    (recipe) => recipe.net.params,
    (recipe, values) => ({ ...recipe, net: { ...recipe.net, params: values } }),
  );
  return [single(kind), ...params.map((field) => single(field))];
}
