import { type Command, mod } from './types';

const withShift = mod('z', true);
const withY = mod('y');

export const redo: Command = {
  id: 'redo',
  label: 'run.command.redo',
  keys: 'Mod+Shift+Z',
  keyTest: (event) => withShift(event) || withY(event),
  enabled: (app) => app.future.length > 0,
  perform: (app) => app.redo(),
};
