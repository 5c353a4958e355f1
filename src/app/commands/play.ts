import { type Command, plain } from './types';

export const play: Command = {
  id: 'play',
  label: 'run.command.play',
  keys: 'K',
  keyTest: plain('k'),
  enabled: (app) => app.run.kind === 'idle',
  perform: (app) => app.setPlaying(!app.playing),
};
