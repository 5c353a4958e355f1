import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messages } from '../../src/i18n/messages/chinese';

const FOLDER = 'src/i18n/messages';
const files = readdirSync(FOLDER).filter((file) => !['chinese.ts', 'index.ts', 'types.ts'].includes(file));

it.each(files)('%s is among the texts that are fetched for Chinese', async (file) => {
  const module: Record<string, Record<string, { readonly en: string; readonly zh: string }>> = await import(`../../${FOLDER}/${file}`);
  for (const texts of Object.values(module)) for (const [key, text] of Object.entries(texts)) expect(messages[key], key).toEqual(text);
});
