import { type Command, plain } from './types';

export const run: Command = {
  id: 'run',
  label: 'run.command.run',
  keys: 'R',
  keyTest: plain('r'),
  enabled: (app) => app.run.kind === 'idle',
  perform: (app) => app.runAll(),
};
