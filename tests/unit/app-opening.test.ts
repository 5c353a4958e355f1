import { describe, expect, it } from 'vitest';
import { snapshotOf } from '../../src/app/sharing';
import type { Landscape } from '../../src/experiment/landscape';
import { encodeLink } from '../../src/experiment/link/codec';
import { minimaOf, withMinima } from '../../src/experiment/minima';
import { EMPTY_PANE } from '../../src/experiment/snapshot';
import { formats, readFile } from '../../src/formats';
import { figuresOf } from '../../src/panels/figures';
import { syntheticSnapshot } from '../links/synthetic';
import { type AppOptions, runToEnd, setUpApp, type TestApp } from './support/app';
import { ADDRESS, fakeBrowser } from './support/fake-browser';
import { tinyDocument } from './support/tiny';

const hashOf = (url: string): string => url.slice(ADDRESS.length);

/** The page, opened at an address. */
async function openedAt(url: string, options: AppOptions = {}): Promise<TestApp> {
  const test = setUpApp({ ...options, browser: fakeBrowser(hashOf(url)) });
  await test.opening.start();
  return test;
}

/** An address typed or followed in the open page. */
async function goTo(test: TestApp, url: string): Promise<void> {
  test.browser.type(hashOf(url));
  await test.opening.arrive();
}

async function computed(): Promise<TestApp> {
  const test = setUpApp();
  await runToEnd(test);
  return test;
}

const npzOf = (test: TestApp) => formats.get('npz').encode(snapshotOf(test.memory, test.app().document));

