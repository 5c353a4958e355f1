import { type Command, plain } from './types';

export const theme: Command = {
  id: 'theme',
  label: 'run.command.theme',
  keys: 'D',
  keyTest: plain('d'),
  enabled: () => true,
  perform: (app) => app.setTheme(app.theme === 'dark' ? 'light' : 'dark'),
};
