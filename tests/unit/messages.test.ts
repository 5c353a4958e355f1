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

const chinese = Object.entries(messages).map(([key, { zh }]) => [key, zh] as const);

it('Chinese has a space between its characters and letters or digits', () => {
  // A value may be a word of either script: its text stands for itself.
  const crowded = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9%]\p{Script=Han}/u;
  expect(crowded.test('沿 2 个方向')).toBe(false);
  expect(crowded.test('沿2 个方向')).toBe(true);
  expect(chinese.filter(([, zh]) => crowded.test(zh.replaceAll(/\{\{\w+\}\}/g, ' ')))).toEqual([]);
});

it('Chinese counts have a space on both sides', () => {
  const crowded = /\p{Script=Han}\{\{count\}\}|\{\{count\}\}\p{Script=Han}/u;
  expect(chinese.filter(([, zh]) => crowded.test(zh))).toEqual([]);
});

it.each(['训练所得权重', '第几次训练', '在轮次', '探针'])('Chinese has one word for one thing, and “%s” is not it', (word) => {
  expect(chinese.filter(([, zh]) => zh.includes(word) && !zh.includes('所在轮次')).map(([key]) => key)).toEqual([]);
});
