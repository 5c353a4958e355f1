import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import '../../src/app/texts';
import { findOrInstallNumpy } from '../../scripts/find-python.mjs';
import { readDocument } from '../../scripts/landscape/read-recipe';
import { snapshotOf } from '../../src/app/sharing';
import { directions } from '../../src/catalog/directions';
import { optimizers } from '../../src/catalog/optimizers';
import { encodeLink } from '../../src/experiment/link/codec';
import { presets } from '../../src/experiment/presets';
import type { Document } from '../../src/experiment/recipe';
import { choose } from '../../src/experiment/recipe-defaults';
import { type SurfaceStatistics, surfaceStatistics } from '../../src/experiment/statistics';
import { formats, readFile } from '../../src/formats';
import { syntheticSnapshot } from '../links/synthetic';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument, tinyRecipe, tinyRun } from './support/tiny';

const folder = mkdtempSync(join(tmpdir(), 'landscape-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const run = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', 'scripts/landscape.ts', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};
const MARK = '\ufeff';

describe('the recipe of the command line', () => {
  const synthetic = syntheticSnapshot({ seed: 4, points: 9, epochs: 12, boundarySide: 16 });
  const snapshot = { ...synthetic, panes: synthetic.panes.map((pane) => ({ ...pane, checkpoints: [] })) };
  const { fragment } = encodeLink(snapshot, { results: true });

  it.each<[string, () => string]>([
    ['a link', () => `https://example.org/lab/#${fragment}`],
    ['a link whose # a mail program changed', () => `https://example.org/lab/%23${fragment}`],
    ['a fragment', () => `#${fragment}`],
    ['a saved .npz', () => at('saved.npz', formats.get('npz').encode(snapshot))],
    ['a saved .json', () => at('saved.json', formats.get('json').encode(snapshot))],
    ['a document', () => at('document.json', JSON.stringify(snapshot.document))],
    ['a document behind a byte order mark', () => at('marked.json', MARK + JSON.stringify(snapshot.document))],
  ])('is read from %s', (_, source) => {
    expect(readDocument(source())).toEqual(snapshot.document);
  });

  it('is read from one recipe, with and without a byte order mark, and from a preset', () => {
    const recipe = tinyRecipe();
    for (const mark of ['', MARK]) expect(readDocument(at('recipe.json', mark + JSON.stringify(recipe))).panes).toEqual([recipe]);
    expect(readDocument('iris')).toEqual(presets.get('iris').build());
  });

  it('of a link that was cut short is used, and it says so', () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    try {
      expect(readDocument(`https://example.org/#${fragment.slice(0, 0.8 * fragment.length)}`)).toEqual(snapshot.document);
      expect(told.mock.calls.join()).toMatch(/The recipe arrived.*ends after/);
    } finally {
      told.mockRestore();
    }
  });
});

