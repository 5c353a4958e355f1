import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { recipeFragment, tinyDocument } from '../e2e/support/recipes';
import { centre, type Visit } from './visit';

/** The picture of a pane: its surface, or its contours where the browser draws no 3-D. */
const PICTURE = { A: /^(Loss surface A:|Contour map of A )/, B: /^(Loss surface B:|Contour map of B )/ } as const;
const LETTERS = ['A', 'B'] as const;
const TRAIN = /^(Train both nets|Run again)$/;

/** What a person does with the lab, from the first visit to a file that comes back. Every browser must go all the way. */
export async function journey(visit: Visit, base: string): Promise<void> {
  await test.step('the first visit shows the ready-made pair', () => firstVisit(visit, base));
  const trained = await test.step('a recipe that came by a link trains', () => train(visit, base));
  await test.step('the probe reads a point', () => probe(visit));
  await test.step('contours and lines are drawn', () => views(visit));
  const link = await test.step('sharing makes a link', () => share(visit));
  const file = await test.step('saving makes a file', () => save(visit));
  await test.step('the link opens as the same picture', () => openLink(visit, link, trained));
  await test.step('the file opens with its weights', () => openFile(visit, base, file, trained));
  await test.step('Chinese and back', () => languages(visit));
}

async function firstVisit(visit: Visit, base: string): Promise<void> {
  await visit.open(base);
  await visit.read(/come ready-made/);
  for (const letter of LETTERS) await visit.seeDrawn('application', PICTURE[letter]);
  // U+202F must come from our own font: from another it is much wider.
  const space = await visit.driver.evaluate<number>(`(async () => {
    await document.fonts.load('100px "Inter Variable"', '1\\u202f0');
    const context = document.createElement('canvas').getContext('2d');
    context.font = '100px "Inter Variable"';
    return context.measureText('1\\u202f0').width - context.measureText('10').width;
  })()`);
  expect(space).toBeGreaterThan(16);
  expect(space).toBeLessThan(20);
  expect(await visit.faults()).toEqual([]);
}

/** Trains; what the nets then do at their trained weights. */
async function train(visit: Visit, base: string): Promise<readonly string[]> {
  await visit.open(`${base}#${recipeFragment(tinyDocument({ grid: 9 }))}`);
  await visit.see('button', /Your experiment$/);
  await visit.press('button', TRAIN);
  await visit.read(/Done in .* on this device\./);
  for (const letter of LETTERS) await visit.seeDrawn('application', PICTURE[letter]);
  expect(await visit.faults()).toEqual([]);
  const trained = await readings(visit);
  expect(trained).toHaveLength(4);
  return trained;
}

/** Loss and accuracy of both panes under the probe. */
async function readings(visit: Visit): Promise<readonly string[]> {
  return visit.driver.evaluate(`[...document.querySelectorAll('.probe .reading dd')].map((element) => element.textContent)`);
}

async function probe(visit: Visit): Promise<void> {
  const trained = await readings(visit);
  const { x, y } = centre(await visit.see('application', PICTURE.A));
  await visit.driver.click(x, y);
  await visit.read(/Under the pin/);
  await expect.poll(() => readings(visit)).not.toEqual(trained);
  for (const number of await readings(visit)) expect(number).toMatch(/^\d/);
  expect(await visit.driver.evaluate('document.querySelector(".reading-note")?.textContent ?? ""')).toBe('');
  await visit.driver.press('Escape');
  await visit.read(/At the trained weights/);
}

async function views(visit: Visit): Promise<void> {
  await visit.press('radio', /^Contours$/);
  for (const letter of LETTERS) await visit.seeDrawn('application', new RegExp(`^Contour map of ${letter} `));
  await visit.press('radio', /^Line$/);
  await visit.see('application', /^Loss and accuracy of A /);
  const draws3d = await visit.driver.evaluate<boolean>(`document.createElement('canvas').getContext('webgl2') !== null`);
  if (!draws3d) console.log(`${visit.driver.name} has no WebGL 2 here: contours stand in for surfaces`);
  await visit.press('radio', draws3d ? /^3-D$/ : /^Contours$/);
  await visit.seeDrawn('application', draws3d ? /^Loss surface B:/ : PICTURE.B);
  expect(await visit.faults()).toEqual([]);
}

async function share(visit: Visit): Promise<string> {
  // Not every browser lets a test read the clipboard.
  await visit.driver.evaluate(
    `Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: async (text) => { window.journeyCopied = text; } } }) && 0`,
  );
  await visit.press('button', /^Share$/);
  await visit.press('button', /^Copy link$/);
  await visit.read(/Link copied/);
  await visit.press('button', /^Close$/);
  return visit.driver.evaluate('window.journeyCopied');
}

/** Saves everything; the path of the file that the person gets. */
async function save(visit: Visit): Promise<string> {
  await visit.driver.evaluate(`(() => {
    const { createObjectURL } = URL;
    URL.createObjectURL = (blob) => { window.journeySaved = blob; return createObjectURL.call(URL, blob); };
  })()`);
  await visit.press('button', /^Share$/);
  await visit.press('button', /^Everything \(NPZ\)/);
  await visit.read(/Saved to your downloads/);
  await visit.press('button', /^Close$/);
  const base64 = await visit.driver.evaluate<string>(`window.journeySaved.arrayBuffer().then((buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')))`);
  const path = join(mkdtempSync(join(tmpdir(), 'lab-journey-')), 'both.npz');
  writeFileSync(path, Buffer.from(base64, 'base64'));
  return path;
}

async function openLink(visit: Visit, link: string, trained: readonly string[]): Promise<void> {
  await visit.open(link);
  await visit.read(/This picture came to you\./);
  for (const letter of LETTERS) await visit.seeDrawn('application', PICTURE[letter]);
  // A link rounds: losses to about a thousandth.
  const arrived = (await readings(visit)).map(Number.parseFloat);
  for (const [i, number] of trained.entries()) expect(Math.abs(arrived[i] / Number.parseFloat(number) - 1)).toBeLessThan(0.01);
  expect(await visit.faults()).toEqual([]);
}

async function openFile(visit: Visit, base: string, path: string, trained: readonly string[]): Promise<void> {
  await visit.open(base);
  await visit.read(/come ready-made/);
  await visit.driver.setFile('input[type=file]', path);
  await visit.read(/This picture came to you\./);
  for (const letter of LETTERS) await visit.seeDrawn('application', PICTURE[letter]);
  expect(await readings(visit)).toEqual(trained);
  await probe(visit);
  expect(await visit.faults()).toEqual([]);
  rmSync(join(path, '..'), { recursive: true, force: true });
}

async function languages(visit: Visit): Promise<void> {
  await visit.press('button', /^中文$/);
  await visit.see('button', /^分享$/);
  await visit.press('radio', /^等高线$/);
  await visit.press('button', /^English$/);
  await visit.see('button', /^Share$/);
  expect(await visit.faults()).toEqual([]);
}
