import i18next, { type i18n } from 'i18next';
import { messages } from './messages';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Values put into a message: `{{name}}` in its text. `count` also chooses the plural form (`key_one`, `key_other`). */
export type MessageValues = Readonly<Record<string, string | number>>;

const resources = Object.fromEntries(
  LANGUAGES.map((language) => [
    language,
    { translation: Object.fromEntries(Object.entries(messages).map(([key, text]) => [key, text[language]])) },
  ]),
);

const instance: i18n = i18next.createInstance();
instance.init({
  lng: 'en',
  resources,
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
  saveMissing: true,
  missingKeyHandler: (_languages, _namespace, key) => {
    throw new Error(`No interface text for "${key}".`);
  },
});

/** The text of a key in the present language. Throws on a key that no messages file has. */
export function t(key: string, values?: MessageValues): string {
  return instance.t(key, values ?? {});
}

/** Switches all texts; components re-render because the language is in the store. */
export function setLanguage(language: Language): void {
  instance.changeLanguage(language);
}
