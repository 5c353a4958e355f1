import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parseDocument } from '../../src/experiment/parse';
import type { Document } from '../../src/experiment/recipe';
import { idxFiles, tarOfCifar } from '../unit/support/image-files';
import { randomImages } from '../unit/support/images';
import { copyLink, expectDone, notice, openStep, phoneTab, runToEnd, surface, trainButton } from './support/lab';
import { PATIENCE } from './support/patience';
import { difference, expectDrawn, settledPicture } from './support/pictures';
import { openRecipe, tinyDocument } from './support/recipes';
import { expect, test } from './support/test';

interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

const ARCHIVE = 'cifar-10-binary.tar.gz';

const archive = (bytes: Uint8Array, name = ARCHIVE): File => ({ name, mimeType: 'application/gzip', buffer: Buffer.from(bytes) });

/** A small CIFAR-10: 300 images to train on, 120 to test on. */
const cifar = tarOfCifar(randomImages({ side: 32, channels: 3, classes: 10 }, 300, 120));

/** Two tiny nets on a data set: one hidden layer of 4, one epoch, 5 × 5 points. */
function documentOn(data: Document['panes'][number]['data']['id'], params: Record<string, unknown>): Document {
  const document = tinyDocument({ epochs: 1 });
  const parsed = parseDocument({ ...document, panes: document.panes.map((pane) => ({ ...pane, data: { id: data, params }, view: {} })) });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.document;
}

const onCifar = (): Document => documentOn('cifar-10', { train: 256, test: 100 });

/** Presses a button that lets a person choose files, and chooses these. */
async function choose(page: Page, button: string, files: File | readonly File[]): Promise<void> {
  const opener = page.getByRole('button', { name: button, exact: true }).first();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), opener.click()]);
  await chooser.setFiles(files as File | File[]);
}

const step = (page: Page) =>
  page
    .getByRole('complementary', { name: 'Recipe' })
    .getByRole('listitem')
    .filter({ hasText: /^1?Data/ })
    .first();

const HOLDS = '300 training and 120 test images, 32 × 32 pixels, 10 classes.';

test('CIFAR-10 is opened in the Data step, trained on, found again on the next visit, and forgotten', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 1 }));
  await openStep(page, 'Data');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'CIFAR-10' });
  await expect(step(page)).toContainText('Open cifar-10-binary.tar.gz, the binary version of CIFAR-10 (163 MB)');
  await expect(step(page)).toContainText('www.cs.toronto.edu/~kriz/cifar.html');
  await expect(step(page)).toContainText('What you open is read here in your browser and never uploaded.');

  await choose(page, 'Open file…', archive(cifar));
  await expect(page.getByRole('status').filter({ hasText: '300 training and 120 test images were opened' })).toBeVisible();
  await expect(step(page)).toContainText(`${HOLDS} They are kept on this device for the next visit.`);
  // There are fewer than the usual 2,000 and 1,000.
  await expect(page.getByRole('textbox', { name: 'Training images' })).toHaveValue('300');
  await expect(page.getByRole('textbox', { name: 'Test images' })).toHaveValue('120');
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));

  await page.reload();
  await openStep(page, 'Data');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'CIFAR-10' });
  await expect(step(page)).toContainText(HOLDS);
  await page.getByRole('button', { name: 'Forget these images' }).click();
  await expect(step(page)).toContainText('You can download it at');
  await page.reload();
  await openStep(page, 'Data');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'CIFAR-10' });
  await expect(step(page)).toContainText('You can download it at');
});

test('a wrong, cut or damaged file is refused in one sentence in its place, and what was open stays', async ({ page }) => {
  await openRecipe(page, onCifar());
  await openStep(page, 'Data');
  await choose(page, 'Open file…', archive(cifar));
  await expect(step(page)).toContainText(HOLDS);
  const flipped = cifar.slice();
  flipped.fill(0x55, 400_000, 400_100);
  const tiny = readFileSync(new URL('../fixtures/images/cifar-10-binary.tar.gz', import.meta.url));
  const cases: readonly (readonly [File, RegExp])[] = [
    [
      archive(cifar.subarray(0, cifar.length / 2), 'cut.tar.gz'),
      /^cut\.tar\.gz is damaged or incomplete: it cannot be unpacked\. Download it again\.$/,
    ],
    [archive(flipped, 'flipped.tar.gz'), /^flipped\.tar\.gz is damaged or incomplete: .* Download it again\.$/],
    [archive(Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'holiday.jpg'), /^holiday\.jpg is no tar archive\. Choose cifar-10-binary\.tar\.gz/],
    [archive(Buffer.alloc(0), 'empty.tar.gz'), /^empty\.tar\.gz is no tar archive\. Choose cifar-10-binary\.tar\.gz/],
    [
      archive(tiny, 'tiny.tar.gz'),
      /^tiny\.tar\.gz has 30 training and 10 test images; at least 256 and 100 are needed\. Choose a larger set\.$/,
    ],
  ];
  for (const [file, sentence] of cases) {
    await choose(page, 'Open another file…', file);
    await expect(step(page).getByRole('alert'), file.name).toHaveText(sentence);
    await expect(step(page)).toContainText(HOLDS);
  }
  await runToEnd(page);
});

