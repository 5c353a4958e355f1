import { type Command, plain } from './types';

export const share: Command = {
  id: 'share',
  label: 'run.command.share',
  keys: 'S',
  keyTest: plain('s'),
  enabled: () => true,
  perform: (app) => app.openDialog('share'),
};
