import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import '../../src/app/texts';
import { findOrInstallNumpy } from '../../scripts/find-python.mjs';
import { readDocument } from '../../scripts/landscape/read-recipe';
import { encodeLink } from '../../src/experiment/link/codec';
import { presets } from '../../src/experiment/presets';
import { formats, readFile } from '../../src/formats';
import { syntheticSnapshot } from '../links/synthetic';
import { tinyRecipe } from './support/tiny';

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
