import type { Page } from '@playwright/test';
import { appCell, visitApp, watchWhile } from './app-session';
import type { Cell } from './result';

/** Milliseconds after the press at which a frame showed it. */
interface Times {
  readonly trained: number;
  readonly coarse: number;
  readonly full: number;
}

const LABELS: Readonly<Record<keyof Times, string>> = {
  trained: 'app: press → both nets trained',
  coarse: 'app: press → first coarse surface',
  full: 'app: press → both full surfaces',
};
const FULL_MS = 240_000;

/** Times from the press to the pictures, once for each run; where that failed, cells that say why. */
export async function appLatency(runs: number): Promise<Cell[]> {
  const found = await visitApp(runs, oneVisit).catch((error: unknown) => String(error).split('\n')[0]);
  const notRun = typeof found === 'string' ? found : null;
  const times = typeof found === 'string' ? [] : found;
  return (Object.keys(LABELS) as (keyof Times)[]).map((key) =>
    appCell(
      LABELS[key],
      'ms',
      times.map((each) => each[key]),
      notRun,
    ),
  );
}

/** Presses "Train both nets" as a new visitor does, and waits for the pictures. */
async function oneVisit(page: Page, address: string): Promise<Times> {
  await page.goto(address);
  const button = page.getByRole('button', { name: 'Train both nets' });
  await button.waitFor();
  // The stored pair is drawn and the workers have started, as when somebody has read the page.
  await page.waitForTimeout(1500);
  return watchWhile(page, watch, FULL_MS, () => button.click());
}

/** In the page: when what the page says of its pictures came true, two frames later, as the picture is drawn in the next one. */
function watch(limit: number): Promise<Times> {
  return new Promise((resolve, reject) => {
    const found: Partial<Record<keyof Times, number>> = {};
    let start = 0;
    addEventListener(
      'click',
      () => {
        start = performance.now();
      },
      { capture: true, once: true },
    );
    const note = (key: keyof Times): void => {
      if (key in found) return;
      found[key] = Number.NaN;
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          found[key] = performance.now() - start;
          const { trained, coarse, full } = found;
          if (full !== undefined && !Number.isNaN(full)) {
            observer.disconnect();
            resolve({ trained: trained ?? full, coarse: coarse ?? full, full });
          }
        }),
      );
    };
    const look = (): void => {
      if (start === 0) return;
      const text = document.body.textContent ?? '';
      if (text.includes('Their surfaces are sharpening.')) note('trained');
      if (/ has [1-9][^.]* of [^.]* points/.test(text)) note('coarse');
      if (/Done in .* on this device\./.test(text)) note('full');
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { childList: true, characterData: true, subtree: true });
    setTimeout(() => reject(new Error('The surfaces were not complete in time.')), limit);
  });
}
