import { expect, type Locator, type Page } from '@playwright/test';
import { PATIENCE } from './patience';

/** The page as a person finds it: by the names of things. */

/** The 3-D plot of a pane. */
export function surface(page: Page, letter: string): Locator {
  return page.getByRole('application', { name: new RegExp(`^(Loss|Accuracy) surface ${letter}:`) });
}

/** The contour map of a pane. */
export function contours(page: Page, letter: string): Locator {
  return page.getByRole('application', { name: new RegExp(`^Contour map of ${letter} `) });
}

/** The line plot of a pane. */
export function line(page: Page, letter: string): Locator {
  return page.getByRole('application', { name: new RegExp(`^Loss and accuracy of ${letter} `) });
}

/** A pane with its header and its picture. */
export function pane(page: Page, letter: string): Locator {
  return page.getByRole('region', { name: 'Loss surfaces' }).getByRole('article').nth('ABCD'.indexOf(letter));
}

/** The decision boundary of a pane, below the pictures. */
export function boundary(page: Page, letter: string): Locator {
  return page.getByRole('img', { name: new RegExp(`^Decision boundary of ${letter} `) });
}

/** The number after a label in a pane's header: 'test error', 'roughness', 'local minima'. */
export function figure(page: Page, letter: string, label: string): Locator {
  return numberAfter(pane(page, letter), label);
}

/** The reading of a pane at the probe: 'loss' or 'accuracy'. */
export function reading(page: Page, letter: string, label: 'loss' | 'accuracy'): Locator {
  return numberAfter(page.locator('.probe .reading').nth('ABCD'.indexOf(letter)), label);
}

function numberAfter(where: Locator, label: string): Locator {
  return where.locator('dt', { hasText: label }).locator('xpath=following-sibling::dd[1]');
}

export const trainButton = (page: Page): Locator =>
  page.getByRole('button', { name: /^(Train (both nets|the net|net [A-D]|(all )?\d nets)|Run again|Draw the new surfaces?)$/ });

/** Presses the one button, and waits until it has started and everything is done. */
export async function runToEnd(page: Page, timeout = PATIENCE): Promise<void> {
  await startRun(page);
  await expectDone(page, timeout);
}

/** Presses the one button, and waits until there was something under way: a tiny recipe is done before a second look. */
export async function startRun(page: Page): Promise<void> {
  const started = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const look = (): boolean => document.querySelector('[role="progressbar"]') !== null;
        const observer = new MutationObserver(() => {
          if (!look()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await trainButton(page).click();
  await started;
}

export async function expectDone(page: Page, timeout = PATIENCE): Promise<void> {
  await expect(page.getByText(/^Done in .* on this device\.$/)).toBeVisible({ timeout });
}

/** Writes down every text that the sentence over the pictures takes from now on; call the result to read them. */
export async function recordHeadlines(page: Page): Promise<() => Promise<string[]>> {
  const handle = await page.evaluateHandle(() => {
    const said: string[] = [];
    const look = (): void => {
      const text = document.querySelector('h1')?.textContent ?? '';
      if (text !== said.at(-1)) said.push(text);
    };
    look();
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
    return said;
  });
  return () => handle.jsonValue();
}

/** Opens a step of the recipe, whose controls then show. */
export async function openStep(page: Page, name: string): Promise<void> {
  const head = page.getByRole('complementary', { name: 'Recipe' }).getByRole('button', { name: new RegExp(`(^|\\s)${name}$`) });
  if ((await head.getAttribute('aria-expanded')) !== 'true') await head.click();
  await expect(head).toHaveAttribute('aria-expanded', 'true');
}

/** The button of an axis, which says what kind it is. */
export const axisButton = (page: Page, axis: 'α' | 'β'): Locator =>
  page.getByRole('button', { name: new RegExp(`^${axis} axis: (?!let )`) });

/** Chooses what an axis is made of, from the menu that says what each kind shows. */
export async function chooseAxis(page: Page, axis: 'α' | 'β', kind: string): Promise<void> {
  await axisButton(page, axis).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText(kind, { exact: true }) })
    .click();
  await expect(axisButton(page, axis)).toHaveText(kind);
}

/** Types a number into a field and leaves it. */
export async function typeNumber(page: Page, label: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name: label, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}

/** Chooses how the landscapes are looked at. */
export async function chooseView(page: Page, name: '3-D' | 'Contours' | 'Line'): Promise<void> {
  await page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name }).click();
}

/** Drags the mouse over an element by some pixels, in steps as a hand does. */
export async function dragBy(page: Page, element: Locator, dx: number, dy: number): Promise<void> {
  const box = await boxOf(element);
  const [x, y] = [box.x + box.width * 0.5, box.y + box.height * 0.85];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let step = 1; step <= 8; step++) await page.mouse.move(x + (dx * step) / 8, y + (dy * step) / 8);
  await page.mouse.up();
  await page.mouse.move(box.x + box.width / 2, box.y - 60);
}

export async function boxOf(element: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await element.boundingBox();
  if (!box) throw new Error('The element is not on the screen.');
  return box;
}

/** The link that the share dialog copies. */
export async function copyLink(page: Page, which: 'with' | 'recipe' | 'for chats' = 'with'): Promise<string> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share this picture' });
  if (which === 'recipe') await dialog.getByRole('radio', { name: /^Recipe only/ }).check();
  if (which === 'for chats') await dialog.getByRole('radio', { name: /^For chats/ }).check();
  await dialog.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^Link copied, [\d\u202f]+ characters$/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** One of the tabs at the bottom of a phone. */
export function phoneTab(page: Page, name: 'Recipe' | 'Surface' | 'Training' | 'Run'): Locator {
  return page
    .locator('nav')
    .and(page.getByLabel('Pages', { exact: true }))
    .getByText(name, { exact: true });
}

/** The strip that says what arrived and what did not. */
export const notice = (page: Page): Locator => page.getByRole('alert');

/** Where the local minima are marked on a contour map, as shares of its width and height, to a hundredth. */
export async function markedMinima(page: Page, letter: string): Promise<string[]> {
  const box = await boxOf(contours(page, letter));
  const marks = await contours(page, letter).locator('[data-minimum]').all();
  const places = await Promise.all(marks.map(boxOf));
  return places.map(({ x, y, width, height }) =>
    [(x + width / 2 - box.x) / box.width, (y + height / 2 - box.y) / box.height].map((share) => share.toFixed(2)).join(' '),
  );
}

/** What an element says. */
export async function textOf(element: Locator): Promise<string> {
  return ((await element.textContent()) ?? '').trim();
}
