import { expect } from '@playwright/test';
import { colouredShare, DRAWN } from '../e2e/support/pictures';
import { decodePng } from '../e2e/support/png';
import type { Driver, Point } from './drivers/types';

export type Role = 'button' | 'radio' | 'menuitem' | 'application' | 'heading' | 'dialog' | 'textbox';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The page in any browser, by the names of things, as lab.ts has it for Playwright alone. */
export interface Visit {
  readonly driver: Driver;
  /** Opens an address as somebody new to the document: no part of an earlier one stays. */
  open(url: string): Promise<void>;
  /** Waits until something of this role and name is on the screen. */
  see(role: Role, name: RegExp): Promise<Box>;
  press(role: Role, name: RegExp): Promise<void>;
  /** Waits until the page's text matches. */
  read(pattern: RegExp, patience?: number): Promise<string>;
  /** Waits until a surface, a map or a plot covers its place. */
  seeDrawn(role: Role, name: RegExp): Promise<void>;
  /** Errors that the page met since it was opened. */
  faults(): Promise<readonly string[]>;
}

/** Runs in the page: what a person would find there. Names as far as this page has them: a label, or the text. */
const FIND = `(role, source) => {
  const selectors = {
    button: 'button:not([role]), [role=button], summary', radio: '[role=radio]', menuitem: '[role=menuitem], [role=menuitemradio]',
    application: '[role=application]', heading: 'h1, h2, h3', dialog: 'dialog[open], [role=dialog]', textbox: 'input[type=text], textarea',
  };
  const pattern = new RegExp(source);
  const nameOf = (element) => {
    const by = element.getAttribute('aria-labelledby');
    const label = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' ') : element.getAttribute('aria-label');
    return (label ?? element.textContent ?? '').trim();
  };
  const dialog = [...document.querySelectorAll('dialog[open]')].at(-1);
  for (const element of (role === 'dialog' ? document : dialog ?? document).querySelectorAll(selectors[role])) {
    const { x, y, width, height } = element.getBoundingClientRect();
    if (width > 0 && height > 0 && !element.disabled && pattern.test(nameOf(element))) return { x, y, width, height };
  }
  return null;
}`;

const WATCH = `(() => {
  if (window.journeyFaults) return;
  window.journeyFaults = [];
  addEventListener('error', (event) => window.journeyFaults.push(String(event.message)));
  addEventListener('unhandledrejection', (event) => window.journeyFaults.push(String(event.reason)));
  const { error } = console;
  console.error = (...given) => { window.journeyFaults.push(given.map(String).join(' ')); error.apply(console, given); };
})()`;

/** Milliseconds after which what a person waits for is taken for missing. The test's own limit is what ends a slow machine. */
const PATIENCE = 100_000;
/** Milliseconds between two looks at something that may move, and how many there are at most. */
const BETWEEN_LOOKS = 200;
const MOST_LOOKS = 50;

export function visitWith(driver: Driver): Visit {
  const wait = <T>(what: string, look: () => Promise<T | null>, patience = PATIENCE): Promise<T> => poll(what, look, patience);
  const find = (role: Role, name: RegExp): Promise<Box | null> =>
    driver.evaluate(`(${FIND})(${JSON.stringify(role)}, ${JSON.stringify(name.source)})`);
  const see = (role: Role, name: RegExp): Promise<Box> => wait(`${role} ${name}`, () => find(role, name));
  return {
    driver,
    see,
    async open(url) {
      await driver.goto('about:blank');
      await driver.goto(url);
      await driver.evaluate(WATCH);
    },
    async press(role, name) {
      const { x, y } = centre(await still(() => see(role, name)));
      await driver.click(x, y);
    },
    read: (pattern, patience) =>
      wait(`text ${pattern}`, async () => pattern.exec(await driver.evaluate<string>('document.body.innerText'))?.[0] ?? null, patience),
    async seeDrawn(role, name) {
      await wait(`picture in ${role} ${name}`, async () => {
        const box = await find(role, name);
        return box && colouredShare(cut(decodePng(await driver.screenshot()), box)) > DRAWN ? true : null;
      });
    },
    faults: () => driver.evaluate('window.journeyFaults'),
  };
}

/** Where something is once it has stopped moving: a dialog that opens, or fills, carries its buttons along. */
async function still(look: () => Promise<Box>): Promise<Box> {
  let before = await look();
  for (let tries = 0; tries < MOST_LOOKS; tries++) {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
    const box = await look();
    if (box.x === before.x && box.y === before.y) return box;
    before = box;
  }
  return before;
}

export function centre({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

async function poll<T>(what: string, look: () => Promise<T | null>, patience: number): Promise<T> {
  let found: T | null = null;
  await expect
    .poll(
      async () => {
        found = await look();
        return found !== null;
      },
      { message: what, timeout: patience, intervals: [100, 200, 400] },
    )
    .toBe(true);
  return found as T;
}

function cut(picture: ReturnType<typeof decodePng>, box: Box): ReturnType<typeof decodePng> {
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const width = Math.min(picture.width, Math.round(box.x + box.width)) - left;
  const height = Math.min(picture.height, Math.round(box.y + box.height)) - top;
  const rgb = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row++) {
    const from = 3 * ((top + row) * picture.width + left);
    rgb.set(picture.rgb.subarray(from, from + 3 * width), 3 * row * width);
  }
  return { width, height, rgb };
}
