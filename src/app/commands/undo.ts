import { type Command, mod } from './types';

export const undo: Command = {
  id: 'undo',
  label: 'run.command.undo',
  keys: 'Mod+Z',
  keyTest: mod('z'),
  enabled: (app) => app.past.length > 0,
  perform: (app) => app.undo(),
};
