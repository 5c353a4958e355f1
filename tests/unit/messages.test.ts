import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { messages } from '../../src/i18n/messages/chinese';

const FOLDER = 'src/i18n/messages';
const files = readdirSync(FOLDER).filter((file) => !['chinese.ts', 'index.ts', 'types.ts'].includes(file));

it.each(files)('%s is among the texts that are fetched for Chinese', async (file) => {
  const module: Record<string, Record<string, { readonly en: string; readonly zh: string }>> = await import(`../../${FOLDER}/${file}`);
  for (const texts of Object.values(module)) for (const [key, text] of Object.entries(texts)) expect(messages[key], key).toEqual(text);
});

it('every file of texts is written as the build takes them apart', () => {
  const folder = 'src/i18n/messages';
  const sources = readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')] as const);
  const odd = sources.filter(([, text]) => text.includes('satisfies Messages') && !text.includes('} as const satisfies Messages;'));
  expect(odd.map(([name]) => name)).toEqual([]);
});
