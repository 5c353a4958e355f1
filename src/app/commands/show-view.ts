import type { ViewId } from '../../experiment/recipe';
import { type Command, plain } from './types';

/** One command for each way to look at the landscapes. */
export const viewCommands: readonly Command[] = (
  [
    ['surface', '1'],
    ['contours', '2'],
    ['line', '3'],
  ] as const satisfies readonly (readonly [ViewId, string])[]
).map(([view, key]) => ({
  id: `view-${view}`,
  label: `run.command.view-${view}`,
  keys: key,
  keyTest: plain(key),
  enabled: (app) => app.document.shared.view !== view && (app.draws3d || view !== 'surface'),
  perform: (app) => app.edit((document) => ({ ...document, shared: { ...document.shared, view } }), 'view'),
}));
