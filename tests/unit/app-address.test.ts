import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../src/experiment/link/codec';
import { presets } from '../../src/experiment/presets';
import type { Document } from '../../src/experiment/recipe';
import { runToEnd, setUpApp, type TestApp } from './support/app';
import { ADDRESS, type FakeBrowser, fakeBrowser } from './support/fake-browser';
import { tinyDocument } from './support/tiny';

async function opened(hash = '', browser: FakeBrowser = fakeBrowser(hash)): Promise<TestApp> {
  const test = setUpApp({ document: presets.all[0].build(), browser });
  await test.opening.start();
  return test;
}
const withDepth = (depth: number) => (document: Document) => ({
  ...document,
  panes: document.panes.map((pane) => ({ ...pane, net: { ...pane.net, params: { ...pane.net.params, depth } } })),
});
const hash = (test: TestApp): string => test.browser.url().slice(ADDRESS.length);
const depths = (test: TestApp): unknown[] => test.app().document.panes.map(({ net }) => net.params.depth);
async function go(test: TestApp, steps: number): Promise<void> {
  test.browser.go(steps);
  await test.opening.arrive();
}

describe('the address', () => {
  it('of a first visit stays bare, and names what was opened from the menu, in an entry of its own', async () => {
    const test = await opened();
    expect(hash(test)).toBe('');
    test.app().openPreset('depth');
    await test.until(() => test.app().document.preset === 'depth');
    expect(test.browser.entries()).toEqual({ hashes: ['', '#depth'], at: 1 });
  });

  it('follows changes in the same entry, once they pause, and undo', async () => {
    const test = await opened('#skip-connections');
    for (const depth of [3, 4, 5]) test.app().edit(withDepth(depth), 'depth');
    expect(hash(test)).toBe('#skip-connections');
    await test.until(() => hash(test) === '#skip-connections&depth=5');
    test.app().undo();
    await test.until(() => hash(test) === '#skip-connections');
    test.app().redo();
    test.follower.flush();
    expect(hash(test)).toBe('#skip-connections&depth=5');
    expect(test.browser.entries().hashes).toHaveLength(1);
  });

  it('is a link with the recipe alone where its name cannot say the change', async () => {
    const test = await opened('#skip-connections');
    test.app().edit((document) => ({ ...document, panes: document.panes.slice(1) }));
    test.follower.flush();
    const link = decodeLink(hash(test));
    expect(link).toMatchObject({ ok: true, hasResults: false, snapshot: { document: test.app().document } });
    const second = await opened(hash(test));
    expect(second.app().document).toEqual(test.app().document);
  });

  it('opens a preset with changes, in its curve, and says what it left out', async () => {
    const test = await opened('#edge-of-stability&epochs=60&speed=9');
    expect(test.app().document).toMatchObject({ preset: 'edge-of-stability', panes: [{ runs: [{ epochs: 60 }, {}, {}] }] });
    expect(test.app().curve).toBe('sharpness');
    expect(test.app().past).toEqual([]);
    expect(test.app().notice).toMatchObject({ tone: 'warning', detail: { values: { names: 'speed=9' } } });
    expect(hash(test)).toBe('#edge-of-stability&epochs=60&speed=9');
  });

  it('of an unknown preset gives the default and a sentence', async () => {
    const test = await opened('#main');
    expect(test.app().document).toEqual(presets.all[0].build());
    expect(test.app().notice).toMatchObject({ tone: 'error', title: { values: { name: 'main' } } });
  });

  it('with results stays until something is changed', async () => {
    const maker = setUpApp();
    await runToEnd(maker);
    const { url } = await maker.app().makeLink(8000);
    const test = await opened(url.slice(ADDRESS.length));
    test.follower.flush();
    expect(test.browser.url()).toBe(url);
    test.app().edit((document) => ({ ...document, shared: { ...document.shared, colormap: 'viridis' } }));
    test.follower.flush();
    expect(hash(test).length).toBeLessThan(400);
    test.app().undo();
    test.follower.flush();
    expect(test.browser.url()).toBe(url);
  });
});

describe('back and forward', () => {
  it('go between experiments, each as it was left, without an end to undo', async () => {
    const test = await opened('#skip-connections');
    test.app().edit(withDepth(7));
    const left = test.app().document;
    test.app().openPreset('depth');
    test.app().edit(withDepth(9));
    await go(test, -1);
    expect(test.app().document).toBe(left);
    expect(hash(test)).toBe('#skip-connections&depth=7');
    await go(test, 1);
    expect(depths(test)).toEqual([9, 9, 9]);
    await test.until(() => hash(test) === '#depth&depth=9');
    test.app().undo();
    expect(test.app().document).toBe(left);
    test.app().redo();
    expect(depths(test)).toEqual([9, 9, 9]);
  });

  it('bring results back', async () => {
    const test = setUpApp();
    await test.opening.start();
    await runToEnd(test);
    const { landscape } = test.results.pane(0).snapshot;
    test.app().openPreset('depth');
    expect(test.phases()).toEqual(['empty', 'empty', 'empty']);
    await go(test, -1);
    expect(test.phases()).toEqual(['done', 'done']);
    expect(test.results.pane(0).snapshot.landscape).toBe(landscape);
  });

  it('after a reload read the addresses', async () => {
    const first = await opened('#skip-connections');
    first.app().edit(withDepth(7));
    first.app().openPreset('depth');
    const second = await opened('', first.browser);
    expect(second.app().document.preset).toBe('depth');
    await go(second, -1);
    expect(depths(second)).toEqual([7, 7]);
    expect(second.browser.entries()).toEqual({ hashes: ['#skip-connections&depth=7', '#depth'], at: 0 });
    await go(second, 1);
    expect(second.app().document).toEqual(presets.get('depth').build());
  });

  it('to where nothing was named open what the page opens with', async () => {
    const test = setUpApp({ document: tinyDocument(), browser: fakeBrowser('#depth') });
    await test.opening.start();
    test.browser.type('');
    await test.opening.arrive();
    expect(test.app().document).toEqual(presets.all[0].build());
    expect(hash(test)).toBe('');
  });
});
