import { createRegistry, type Registry } from '../../catalog/registry';
import type { AppStore } from '../create-store';
import { height } from './height';
import { help } from './help';
import { origin } from './origin';
import { pause } from './pause';
import { play } from './play';
import { redo } from './redo';
import { run } from './run';
import { save } from './save';
import { share } from './share';
import { viewCommands } from './show-view';
import { step } from './step';
import { stop } from './stop';
import { theme } from './theme';
import type { Command, KeyPress } from './types';
import { undo } from './undo';

/** Everything that menus and keys can do, in the order in which help lists it. */
export const commands: Registry<Command> = createRegistry('command', [
  run,
  stop,
  pause,
  step,
  undo,
  redo,
  ...viewCommands,
  height,
  origin,
  play,
  share,
  save,
  theme,
  help,
]);

/** Performs the command that a key event asks for; true if there was one that can be done now. Callers leave out events of text fields and open dialogs. */
export function performKey(event: KeyPress, store: AppStore): boolean {
  const app = store.getState();
  const command = commands.all.find((each) => each.keyTest(event) && each.enabled(app));
  command?.perform(app);
  return command !== undefined;
}
