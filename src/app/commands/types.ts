import type { App } from '../create-store';

/** The part of a key event that commands look at. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Something a person can do from a menu or by keys; one file and one line in commands/index.ts. */
export interface Command {
  readonly id: string;
  /** i18n key. */
  readonly label: string;
  /** The keys as they are shown, '' for none; "Mod" is ⌘ on a Mac and Ctrl elsewhere. */
  readonly keys: string;
  /** Whether a key event asks for it. */
  keyTest(event: KeyPress): boolean;
  /** Whether it can be done now. */
  enabled(app: App): boolean;
  perform(app: App): void;
}

/** A plain letter or sign, without Ctrl, ⌘ or Alt. */
export function plain(key: string): Command['keyTest'] {
  return (event) => !event.ctrlKey && !event.metaKey && !event.altKey && event.key.toLowerCase() === key.toLowerCase();
}

/** A letter with Ctrl or ⌘, and Shift or not. */
export function mod(key: string, shift = false): Command['keyTest'] {
  return (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.shiftKey === shift && event.key.toLowerCase() === key;
}
