import type { Page } from '@playwright/test';
import { messages } from '../../src/i18n/messages/chinese';
import { expectDone, openStep, runToEnd, surface } from './support/lab';
import { expectDrawn } from './support/pictures';
import { openRecipe, slowDocument, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

/** Everything a person can read or a screen reader tells, one entry for each piece of text. */
function visibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const texts = new Set<string>();
    const add = (text: string | null | undefined): void => {
      const clean = text?.replace(/\s+/g, ' ').trim();
      if (clean) texts.add(clean);
    };
    const seen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && seen(parent) && !parent.closest('script, style, [lang="en"], [lang="zh-CN"]:not(html)'))
        add(walker.currentNode.textContent);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      if (!seen(element) || element.closest('[lang]:not(html)')) continue;
      for (const name of ['aria-label', 'title', 'placeholder']) add(element.getAttribute(name));
    }
    add(document.title);
    return [...texts];
  });
}

/** A text of the interface as a pattern: what is filled in may be anything short. */
function patternOf(text: string): RegExp {
  const escaped = text
    .replace(/\s+/g, ' ')
    .split(/\{\{\w+\}\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.{0,60}?');
  return new RegExp(`^${escaped}$`);
}

/** Texts in the one language that are not also in the other (numbers, "ReLU", "α"), and have words of their own. */
function patternsOf(language: 'en' | 'zh'): RegExp[] {
  const other = language === 'en' ? 'zh' : 'en';
  const elsewhere = new Set(Object.values(messages).map((text) => text[other]));
  const letters = language === 'en' ? /[A-Za-z]{3}/ : /\p{Script=Han}/u;
  return Object.values(messages)
    .filter((text) => text.en !== text.zh && !elsewhere.has(text[language]) && letters.test(text[language].replace(/\{\{\w+\}\}/g, '')))
    .map((text) => patternOf(text[language]));
}

const ENGLISH = patternsOf('en');

async function expectNoEnglish(page: Page, where: string): Promise<void> {
  const texts = await visibleTexts(page);
  expect(texts.length, where).toBeGreaterThan(10);
  const known = texts.filter((text) => ENGLISH.some((pattern) => pattern.test(text)));
  // A sentence put together from parts is English where four words of it are.
  const sentences = texts.filter((text) => /[a-z]+ [a-z]+ [a-z]+ [a-z]+/.test(text));
  expect([...known, ...sentences], `English text left: ${where}`).toEqual([]);
}

async function expectNoChinese(page: Page, where: string): Promise<void> {
  expect(
    (await visibleTexts(page)).filter((text) => /\p{Script=Han}/u.test(text)),
    `Chinese text left: ${where}`,
  ).toEqual([]);
}

test('the whole page speaks Chinese, in every state, and English again', async ({ page }) => {
  await page.goto('./');
  await expectDrawn(surface(page, 'A'));
  await expectNoChinese(page, 'first visit in English');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('button', { name: '训练两个网络' })).toBeVisible();
  await expectNoEnglish(page, 'first visit');

  const rail = page.getByRole('complementary', { name: '配方' });
  for (const step of ['数据', '网络', '训练', '方向', '曲面']) {
    await rail.getByRole('heading', { level: 3 }).getByRole('button', { name: step }).click();
    await expectNoEnglish(page, `step ${step}`);
  }
  for (const view of ['等高线', '曲线', '三维']) {
    await page.getByRole('radiogroup', { name: '视图' }).getByRole('radio', { name: view }).click();
    await expectNoEnglish(page, `view ${view}`);
  }
  for (const button of [/^实验/, /^设备/, '更多']) {
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoEnglish(page, `menu ${button}`);
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: '分享', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('button', { name: '复制链接' })).toBeEnabled();
  await page.getByRole('dialog').getByText('链接里没有的内容').click();
  await expectNoEnglish(page, 'share');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '帮助' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectNoEnglish(page, 'help');
  await page.keyboard.press('Escape');

  await page.reload();
  await expect(page.getByRole('button', { name: '训练两个网络' })).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('button', { name: 'Train both nets' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectNoChinese(page, 'back in English');
  await page.reload();
  await expect(page.getByRole('button', { name: 'Train both nets' })).toBeVisible();
});

test('running, pausing, stopping and broken links are told in Chinese', async ({ page }) => {
  await openRecipe(page, slowDocument(5000));
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('button', { name: '训练两个网络' })).toBeVisible();
  await expectNoEnglish(page, 'nothing computed');
  await page.getByRole('button', { name: '训练两个网络' }).click();
  await expect(page.getByText(/^训练中/).first()).toBeVisible();
  await expectNoEnglish(page, 'training');
  await page.getByRole('button', { name: '暂停' }).first().click();
  await expect(page.getByText('训练已暂停。')).toBeVisible();
  await expectNoEnglish(page, 'paused');
  await page.getByRole('button', { name: '停止', exact: true }).click();
  await expect(page.getByText('已停止，已完成的部分保留。')).toBeVisible();
  await expectNoEnglish(page, 'stopped');
  await page.evaluate(() => {
    location.hash = '1.AAAAAAAA';
  });
  await expect(page.getByRole('alert')).toBeVisible();
  await expectNoEnglish(page, 'broken link');
});

test('images that are not here are asked for in Chinese, and what is wrong with a file is told so, either way round', async ({ page }) => {
  await page.goto('./');
  // Chinese before the texts about images are there, and English after.
  await page.getByRole('button', { name: '中文' }).click();
  const rail = page.getByRole('complementary', { name: '配方' });
  const step = rail.getByRole('heading', { level: 3 }).getByRole('button', { name: '数据' });
  await step.click();
  await page.getByRole('combobox', { name: '数据集' }).selectOption('cifar-10');
  await expect(rail.getByText('文件只在你的浏览器里读取，不会上传。')).toBeVisible();
  await expectNoEnglish(page, 'images wanted');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), rail.getByRole('button', { name: '打开文件…' }).click()]);
  await chooser.setFiles({ name: 'x.tar.gz', mimeType: 'application/gzip', buffer: Buffer.from('no archive') });
  await expect(rail.getByRole('alert')).toHaveText('x.tar.gz 不是 tar 归档。请选择下载的 cifar-10-binary.tar.gz。');
  await expectNoEnglish(page, 'a wrong file');
  await step.click();
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText('此设备上还没有 CIFAR-10。');
  await expectNoEnglish(page, 'images wanted, over the pictures');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('alert').getByRole('heading')).toHaveText('CIFAR-10 is not on this device yet.');
  await expectNoChinese(page, 'images wanted in English');
});

test('a browser set to Chinese opens in Chinese', async ({ visitor }) => {
  const page = await visitor({ locale: 'zh-CN' });
  await page.goto('./');
  await expect(page.getByRole('button', { name: '训练两个网络' })).toBeVisible();
  await expect(page).toHaveTitle('损失曲面实验室');
});

test('results stay when the language changes', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  await openStep(page, 'Surface');
  await page.getByRole('button', { name: '中文' }).click();
  await expect(page.getByText(/^已?在此设备上/).first()).toBeVisible();
  await page.getByRole('button', { name: 'English' }).click();
  await expectDone(page);
});
