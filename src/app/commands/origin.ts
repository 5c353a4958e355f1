import { type Command, plain } from './types';

export const origin: Command = {
  id: 'origin',
  label: 'run.command.origin',
  keys: 'O',
  keyTest: plain('o'),
  enabled: (app) => app.probe !== null || app.scrubEpoch !== null,
  perform: (app) => app.setProbe(null),
};
