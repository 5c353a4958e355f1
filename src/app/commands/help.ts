import { type Command, plain } from './types';

export const help: Command = {
  id: 'help',
  label: 'run.command.help',
  keys: '?',
  keyTest: plain('?'),
  enabled: () => true,
  perform: (app) => app.openDialog('help'),
};
