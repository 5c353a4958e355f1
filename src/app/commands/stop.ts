import { type Command, plain } from './types';

export const stop: Command = {
  id: 'stop',
  label: 'run.command.stop',
  keys: 'X',
  keyTest: plain('x'),
  enabled: (app) => app.run.kind !== 'idle',
  perform: (app) => app.stop(),
};
