import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { boundary, boxOf, notice, reading, runToEnd, surface, textOf } from './support/lab';
import { difference, EQUAL, expectChanged, expectDrawn, pictureOf, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Saves by a button of the share dialog; the bytes that the person gets. */
async function save(page: Page, button: string): Promise<File> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this picture' });
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: button }).click()]);
  await expect(page.getByRole('status').filter({ hasText: 'Saved to your downloads' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return { name: download.suggestedFilename(), mimeType: 'application/octet-stream', buffer: readFileSync(await download.path()) };
}

async function pick(page: Page, file: File): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('menuitem', { name: /^Open a file/ }).click()]);
  await chooser.setFiles(file);
}

/** Lets a file go over the page, with the events that a browser sends. */
async function drop(page: Page, { name, mimeType, buffer }: File): Promise<void> {
  const transfer = await page.evaluateHandle(
    ({ name, mimeType, base64 }) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name, { type: mimeType }));
      return data;
    },
    { name, mimeType, base64: buffer.toString('base64') },
  );
  const target = page.getByRole('main');
  await target.dispatchEvent('dragenter', { dataTransfer: transfer });
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file to open it')).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file to open it')).toBeHidden();
}

for (const [button, ending, bring] of [
  ['Everything (NPZ)', 'npz', pick],
  ['Everything, readable (JSON)', 'json', drop],
] as const) {
  test(`everything saved as ${ending} opens in a fresh profile with its weights: the probe is live at once`, async ({ page, visitor }) => {
    await openRecipe(page, tinyDocument({ grid: 9, batchNorm: true }));
    await runToEnd(page);
    await expectDrawn(surface(page, 'A'));
    const picture = await settledPicture(surface(page, 'B'));
    const read = async (from: Page): Promise<string[]> => {
      const box = await boxOf(surface(from, 'A'));
      await from.mouse.click(box.x + box.width * 0.6, box.y + box.height * 0.52);
      await from.mouse.move(box.x + 5, box.y - 60);
      await expect(from.locator('.probe').getByRole('heading')).toHaveText('Under the pin');
      await expect(from.getByText('No weights came with this picture. To read this point exactly, run it again.')).toHaveCount(0);
      return [
        await textOf(from.locator('.probe .panel-title')),
        await textOf(reading(from, 'A', 'loss')),
        await textOf(reading(from, 'B', 'loss')),
      ];
    };
    const own = await read(page);
    const underPin = await settledPicture(boundary(page, 'A'));
    const file = await save(page, button);
    expect(file.name).toMatch(new RegExp(`\\.${ending}$`));

    const reader = await visitor();
    await reader.goto('./');
    await expectDrawn(surface(reader, 'A'));
    const stored = await pictureOf(surface(reader, 'B'));
    await bring(reader, file);
    await expect(reader.getByText(/^This picture came to you\./)).toBeVisible();
    await expectChanged(surface(reader, 'B'), stored, 1);
    expect(difference(await settledPicture(surface(reader, 'B')), picture)).toBeLessThan(EQUAL);
    expect(await read(reader)).toEqual(own);
    expect(difference(await settledPicture(boundary(reader, 'A')), underPin)).toBe(0);
    // What was there before is one step back.
    await reader.getByRole('button', { name: 'To the trained weights' }).click();
    await reader.keyboard.press('Control+z');
    await expect(reader.getByText(/^These two surfaces come ready-made\./)).toBeVisible();
  });
}

test('numbers are saved as CSV', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  const csv = (await save(page, 'Numbers (CSV)')).buffer.toString('utf8');
  const rows = csv.trim().split('\n');
  expect(rows[0]).toBe('pane,alpha,beta,loss,accuracy');
  expect(rows).toHaveLength(1 + 2 * 25);
  for (const row of rows.slice(1)) expect(row).toMatch(/^[AB],-?[\d.]+,-?[\d.]+,[\d.e+-]+,[\d.]+$/);
});

test('a wrong or broken file is refused in one sentence, by picker and by drop, and nothing is lost', async ({ page }) => {
  await openRecipe(page, tinyDocument());
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  const whole = await save(page, 'Everything (NPZ)');
  const text = (await save(page, 'Everything, readable (JSON)')).buffer.toString('utf8');
  const before = await settledPicture(surface(page, 'A'));
  const file = (name: string, content: string | Buffer): File => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(content),
  });
  const flipped = Buffer.from(whole.buffer);
  for (let i = Math.floor(flipped.length * 0.4); i < flipped.length * 0.5; i++) flipped[i] ^= 0xff;
  const cases: readonly (readonly [File, RegExp])[] = [
    [
      file('holiday.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])),
      /^This is a picture\. To see its landscape, open the experiment’s link, or its \.npz or \.json file\.$/,
    ],
    [file('numbers.csv', 'pane,alpha,beta,loss,accuracy\nA,1,2,3,1\n'), /^"numbers\.csv" holds numbers alone, without the recipe\./],
    [file('empty.json', ''), /^The file is empty/],
    [file('cut.json', text.slice(0, text.length / 2)), /^It is incomplete or was changed/],
    [file('cut.npz', whole.buffer.subarray(0, whole.buffer.length / 2)), /^It is incomplete or was changed/],
    [file('flipped.npz', flipped), /^It is incomplete or was changed/],
    [file('newer.json', text.replace(/"version": 1/, '"version": 99')), /newer version of this page/],
    [file('hostile.json', '{"version":1,"panes":[{"net":{"id":"mlp","params":{"depth":1e9}}}]}'), /100/],
    [file('proto.json', '{"version":1,"__proto__":{"panes":[]},"constructor":{}}'), /\S/],
    [file('panes.json', `{"version":1,"panes":[${'{},'.repeat(50)}{}]}`), /\S/],
  ];
  for (const [i, [wrong, detail]] of cases.entries()) {
    await (i % 2 === 0 ? pick : drop)(page, wrong);
    await expect(notice(page), wrong.name).toHaveCount(1);
    await expect(notice(page).getByRole('heading')).toHaveText(`${wrong.name} could not be opened.`);
    const said = notice(page).getByRole('paragraph');
    await expect(said).toHaveCount(1);
    await expect(said).toHaveText(detail);
    await expect(said).not.toHaveText(/\{\{|undefined|\[object|share\.|problems\./);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect(notice(page)).toHaveCount(0);
    await expect(page.getByRole('article')).toHaveCount(2);
  }
  await page.getByRole('heading', { level: 1 }).click();
  expect(difference(await settledPicture(surface(page, 'A')), before)).toBeLessThan(EQUAL);
});
