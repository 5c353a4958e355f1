import { nets } from '../../catalog/nets';
import { describeNet } from '../../catalog/nets/diagram';
import { dataShape, netObstacle } from '../../experiment/limits';
import type { Document } from '../../experiment/recipe';
import { type OutlineUnit, outlineOf } from '../../views/net-diagram';

/** A net and the panes that have it. */
export interface NetGroup {
  readonly panes: readonly number[];
  readonly outline: readonly OutlineUnit[];
  readonly parameters: number;
  /** Of one sample. */
  readonly multiplyAdds: number;
}

/** The different nets of a document, in the order of the panes. A net that does not fit its data is left out: nothing can be said of its shapes. */
export function netGroups({ panes }: Pick<Document, 'panes'>): NetGroup[] {
  const groups = new Map<string, NetGroup>();
  panes.forEach((recipe, pane) => {
    if (netObstacle(recipe)) return;
    const { inputShape, classes } = dataShape(recipe);
    const net = nets.get(recipe.net.id).build(recipe.net.params, { inputShape, classes });
    const diagram = describeNet(net);
    const outline = outlineOf(diagram);
    const key = JSON.stringify(outline);
    const multiplyAdds = diagram.boxes.flatMap(({ layers }) => layers).reduce((sum, layer) => sum + layer.multiplyAdds, 0);
    const { parameters } = diagram;
    groups.set(key, { outline, parameters, multiplyAdds, panes: [...(groups.get(key)?.panes ?? []), pane] });
  });
  return [...groups.values()];
}
