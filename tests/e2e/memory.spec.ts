import { expectDone, pane, trainButton } from './support/lab';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';
import { memoryOf, type Used, watchWorkers } from './support/used-memory';

const CYCLES = 20;
/** Complete rounds after which everything that is kept on purpose is there. */
const WARM = 5;
/** Growth from then on that still counts as flat: the browser's own caches. Keeping each round's checkpoints and surfaces would take 10 MiB. */
const SLACK = 1.5 * 2 ** 20;

test(`${CYCLES} rounds of training, evaluating and cancelling leave memory flat`, async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await watchWorkers(page, session);
  await openRecipe(page, tinyDocument({ points: 64, depth: 4, width: 64, epochs: 20, grid: 129, reach: 0.9 }));
  const used: { page: Used; workers: Used[] }[] = [];
  for (let cycle = 1; cycle <= CYCLES; cycle++) {
    await trainButton(page).click();
    if (cycle % 2 === 0) {
      await expect(pane(page, 'A').getByText(/training · epoch [1-9]|^pass/)).toBeVisible();
      await page.keyboard.press('x');
      await expect(trainButton(page)).toBeVisible();
    } else await expectDone(page);
    used.push(await memoryOf(page, session));
  }
  const total = ({ page: own, workers }: { page: Used; workers: Used[] }): number =>
    [own, ...workers].reduce((sum, { heap, buffers }) => sum + heap + buffers, 0);
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(2);
  console.log(`page + workers, MiB: ${used.map((each) => mebibytes(total(each))).join(' ')} (${used.at(-1)?.workers.length} workers)`);
  // Rounds that ran to their end are compared: a stopped one leaves more or less behind, for the next to finish.
  const complete = used.filter((_, i) => i % 2 === 0);
  const [before, after] = [complete.slice(WARM - 3, WARM), complete.slice(-3)];
  expect(after.at(-1)?.workers.length).toBe(before.at(-1)?.workers.length);
  const middle = (rounds: typeof used): number => rounds.map(total).sort((a, b) => a - b)[1];
  expect(middle(after) - middle(before)).toBeLessThan(SLACK);
});
