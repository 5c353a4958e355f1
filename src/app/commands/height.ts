import { HEIGHT_IDS } from '../../experiment/fields';
import { type Command, plain } from './types';

/** The next way to draw heights, round and round; means nothing where every pane shows accuracy. */
export const height: Command = {
  id: 'height',
  label: 'run.command.height',
  keys: 'H',
  keyTest: plain('h'),
  enabled: (app) => app.document.panes.some((pane) => pane.view.field === 'loss'),
  perform: (app) =>
    app.edit((document) => {
      const at = HEIGHT_IDS.indexOf(document.shared.height);
      const next = HEIGHT_IDS[(at + 1) % HEIGHT_IDS.length] ?? 'loss';
      return { ...document, shared: { ...document.shared, height: next } };
    }, 'height'),
};
