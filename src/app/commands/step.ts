import { type Command, plain } from './types';

export const step: Command = {
  id: 'step',
  label: 'run.command.step',
  keys: '.',
  keyTest: plain('.'),
  enabled: (app) => app.run.kind === 'idle' || app.run.kind === 'paused',
  perform: (app) => app.stepEpoch(),
};