test('a link about CIFAR-10 shows its picture where the images are not, and asks for them to train', async ({ page, visitor }) => {
  await openRecipe(page, onCifar());
  await expect(notice(page).getByRole('heading')).toHaveText('CIFAR-10 is not on this device yet.');
  await choose(page, 'Open file…', archive(cifar));
  await expect(notice(page)).toHaveCount(0);
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  const picture = await settledPicture(surface(page, 'A'));
  const link = await copyLink(page);

  const reader = await visitor();
  await reader.goto(link);
  await expect(notice(reader).getByRole('heading')).toHaveText('CIFAR-10 is not on this device yet.');
  await expect(notice(reader).getByRole('paragraph')).toHaveText(
    'To train here, open cifar-10-binary.tar.gz. The picture that came along stays.',
  );
  await expectDrawn(surface(reader, 'A'));
  await trainButton(reader).click();
  // Instead of failing it says where the images come from.
  await expect(step(reader)).toContainText('You can download it at');
  await expect(reader.getByRole('alert')).toHaveCount(0);
  await expectDrawn(surface(reader, 'A'));
  await choose(reader, 'Open file…', archive(cifar));
  await expect(step(reader)).toContainText(HOLDS);
  await expectDrawn(surface(reader, 'A'));
  expect(difference(await settledPicture(surface(reader, 'A')), picture)).toBeLessThan(1);
  await trainButton(reader).click();
  await expectDone(reader);
});

test('IDX files dropped on the page become its images; a wrong drop changes nothing', async ({ page }) => {
  await openRecipe(page, tinyDocument({ epochs: 1 }));
  const files = idxFiles(randomImages({ side: 10, channels: 1, classes: 4 }, 80, 40));
  const drop = async (dropped: readonly { name: string; bytes: number[] }[]): Promise<void> => {
    const transfer = await page.evaluateHandle((list) => {
      const data = new DataTransfer();
      for (const { name, bytes } of list) data.items.add(new File([Uint8Array.from(bytes)], name));
      return data;
    }, dropped);
    const target = page.getByRole('main');
    await target.dispatchEvent('dragover', { dataTransfer: transfer });
    await expect(page.getByText('Drop the file to open it')).toBeVisible();
    await target.dispatchEvent('drop', { dataTransfer: transfer });
  };
  const bytesOf = async (file: (typeof files)[number]) => ({ name: file.name, bytes: [...new Uint8Array(await file.arrayBuffer())] });
  const all = await Promise.all(files.map(bytesOf));

  await drop(all.slice(0, 3));
  await expect(notice(page).getByRole('heading')).toHaveText('train-images-idx3-ubyte could not be opened.');
  await expect(notice(page).getByRole('paragraph')).toHaveText(/^Choose the IDX files together: /);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await openStep(page, 'Data');
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('moons');

  await drop(all);
  await expect(step(page)).toContainText(
    '80 training and 40 test images, 10 × 10 pixels, 4 classes. They are kept on this device for the next visit.',
  );
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('custom-images');
  const size = page.getByRole('combobox', { name: 'Image size' });
  await expect(size).toHaveValue('10');
  await size.selectOption({ label: '5 × 5 pixels' });
  await expect(size).toHaveValue('5');
  await runToEnd(page);
  await expectDrawn(surface(page, 'A'));
  await expect(page.locator('.caption')).toContainText('training images');
  // The size is one step back, what was there before another.
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Control+z');
  await expect(size).toHaveValue('10');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('moons');
});

test('where the browser keeps nothing, images last for the visit and it says so', async ({ visitor }) => {
  for (const [error, sentence] of [
    ['QuotaExceededError', 'There is no room to keep them here: they last until this page is closed.'],
    ['InvalidStateError', 'This browser does not let the page keep them, as in a private window: they last until this page is closed.'],
  ] as const) {
    const page = await visitor();
    await page.addInitScript((name) => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('refused for the test', name);
      };
    }, error);
    await openRecipe(page, onCifar());
    await choose(page, 'Open file…', archive(cifar));
    await openStep(page, 'Data');
    await expect(step(page)).toContainText(HOLDS);
    await expect(step(page)).toContainText(sentence);
    await runToEnd(page);
    await page.close();
  }
});

test('images on their way from the site say how much has arrived, in the pane and in the Data step', async ({ page }) => {
  await page.goto('./');
  const session = await page.context().newCDPSession(page);
  const slowTo = (downloadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', { offline: false, latency: 20, downloadThroughput, uploadThroughput: -1 });
  // Slow enough for a busy machine to look twice, until it has.
  await slowTo(150_000);
  await openStep(page, 'Data');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'Fashion-MNIST' });
  const inStep = step(page).getByRole('progressbar', { name: 'loading the data' });
  const inPane = page.getByRole('article').first().getByRole('progressbar');
  const percent = async (bar: typeof inPane): Promise<number> => Number(await bar.getAttribute('aria-valuenow'));
  await expect.poll(() => percent(inStep)).toBeGreaterThan(2);
  const early = await percent(inPane);
  await expect(page.getByRole('article').first()).toContainText(/loading the data \d+ %/);
  await expect.poll(() => percent(inPane)).toBeGreaterThan(early);
  await slowTo(-1);
  await expect(inPane).toHaveCount(0, { timeout: PATIENCE });
  await expect(inStep).toHaveCount(0);
});

test('on a phone the images are asked for over the picture and in the recipe', async ({ visitor }) => {
  const page = await visitor({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await page.goto('./');
  await phoneTab(page, 'Recipe').tap();
  await openStep(page, 'Data');
  await page.getByRole('combobox', { name: 'Data set' }).selectOption({ label: 'CIFAR-10' });
  await expect(step(page)).toContainText('You can download it at');
  await expect(page.getByText('or drop it on the page')).toBeHidden();
  await phoneTab(page, 'Surface').tap();
  await expect(notice(page).getByRole('heading')).toHaveText('CIFAR-10 is not on this device yet.');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  await choose(page, 'Open file…', archive(cifar));
  await expect(notice(page)).toHaveCount(0);
  await phoneTab(page, 'Recipe').tap();
  await expect(step(page)).toContainText(HOLDS);
});
