import type { Page } from '@playwright/test';
import { appCell, pressStep, visitApp, watchWhile } from './app-session';
import type { Cell } from './result';

/** What one visit gives, in ms, and the test accuracies of both nets, in %. */
interface Visit {
  readonly trained: number;
  readonly planes: number;
  readonly longestTask: number;
  readonly accuracies: readonly number[];
}

const NET = '14 layers';
const IMAGES = '4000';
const FULL_MS = 600_000;

/**
 * ResNet-14 with and without shortcuts on 4,000 images of 14 × 14, trained for 16 epochs, and their 25 × 25 planes on 512 images, in the app as a person does it:
 * time of both nets and of both planes, the main thread's longest task that is not drawing, and how well the nets came out.
 */
export async function appImages(runs: number): Promise<Cell[]> {
  const visits = await visitApp(runs, oneVisit);
  const of = (read: (visit: Visit) => number): number[] => visits.map(read);
  return [
    appCell(
      'app-images: press → both ResNets trained',
      'ms',
      of(({ trained }) => trained),
    ),
    appCell(
      'app-images: both trained → both planes',
      'ms',
      of(({ planes }) => planes),
    ),
    appCell(
      'app-images: longest task outside drawing',
      'ms',
      of(({ longestTask }) => longestTask),
    ),
    appCell(
      'app-images: test accuracy with shortcuts',
      '%',
      of(({ accuracies }) => accuracies[0] as number),
    ),
    appCell(
      'app-images: test accuracy without',
      '%',
      of(({ accuracies }) => accuracies[1] as number),
    ),
  ];
}

async function oneVisit(page: Page, address: string): Promise<Visit> {
  await page.goto(address);
  await page.getByRole('button', { name: /^Experiment/ }).click();
  await page
    .getByRole('menuitemradio')
    .filter({ has: page.getByText('ResNet on images', { exact: true }) })
    .click();
  await pressStep(page, 'Data');
  const images = page.getByRole('textbox', { name: 'Training images', exact: true });
  await images.fill(IMAGES);
  await images.press('Enter');
  await pressStep(page, 'Net');
  await page.getByRole('combobox', { name: 'Depth', exact: true }).selectOption(NET);
  await pressStep(page, 'Net');
  const button = page.getByRole('button', { name: 'Train both nets' });
  await button.waitFor();
  await page.waitForTimeout(1500);
  const times = await watchWhile(page, watch, FULL_MS, () => button.click());
  const errors = await page.locator('dt', { hasText: 'test error' }).locator('xpath=following-sibling::dd[1]').allTextContents();
  return { ...times, accuracies: errors.slice(0, 2).map((text) => 100 - Number.parseFloat(text)) };
}

/** In the page: when both nets were trained and both planes complete, and the longest task of the main thread, less the draws within it. */
function watch(limit: number): Promise<Omit<Visit, 'accuracies'>> {
  return new Promise((resolve, reject) => {
    let start = 0;
    let trained = 0;
    const spans = { longtask: [] as PerformanceEntry[], measure: [] as PerformanceEntry[] };
    for (const type of ['longtask', 'measure'] as const) {
      new PerformanceObserver((list) => spans[type].push(...list.getEntries())).observe({ type });
    }
    addEventListener(
      'click',
      () => {
        start = performance.now();
      },
      { capture: true, once: true },
    );
    const outsideDrawing = (task: PerformanceEntry): number => {
      const end = task.startTime + task.duration;
      const drawn = spans.measure
        .filter(({ name }) => name === 'draw')
        .reduce(
          (sum, draw) => sum + Math.max(0, Math.min(end, draw.startTime + draw.duration) - Math.max(task.startTime, draw.startTime)),
          0,
        );
      return task.duration - drawn;
    };
    const look = (): void => {
      if (start === 0) return;
      const text = document.body.textContent ?? '';
      if (trained === 0 && text.includes('Their surfaces are sharpening.')) trained = performance.now();
      if (!/Done in .* on this device\./.test(text)) return;
      observer.disconnect();
      const end = performance.now();
      // The observers tell at their leisure.
      setTimeout(() => {
        const longestTask = Math.max(0, ...spans.longtask.map(outsideDrawing));
        resolve({ trained: (trained || end) - start, planes: end - (trained || end), longestTask });
      }, 1000);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    setTimeout(() => reject(new Error('The planes were not complete in time.')), limit);
  });
}
