import { useStore } from 'zustand';
import { defaultDocument } from '../experiment/defaults';
import { setLanguage } from '../i18n';
import { type App, createAppStore } from './create-store';
import { browserTextStore, readPreferences } from './preferences';

const texts = browserTextStore();
const preferences = readPreferences(texts, {
  prefersDark: typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches,
  languages: typeof navigator === 'undefined' ? [] : (navigator.languages ?? []),
});
setLanguage(preferences.language);

/** The app's store with what binds the engine to it; start.ts does so. */
export const created = createAppStore({
  document: defaultDocument(),
  initial: {
    theme: preferences.theme,
    language: preferences.language,
    device: { backend: preferences.forced ?? 'wasm', forced: preferences.forced, workers: 1, rate: null, available: [] },
  },
  clock: () => performance.now(),
  onLanguage: setLanguage,
});

export const appStore = created.store;

/** What this device remembers. */
export const textStore = texts;

/** A part of the state, or an action, in a component: `useApp((app) => app.runAll)`. */
export function useApp<T>(selector: (app: App) => T): T {
  return useStore(appStore, selector);
}
