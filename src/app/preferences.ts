import { BACKEND_IDS, type BackendId } from '../engine/device';
import { LANGUAGES } from '../i18n';
import type { AppState } from './state';

/** What this device remembers about the person; not part of any link or file. */
export interface Preferences {
  readonly theme: AppState['theme'];
  readonly language: AppState['language'];
  readonly forced: BackendId | null;
}

/** A place to keep short texts. Every call may find it blocked. */
export interface TextStore {
  read(key: string): string | null;
  write(key: string, value: string | null): void;
}

const PREFIX = 'loss-landscape-lab.';

/** Local storage, or nothing where the browser forbids it: then the app forgets, and works. */
export function browserTextStore(): TextStore {
  const attempt = <T>(task: (storage: Storage) => T): T | null => {
    try {
      return task(window.localStorage);
    } catch {
      // Blocked or full: remembering is a convenience that no one is told about.
      return null;
    }
  };
  return {
    read: (key) => attempt((storage) => storage.getItem(PREFIX + key)),
    write: (key, value) =>
      void attempt((storage) => (value === null ? storage.removeItem(PREFIX + key) : storage.setItem(PREFIX + key, value))),
  };
}

/** The remembered preferences; what is missing or not ours comes from the browser's own settings. */
export function readPreferences(texts: TextStore, browser: { prefersDark: boolean; languages: readonly string[] }): Preferences {
  const theme = texts.read('theme');
  const language = texts.read('language');
  const forced = texts.read('backend');
  const speaksChinese = browser.languages[0]?.toLowerCase().startsWith('zh') === true;
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : browser.prefersDark ? 'dark' : 'light',
    language: LANGUAGES.find((known) => known === language) ?? (speaksChinese ? 'zh' : 'en'),
    forced: BACKEND_IDS.find((known) => known === forced) ?? null,
  };
}