describe('a link', () => {
  it('opens in a fresh app as the same picture, without training, and says what it leaves to be done', async () => {
    const first = await computed();
    const { url, characters } = await first.app().makeLink(8000);
    expect(characters).toBe(url.length);
    expect(url.length).toBeLessThan(8000);
    expect(first.browser.url()).toBe(url);
    const jobs: string[] = [];
    const second = await openedAt(url, {
      document: { ...tinyDocument(), preset: 'skip-connections' },
      intercept(message) {
        if (message.type === 'start') jobs.push(message.job.kind);
        return false;
      },
    });
    expect(second.phases()).toEqual(['shared', 'shared']);
    expect(second.needs()).toEqual([null, null]);
    expect(second.app().notice).toBeNull();
    for (const index of [0, 1]) {
      const [mine, theirs] = [second, first].map((test) => test.results.pane(index).snapshot);
      mine.landscape?.loss.forEach((loss, i) => {
        expect(Math.abs(loss / (theirs.landscape?.loss[i] as number) - 1)).toBeLessThan(0.002);
      });
      expect(mine.landscape?.accuracy).toEqual(theirs.landscape?.accuracy);
      expect(mine.boundary?.classes.length).toBeGreaterThanOrEqual(32 * 32);
    }
    expect(jobs).not.toContain('train');
    second.app().setProbe({ alpha: 0.8, beta: 0.4 });
    const { underProbe } = second.results.pane(0);
    expect(underProbe).toMatchObject({ alpha: 0.75, beta: 0.5, exact: false, boundary: null });
    await runToEnd(second);
    expect(second.phases()).toEqual(['done', 'done']);
    expect(second.results.pane(0).snapshot.landscape?.loss).toEqual(first.results.pane(0).snapshot.landscape?.loss);
  });

  it('counts and marks the minima that its sender counted, not those of the coarser surface in it', async () => {
    const sent = syntheticSnapshot({ seed: 12, points: 65, roughness: 0.5, epochs: 20 });
    const panes = sent.panes.map(withMinima);
    const { fragment, surface } = encodeLink({ document: sent.document, panes }, { results: true, budget: 4000 });
    expect(surface).toBe('17 × 17');
    const test = await openedAt(`${ADDRESS}#${fragment}`);
    for (const index of [0, 1]) {
      const { snapshot } = test.results.pane(index);
      const [here, there] = [snapshot, sent.panes[index]].map(({ landscape }) => landscape as Landscape);
      expect(minimaOf({ ...here, minima: undefined } as unknown as Landscape)).not.toEqual(minimaOf(there));
      expect(minimaOf(here)?.length).toBe(minimaOf(there)?.length);
      minimaOf(here)?.forEach(({ alpha, beta }, i) => {
        expect(alpha).toBeCloseTo(minimaOf(there)?.[i].alpha as number, 5);
        expect(beta).toBeCloseTo(minimaOf(there)?.[i].beta as number, 5);
      });
      expect(figuresOf(snapshot, 0).minima).toEqual({ text: `${minimaOf(there)?.length}`, about: false });
    }
    // Sent on, they are still the first sender's, in a link and in a file.
    const again = await openedAt((await test.app().makeLink(8000)).url);
    expect(again.results.pane(1).snapshot.landscape?.minima).toEqual(test.results.pane(1).snapshot.landscape?.minima);
    const file = readFile('x.npz', npzOf(test));
    expect(file.ok && file.snapshot.panes[0].measured?.minima).toEqual(test.results.pane(0).snapshot.landscape?.minima);
  });

  it('without results opens as a recipe', async () => {
    const first = await computed();
    const { url } = await first.app().makeLink('recipe');
    expect(first.browser.url()).not.toBe(url);
    const second = await openedAt(url);
    expect(second.phases()).toEqual(['empty', 'empty']);
    expect(second.app().document.panes).toEqual(first.app().document.panes);
  });

  it('that is cut off gives its recipe and a notice with the link as it came', async () => {
    const first = await computed();
    const { url } = await first.app().makeLink(8000);
    const cut = url.slice(0, Math.floor(url.length * 0.6));
    const second = await openedAt(cut, { document: { ...tinyDocument(), preset: 'skip-connections' } });
    expect(second.app().document.panes).toEqual(first.app().document.panes);
    expect(second.phases()).toEqual(['empty', 'empty']);
    expect(second.app().notice).toMatchObject({ tone: 'warning', link: cut, title: { key: 'share.link.recipeWithoutTwoSurfaces' } });
  });

  it('that cannot be read leaves the ready-made pair below a notice', async () => {
    const ready = npzOf(await computed());
    const test = await openedAt(`${ADDRESS}#1.!!!!`, { gallery: ready });
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    expect(test.app().notice).toMatchObject({ tone: 'error', link: `${ADDRESS}#1.!!!!` });
    test.app().dismissNotice();
    expect(test.app().notice).toBeNull();
  });

  it('that arrives later costs nothing: undo has the document and its results back', async () => {
    const first = await computed();
    const { url } = await first.app().makeLink('recipe');
    const second = await computed();
    second.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 99 } }));
    await runToEnd(second);
    const before = second.results.pane(0).snapshot.landscape;
    await goTo(second, `${ADDRESS}#1.broken`);
    expect(second.phases()).toEqual(['done', 'done']);
    expect(second.app().notice).not.toBeNull();
    await goTo(second, url);
    expect(second.app().document.shared.directionSeed).not.toBe(99);
    second.app().undo();
    expect(second.phases()).toEqual(['done', 'done']);
    expect(second.results.pane(0).snapshot.landscape).toBe(before);
  });
});