describe('npm run landscape', () => {
  it('says how it is used, and what is wrong before it computes anything', () => {
    const help = run('--help');
    expect(help).toMatchObject({ status: 0, stderr: '' });
    expect(help.stdout).toMatch(/^Usage: npm run landscape/);
    for (const [args, message] of [
      [['iris', '--out', join(folder, 'none', 'x.npz')], /^There is no folder/],
      [['iris', '--out', join(folder, 'x.csv')], /ends in \.npz or \.json/],
      [['iris', '--outt', 'x.npz'], /Unknown option '--outt'/],
      [['nowhere.json', '--out', join(folder, 'x.npz')], /^There is no file or preset "nowhere\.json"/],
      [[at('model.json', '{"format":"layers-model","modelTopology":{}}'), '--out', join(folder, 'x.npz')], /TensorFlow\.js model/],
    ] as const) {
      const { status, stdout, stderr } = run(...args);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toMatch(message);
      expect(stderr).not.toMatch(/ at .*\.ts:\d/);
    }
    expect(existsSync(join(folder, 'x.npz'))).toBe(false);
  });

  it('computes all that the page draws: both ranges, lines drawn with a line, paths and what principal axes explain', async () => {
    const tiny = tinyDocument();
    const [plane] = tiny.panes;
    const principal = (component: number) => ({ ...choose(directions, 'principal', { component }), seed: null });
    const document: Document = {
      ...tiny,
      panes: [
        plane,
        { ...plane, axes: [principal(1), principal(2)], grid: { ...plane.grid, fit: true } },
        { ...plane, axes: plane.axes.slice(0, 1), view: { ...plane.view, repeats: 2 } },
      ],
      shared: { ...tiny.shared, range: 'near', paths: true },
    };
    const out = join(folder, 'all.npz');
    const { status, stderr } = run(at('all.json', JSON.stringify(document)), '--out', out);
    expect(status).toBe(0);
    const bytes = new Uint8Array(readFileSync(out));
    const read = readFile('all.npz', bytes);
    if (!read.ok) throw new Error(read.problem.key);
    expect(read.snapshot.document).toEqual(document);

    // The page, which computes the same experiment by itself, has no more in its file.
    const page = setUpApp({ document });
    await runToEnd(page);
    await page.until(() => page.results.pane(1).snapshot.landscape?.paths !== undefined);
    for (const pane of document.panes.keys()) page.app().measureLambdaMax(pane);
    await page.until(() => document.panes.every((_, pane) => (page.results.pane(pane).snapshot.measured?.lambdaMax ?? null) !== null));
    page.app().edit((before) => ({ ...before, shared: { ...before.shared, range: 'far' } }));
    await runToEnd(page);
    page.app().edit((before) => ({ ...before, shared: { ...before.shared, range: 'near' } }));
    const saved = readFile('page.npz', formats.get('npz').encode(snapshotOf(page.memory, page.app().document)));
    if (!saved.ok) throw new Error(saved.problem.key);
    const said = stderr.split('\n');
    read.snapshot.panes.forEach((pane, i) => {
      const own = saved.snapshot.panes[i];
      expect(Object.keys(pane).sort()).toEqual(Object.keys(own).sort());
      expect(pane.measured?.minima).toEqual(own.measured?.minima);
      expect(Math.abs((pane.measured?.lambdaMax as number) / (own.measured?.lambdaMax as number) - 1)).toBeLessThan(1e-3);
      expect(pane.companions?.map(({ split, seed }) => [split, seed])).toEqual(own.companions?.map(({ split, seed }) => [split, seed]));
      const surfaces = [pane, own].map(({ landscape, otherRange, companions = [] }) =>
        [landscape, otherRange ?? null, ...companions.map((line) => line.landscape)].filter((surface) => surface !== null),
      );
      surfaces[0].forEach((surface, k) => {
        const { loss, accuracy: _, done, paths, explained, ...rest } = surface;
        const there = surfaces[1][k];
        expect(there).toMatchObject(rest);
        expect(done).toEqual(there.done);
        expect(explained).toEqual(there.explained);
        expect(paths?.map(({ run: of, points }) => [of, points.length])).toEqual(
          there.paths?.map(({ run: of, points }) => [of, points.length]),
        );
        loss.forEach((value, at) => {
          expect(Math.abs(value / there.loss[at] - 1)).toBeLessThan(1e-4);
        });
        const { roughness, minima } = surfaceStatistics(surface) as SurfaceStatistics;
        if (k < 2 && i < 2) expect(said[i]).toContain(`roughness ${roughness.toFixed(3)}, local minima ${minima}`);
      });
    });
    expect(said[0]).toMatch(/^A: test accuracy .*, near: roughness .*, far: roughness /);
    expect(said[1]).toMatch(/^B: test accuracy/);
    expect(said[1]).not.toMatch(/near|far/);
    expect(read.snapshot.panes[1].landscape?.explained?.length).toBe(2);

    // And opens its file with both at once.
    const reader = setUpApp();
    expect(await reader.app().openFiles([new File([bytes], 'all.npz')])).toBe(true);
    expect(reader.phases()).toEqual(['shared', 'shared', 'shared']);
    const ends = () => reader.results.pane(0).snapshot.landscape?.axes.map(({ min, max }) => [min, max]);
    expect(ends()).toEqual([
      [-0.12, 0.12],
      [-0.12, 0.12],
    ]);
    reader.app().edit((before) => ({ ...before, shared: { ...before.shared, range: 'far' } }));
    expect(reader.phases()).toEqual(['shared', 'shared', 'shared']);
    expect(ends()).toEqual([
      [-1, 1],
      [-1, 1],
    ]);
  });

  it('says where a net did not train: how many points are holes', () => {
    const recipe = tinyRecipe({
      runs: [tinyRun({ epochs: 2, checkpointEvery: 1, learningRate: 1, optimizer: choose(optimizers, 'sgd') })],
    });
    const wild = {
      ...recipe,
      runs: [{ ...recipe.runs[0], learningRate: 10 }],
      net: { ...recipe.net, params: { ...recipe.net.params, batchNorm: false, depth: 6 } },
    };
    const { status, stderr } = run(at('wild.json', JSON.stringify(wild)), '--out', join(folder, 'wild.json.npz'));
    expect(status).toBe(0);
    expect(stderr).toMatch(/near|far/);
    expect(stderr).toMatch(/\d+ of \d+ points are holes: the loss there is not finite/);
  });

  it('writes what an outsider needs to compute the losses anew, and numpy agrees', () => {
    const recipe = tinyRecipe();
    const out = join(folder, 'out.npz');
    const computed = run(at('tiny.json', JSON.stringify(recipe)), '--out', out);
    expect(computed.stderr).toMatch(/^A: test accuracy/);
    expect(computed.status).toBe(0);
    const read = readFile('out.npz', new Uint8Array(readFileSync(out)));
    expect(read.ok && read.snapshot.document.panes).toEqual([recipe]);
    const python = findOrInstallNumpy();
    if (!python) {
      console.log('not run: examples/rebuild.py, as no Python with numpy is here');
      expect(process.env.CI === undefined || process.platform !== 'linux').toBe(true);
      return;
    }
    const { status, stdout, stderr } = spawnSync(python, ['examples/rebuild.py', out], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^A: stored losses and float64 differ by at most \d\.\de-0[5-9] of the loss\.$/m);
    expect(status).toBe(0);
  });
});
