import { type Command, plain } from './types';

export const pause: Command = {
  id: 'pause',
  label: 'run.command.pause',
  keys: 'P',
  keyTest: plain('p'),
  enabled: (app) => app.run.kind !== 'idle',
  perform: (app) => (app.run.kind === 'paused' ? app.resume() : app.pause()),
};