describe('the ready-made pair', () => {
  it('is shown at once, probe included, and training replaces it', async () => {
    const maker = await computed();
    const test = await openedAt(ADDRESS, { gallery: npzOf(maker) });
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    expect(test.app().past).toEqual([]);
    test.app().setProbe({ alpha: 0.25, beta: 0.5 });
    await test.until(() => test.results.pane(1).underProbe?.exact === true && test.results.pane(1).underProbe?.alpha === 0.25);
    await runToEnd(test);
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.results.pane(1).snapshot.provenance?.host).toBe('Test 1');
  });

  it('comes without its weights, which follow and are those of its nets', async () => {
    const maker = await computed();
    const whole = snapshotOf(maker.memory, maker.app().document);
    const { encode } = formats.get('npz');
    const surfaces = { ...whole, panes: whole.panes.map((pane) => ({ ...pane, checkpoints: [] })) };
    const weights = { ...whole, panes: whole.panes.map(({ checkpoints }) => ({ ...EMPTY_PANE, checkpoints })) };
    const test = await openedAt(ADDRESS, { gallery: encode(surfaces), weights: encode(weights) });
    expect(test.phases()).toEqual(['ready-made', 'ready-made']);
    expect(test.results.pane(0).snapshot.landscape).toEqual({ ...whole.panes[0].landscape, minima: whole.panes[0].measured?.minima });
    expect(test.results.pane(0).snapshot.checkpoints).toEqual([]);
    test.app().setProbe({ alpha: 0.25, beta: 0.5 });
    await test.until(() => test.results.pane(1).snapshot.checkpoints.length > 0);
    expect(test.results.pane(1).snapshot.checkpoints).toEqual(whole.panes[1].checkpoints);
    expect(test.results.pane(1).snapshot.curves).toEqual(whole.panes[1].curves);
    await test.until(() => test.results.pane(1).underProbe?.exact === true);
  });

  it('keeps out of the way of a person who has already changed something', async () => {
    const gallery = npzOf(await computed());
    const test = setUpApp({ gallery });
    const opening = test.opening.start();
    test.app().edit((document) => ({ ...document, panes: document.panes.slice(0, 1) }));
    await opening;
    expect(test.app().document.panes.length).toBe(1);
    expect(test.app().past.length).toBe(1);
  });

  it('with changed axes asks only for the surface', async () => {
    const test = await openedAt(ADDRESS, { gallery: npzOf(await computed()) });
    test.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 5 } }));
    expect(test.phases()).toEqual(['stale', 'stale']);
    expect(test.needs()).toEqual(['surface', 'surface']);
  });
});

describe('a file', () => {
  it('brings everything back, weights included', async () => {
    const first = await computed();
    await first.app().saveFile('npz');
    const [{ name, bytes }] = first.downloads;
    expect(name).toBe('loss-landscape.npz');
    const second = setUpApp();
    expect(await second.app().openFiles([new File([bytes as Uint8Array<ArrayBuffer>], name)])).toBe(true);
    expect(second.phases()).toEqual(['shared', 'shared']);
    expect(second.results.pane(0).snapshot.landscape).toMatchObject(first.results.pane(0).snapshot.landscape as Landscape);
    expect(second.results.pane(1).snapshot.checkpoints).toEqual(first.results.pane(1).snapshot.checkpoints);
    second.app().setScrub(2);
    await second.until(() => second.results.pane(1).underProbe?.epoch === 2 && second.results.pane(1).underProbe?.boundary != null);
  });

  it('that cannot be read changes nothing but the notice', async () => {
    const test = await computed();
    const { document, past, panes } = test.app();
    expect(await test.app().openFiles([new File([Uint8Array.of(1, 2, 3)], 'holiday.npz')])).toBe(false);
    expect(test.app().document).toBe(document);
    expect(test.app().past).toBe(past);
    expect(test.app().panes).toBe(panes);
    expect(test.app().notice).toMatchObject({
      tone: 'error',
      title: { key: 'run.file.unopened', values: { name: 'holiday.npz' } },
      link: null,
    });
  });

  it('that is too large is refused before a byte of it is read', async () => {
    const test = await computed();
    const huge = new File([Uint8Array.of(1, 2, 3)], 'huge.npz');
    Object.defineProperty(huge, 'size', { value: 300 * 2 ** 20 });
    huge.arrayBuffer = () => Promise.reject(new Error('It was read.'));
    expect(await test.app().openFiles([huge])).toBe(false);
    expect(test.app().notice?.detail).toMatchObject({ key: 'share.file.tooLarge', values: { megabytes: 300, max: 256 } });
  });

  it('does not hold a stale picture', async () => {
    const test = await computed();
    test.app().edit((document) => ({ ...document, shared: { ...document.shared, directionSeed: 5 } }));
    expect(test.results.pane(0).snapshot.landscape).not.toBeNull();
    const { panes } = snapshotOf(test.memory, test.app().document);
    expect(panes.map(({ landscape }) => landscape)).toEqual([null, null]);
    expect(panes[0].checkpoints.length).toBe(3);
  });
});
