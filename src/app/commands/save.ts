import { type Command, mod } from './types';

export const save: Command = {
  id: 'save',
  label: 'run.command.save',
  keys: 'Mod+S',
  keyTest: mod('s'),
  enabled: () => true,
  perform: (app) => void app.saveFile('npz').catch(() => app.showToast({ path: '', key: 'run.file.unsaved', values: {} })),
};
