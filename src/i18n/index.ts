import { messages } from './messages';

export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Values put into a message: `{{name}}` in its text. `count` also chooses the plural form (`key_one`, `key_other`). */
export type MessageValues = Readonly<Record<string, string | number>>;

type Texts = Readonly<Record<string, Partial<Readonly<Record<Language, string>>>>>;

const plurals: Readonly<Record<Language, Intl.PluralRules>> = { en: new Intl.PluralRules('en'), zh: new Intl.PluralRules('zh') };
let texts: Texts = messages;
let present: Language = 'en';

/** The text of a key in the present language. Throws on a key that no messages file has. */
export function t(key: string, values: MessageValues = {}): string {
  return textOf(key, values.count).replace(/\{\{(\w+)\}\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
}

function textOf(key: string, count: string | number | undefined): string {
  const plural = typeof count === 'number' ? texts[`${key}_${plurals[present].select(count)}`] : undefined;
  const text = (plural ?? texts[key])?.[present];
  if (text === undefined) throw new Error(`No interface text for "${key}" in "${present}".`);
  return text;
}

/** Fetches the texts of a language where the page does not carry them. To be awaited before `setLanguage`, and before texts are shown. */
export async function loadLanguage(language: Language): Promise<void> {
  if (Object.values(texts).every((text) => text[language] !== undefined)) return;
  const { messages: more } = await import('./messages/chinese');
  const before = texts;
  texts = Object.fromEntries(Object.entries(more).map(([key, text]) => [key, { ...before[key], ...text }]));
}

/** Adds the texts of a later chunk: to be called as that chunk loads. */
export function addTexts(more: Texts): void {
  texts = { ...texts, ...Object.fromEntries(Object.entries(more).map(([key, text]) => [key, { ...texts[key], ...text }])) };
}

/** Switches all texts; components re-render because the language is in the store. */
export function setLanguage(language: Language): void {
  present = language;
}
