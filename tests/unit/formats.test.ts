import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { deflateSync, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { finishedMap } from '../../src/experiment/curvature-map';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Recipe } from '../../src/experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../../src/experiment/snapshot';
import { weightSizes } from '../../src/experiment/weight-sizes';
import { detectFormat, type FileResult, formats, readFile } from '../../src/formats';
import { decodeNpy, encodeNpy } from '../../src/formats/npy';
import { openZip } from '../../src/formats/zip';
import { messages } from '../../src/i18n/messages/chinese';
import { crc32 } from '../../src/math/crc32';
import { createRng } from '../../src/math/random';
import { syntheticLandscape, syntheticPane, syntheticSnapshot, withPaths } from '../links/synthetic';

/** Checkpoints of the right sizes with every kind of float32 among them. */
function withWeights(snapshot: Snapshot): Snapshot {
  const rng = createRng(77);
  const special = [Number.NaN, Infinity, -Infinity, -0, 0, 2 ** -149, -(2 ** -126), 3.4028234e38, 1 / 3];
  const vector = (length: number) =>
    Float32Array.from({ length }, (_, i) => special[i] ?? Math.fround(rng.normal() * 10 ** (rng.integer(60) - 30)));
  const panes = snapshot.panes.map((pane, i): PaneSnapshot => {
    const sizes = weightSizes(snapshot.document.panes[i] as Recipe);
    const metrics = { trainLoss: 1 / 3, trainAccuracy: 0.5, testLoss: Infinity, testAccuracy: Number.NaN };
    return {
      ...pane,
      checkpoints: [0, 5, 12].map((epoch) => ({ run: 0, epoch, theta: vector(sizes.theta), state: vector(sizes.state), metrics })),
    };
  });
  return { ...snapshot, panes };
}

function poisoned(snapshot: Snapshot): Snapshot {
  const [first, ...others] = snapshot.panes as [PaneSnapshot, ...PaneSnapshot[]];
  const landscape = first.landscape as NonNullable<PaneSnapshot['landscape']>;
  const loss = landscape.loss.slice();
  loss.set([Number.NaN, Infinity, -Infinity, -0, 2 ** -149]);
  const done = landscape.done.slice();
  done.fill(0, 20, 30);
  return { ...snapshot, panes: [{ ...first, landscape: { ...landscape, loss, done, cosine: Number.NaN } }, ...others] };
}

/** With all that a picture's numbers may come with. */
function withMeasured(snapshot: Snapshot): Snapshot {
  const [first, ...others] = snapshot.panes as [PaneSnapshot, ...PaneSnapshot[]];
  const more: Partial<PaneSnapshot> = {
    measured: { lambdaMax: 1 / 3, minima: [{ alpha: 0.1, beta: -1 / 7 }] },
    otherRange: { ...syntheticLandscape({ seed: 8, points: 5 }), minima: [{ alpha: -1 / 3, beta: 0.05 }] },
    provenance: first.provenance && { ...first.provenance, fingerprint: '89ab-cdef' },
  };
  return {
    ...snapshot,
    panes: [{ ...first, ...more }, ...others.map((pane) => ({ ...pane, measured: { lambdaMax: null, minima: null } }))],
  };
}

const snapshot = withMeasured(poisoned(withWeights(syntheticSnapshot({ seed: 4, points: 9, epochs: 12, boundarySide: 16 }))));
const weightless = { ...snapshot, panes: snapshot.panes.map((pane) => ({ ...pane, checkpoints: [] })) };
const nothing: PaneSnapshot = { curves: [], checkpoints: [], landscape: null, boundary: null, provenance: null };

function reread(id: string, sent: Snapshot): Snapshot {
  const result = readFile(`x.${id}`, formats.get(id).encode(sent));
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.snapshot;
}

function expectClear(result: FileResult): asserts result is Extract<FileResult, { ok: false }> {
  if (result.ok) throw new Error('This file opened.');
  const text = messages[result.problem.key];
  expect(text, result.problem.key).toBeDefined();
  for (const [, name] of text?.en.matchAll(/\{\{(\w+)\}\}/g) ?? []) expect(result.problem.values).toHaveProperty(name as string);
}

describe.each(['npz', 'json'])('%s', (id) => {
  it('gives everything back, bit for bit', () => {
    expect(reread(id, snapshot)).toEqual(snapshot);
    const theta = (from: Snapshot) => from.panes[1]?.checkpoints[2]?.theta as Float32Array;
    expect(Object.is(theta(reread(id, snapshot))[3], -0)).toBe(true);
    expect([...new Uint32Array(theta(reread(id, snapshot)).buffer)]).toEqual([...new Uint32Array(theta(snapshot).slice().buffer)]);
  });

  it('gives a curvature map back, with what follows from its eigenvalues', () => {
    const [first, ...others] = snapshot.panes as [PaneSnapshot, ...PaneSnapshot[]];
    const axes = [
      { min: -1, max: 1, points: 3 },
      { min: -0.5, max: 1, points: 2 },
    ];
    const curvature = finishedMap(axes, {
      largest: Float32Array.of(4, 1, Number.NaN, 2, 8, 1e-9),
      smallest: Float32Array.of(-1, 0.5, Number.NaN, -4, -0, 1e-12),
      largestBound: new Float32Array(6).fill(2 ** -9),
      smallestBound: Float32Array.from({ length: 6 }, (_, i) => i / 3),
    });
    expect([...curvature.ratio]).toEqual([0.25, 0, Number.NaN, 2, 0, 0]);
    expect(curvature).toMatchObject({ finished: 6, phase: 'done' });
    const sent = { ...snapshot, panes: [{ ...first, curvature }, ...others] };
    expect(reread(id, sent)).toEqual(sent);
    const line = { ...snapshot, panes: [{ ...nothing, curvature }, ...others] };
    expectClear(readFile(`x.${id}`, formats.get(id).encode(line)));
  });

  it('gives the course of sharpness back, numbers that are none too, and refuses epochs that its runs do not have', () => {
    const [first, ...others] = snapshot.panes as [PaneSnapshot, ...PaneSnapshot[]];
    const course = [
      { epoch: 0, value: 2.5, bound: 0.01 },
      { epoch: 1, value: Number.NaN, bound: Number.NaN },
      { epoch: 2, value: -0.125, bound: 0 },
    ];
    const sent = { ...snapshot, panes: [{ ...first, sharpness: [course] }, ...others] };
    expect(reread(id, sent)).toEqual(sent);
    for (const wrong of [[{ epoch: 99_999, value: 1, bound: 0 }], [course[1], course[0]], [{ epoch: 1, value: 1, bound: -1 }]]) {
      const forged = { ...snapshot, panes: [{ ...first, sharpness: [wrong as typeof course] }, ...others] };
      expectClear(readFile(`x.${id}`, formats.get(id).encode(forged)));
    }
  });

  it('gives paths back', () => {
    const sent = withPaths(snapshot, 7);
    expect(reread(id, sent)).toEqual(sent);
  });

  it('gives back a recipe without results, a line, and a run that was stopped', () => {
    const empty = { document: snapshot.document, panes: [nothing, nothing] };
    expect(reread(id, empty)).toEqual(empty);
    const line = syntheticPane({ seed: 1, points: 5, epochs: 3, boundarySide: 4 }).landscape as NonNullable<PaneSnapshot['landscape']>;
    const axis = { min: -0.5, max: 1.5, points: 25 };
    const [recipe, other] = snapshot.document.panes as [Recipe, Recipe];
    const stopped = {
      document: { ...snapshot.document, panes: [{ ...recipe, axes: recipe.axes.slice(0, 1) }, other] },
      panes: [
        { ...nothing, landscape: { ...line, axes: [axis], cosine: Number.NaN, cosineByChance: Number.NaN } },
        { ...nothing, curves: [[]] },
      ],
    };
    expect(reread(id, stopped)).toEqual(stopped);
  });

  it('is the same for the same snapshot', () => {
    expect(Buffer.compare(formats.get(id).encode(snapshot), formats.get(id).encode(structuredClone(snapshot)))).toBe(0);
  });

  it('keeps every loss that a float32 can be', () => {
    const value = fc.float({ min: 0 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 81, maxLength: 81 }), (values) => {
        const [first, second] = snapshot.panes as [PaneSnapshot, PaneSnapshot];
        const landscape = { ...(first.landscape as NonNullable<PaneSnapshot['landscape']>), loss: Float32Array.from(values) };
        const got = reread(id, {
          ...snapshot,
          panes: [
            { ...nothing, landscape },
            { ...second, checkpoints: [] },
          ],
        });
        expect(got.panes[0]?.landscape?.loss).toEqual(landscape.loss);
      }),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it('is known by its content, whatever it is called', () => {
    const bytes = formats.get(id).encode(snapshot);
    for (const name of ['', 'x', 'figure.csv', `figure.${id}`, 'FIGURE.NPZ']) expect(detectFormat(name, bytes)?.id).toBe(id);
  });

  it('cut short anywhere, it gives one clear problem', () => {
    const bytes = formats.get(id).encode(weightless);
    for (let length = 0; length < bytes.length - 2; length += length < 200 || length > bytes.length - 200 ? 1 : 37) {
      expectClear(readFile(`x.${id}`, bytes.subarray(0, length)));
    }
  });

  it('changed anywhere, it never throws, and opens only as a sound snapshot', () => {
    const bytes = formats.get(id).encode(weightless);
    const rng = createRng(12);
    let refused = 0;
    for (let i = 0; i < 1500; i++) {
      const changed = bytes.slice();
      const at = rng.integer(bytes.length);
      changed[at] = (changed[at] as number) ^ (1 << rng.integer(8));
      const result = readFile(`x.${id}`, changed);
      if (result.ok && id === 'npz') expect(result.snapshot).toEqual(weightless);
      else if (result.ok) expect(result.snapshot.panes.length).toBe(2);
      else {
        refused++;
        expectClear(result);
      }
    }
    // A zip has dates, attributes and the like, which do not matter; JSON has no checksum for its digits.
    expect(refused).toBeGreaterThan(id === 'npz' ? 1100 : 300);
  });
});

/** What an archive's directory says of an entry; by itself unless `localAt` says where its head lies. All claim the checksum of one zero. */
interface Claim {
  readonly name: string;
  readonly size: number;
  readonly packed: Uint8Array;
  readonly localAt?: number;
}

const PACKED_BYTE = deflateSync(new Uint8Array(1));

/** An archive put together by hand, so that it can lie. */
function archiveOf(claims: readonly Claim[]): Uint8Array<ArrayBuffer> {
  const heads: Buffer[] = [];
  const rows: Buffer[] = [];
  let at = 0;
  for (const { name, size, packed, localAt } of claims) {
    const head = Buffer.alloc(30 + name.length);
    head.writeUInt32LE(0x04034b50);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(name.length, 26);
    head.write(name, 30);
    const row = Buffer.alloc(46 + name.length);
    row.writeUInt32LE(0x02014b50);
    row.writeUInt16LE(8, 10);
    row.writeUInt32LE(crc32(new Uint8Array(1)), 16);
    row.writeUInt32LE(packed.length, 20);
    row.writeUInt32LE(size, 24);
    row.writeUInt16LE(name.length, 28);
    row.writeUInt32LE(localAt ?? at, 42);
    row.write(name, 46);
    rows.push(row);
    if (localAt !== undefined && at > 0) continue;
    heads.push(head, Buffer.from(packed));
    at += head.length + packed.length;
  }
  const directory = Buffer.concat(rows);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(claims.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...heads, directory, end]));
}

describe('npz', () => {
  it('has the arrays that its description promises', () => {
    const files = unzipSync(formats.get('npz').encode(snapshot));
    const letters = [
      'alpha',
      'beta',
      'loss',
      'accuracy',
      'done',
      'boundary',
      'theta',
      'state',
      'checkpoint_run',
      'checkpoint_epoch',
      'checkpoint_metrics',
    ];
    const expected = ['A', 'B'].flatMap((letter) => [...letters.map((name) => `${name}_${letter}.npy`), `curve_${letter}_0.npy`]);
    const other = ['alpha', 'beta', 'loss', 'accuracy', 'done'].map((name) => `${name}_A_other.npy`);
    expect(Object.keys(files).sort()).toEqual([...expected, ...other, 'experiment.json'].sort());
    expect(decodeNpy(files['loss_A.npy'] as Uint8Array, '').shape).toEqual([9, 9]);
    expect([...decodeNpy(files['alpha_A.npy'] as Uint8Array, '').data]).toEqual([-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1]);
    expect(decodeNpy(files['theta_B.npy'] as Uint8Array, '').shape).toEqual([3, weightSizes(snapshot.document.panes[1] as Recipe).theta]);
  });

  const files = unzipSync(formats.get('npz').encode(snapshot));
  const remade = (changes: Record<string, Uint8Array | undefined>) => {
    const entries = Object.entries({ ...files, ...changes }).filter((entry): entry is [string, Uint8Array] => entry[1] !== undefined);
    return readFile('x.npz', zipSync(Object.fromEntries(entries)));
  };
  const header = JSON.parse(new TextDecoder().decode(files['experiment.json']));
  const withHeader = (change: object) => remade({ 'experiment.json': strToU8(JSON.stringify({ ...header, ...change })) });

  it.each(Object.keys(files))('names %s when it is missing or is something else', (name) => {
    expectClear(remade({ [name]: undefined }));
    expectClear(remade({ [name]: encodeNpy(new Float32Array(5), [5]) }));
    expectClear(remade({ [name]: strToU8('hello') }));
  });

  it('tells a later version from a broken file', () => {
    const later = withHeader({ version: 2 });
    expectClear(later);
    expect(later.problem).toEqual({ path: 'file', key: 'share.file.newer', values: { version: 2, known: 1 } });
    for (const change of [{ version: 0 }, { version: 'x' }, { format: 'other' }, { panes: [] }, { panes: 3 }, { document: null }])
      expectClear(withHeader(change));
  });

  it('passes on what is wrong with the document', () => {
    const result = withHeader({
      document: { ...header.document, panes: [{ ...header.document.panes[0], name: 'x'.repeat(200) }, header.document.panes[1]] },
    });
    expectClear(result);
    expect(result.problem.key).toBe('problems.nameLength');
  });

  it('refuses results that cannot be of the recipe', () => {
    const [first] = header.document.panes;
    const oneAxis = withHeader({
      document: { ...header.document, panes: [{ ...first, axes: first.axes.slice(0, 1) }, header.document.panes[1]] },
    });
    expectClear(oneAxis);
    expect(oneAxis.problem.values).toEqual({ part: 'landscape' });
    const shortRun = { ...first, runs: [{ ...first.runs[0], epochs: 11 }] };
    const tooLong = withHeader({ document: { ...header.document, panes: [shortRun, header.document.panes[1]] } });
    expectClear(tooLong);
    expect(tooLong.problem.values).toEqual({ part: 'curves' });
    const loss = (files['loss_B.npy'] as Uint8Array).slice();
    new DataView(loss.buffer).setFloat32(loss.length - 4, -1, true);
    const negative = remade({ 'loss_B.npy': loss });
    expectClear(negative);
    expect(negative.problem.values).toEqual({ part: 'landscape' });
  });

  it('refuses weights of another net', () => {
    const narrow = structuredClone(header.document);
    narrow.panes[0].net.params.width = 8;
    expectClear(withHeader({ document: narrow }));
  });

  it('a bomb is refused before it is unpacked', () => {
    const bomb = archiveOf([{ name: 'experiment.json', size: 300 * 2 ** 20, packed: PACKED_BYTE }]);
    const before = process.memoryUsage().arrayBuffers;
    const result = readFile('x.npz', bomb);
    expectClear(result);
    expect(result.problem.key).toBe('share.file.tooLarge');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1e7);
  });

  it('a stream that holds more than its entry claims is refused without unpacking the rest', () => {
    const packed = deflateSync(new Uint8Array(64 * 2 ** 20), { level: 9 });
    const before = process.memoryUsage().arrayBuffers;
    const result = readFile('x.npz', archiveOf([{ name: 'experiment.json', size: 1, packed, localAt: 0 }]));
    expectClear(result);
    expect(result.problem.key).toBe('share.file.broken');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3e7);
  });

  it.each<[string, readonly Claim[]]>([
    ['share their bytes', ['a', 'b', 'c'].map((name) => ({ name, size: 1, packed: PACKED_BYTE, localAt: 0 }))],
    ['have one name', [0, 1].map(() => ({ name: 'a', size: 1, packed: PACKED_BYTE }))],
  ])('entries that %s are refused', (_, claims) => {
    expect(() => openZip(archiveOf(claims))).toThrow('share.file.broken');
  });

  it('only what is asked for is unpacked', () => {
    const bytes = archiveOf([
      { name: 'a', size: 1, packed: PACKED_BYTE },
      { name: 'b', size: 1, packed: deflateSync(new Uint8Array(2 ** 20)) },
    ]);
    const archive = openZip(bytes);
    expect(archive.names).toEqual(['a', 'b']);
    expect(archive.get('a')).toEqual(new Uint8Array(1));
    expect(archive.get('c')).toBeUndefined();
    expect(() => archive.get('b')).toThrow('share.file.broken');
  });

  it('a size that the packed bytes cannot have is refused', () => {
    const bytes = formats.get('npz').encode({ ...snapshot, panes: [nothing, nothing] });
    const view = new DataView(bytes.buffer);
    for (let at = bytes.length - 22; at > 0; at--)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 200 * 2 ** 20, true);
    expectClear(readFile('x.npz', bytes));
  });
});

describe('json', () => {
  const text = new TextDecoder().decode(formats.get('json').encode(snapshot));

  it('is readable: numbers as numbers, the others as words', () => {
    const parsed = JSON.parse(text);
    expect(parsed.panes[0].landscape.loss[0].slice(0, 3)).toEqual(['NaN', 'Infinity', '-Infinity']);
    expect(parsed.panes[1].landscape.loss.length).toBe(9);
    expect(parsed.panes[0].landscape.accuracy[0].every((share: unknown) => typeof share === 'number' && `${share}`.length <= 11)).toBe(
      true,
    );
  });

  it('reads a recipe alone: a document, or an object that has one', () => {
    const document = defaultDocument();
    for (const recipe of [document, { document }]) {
      const result = readFile('recipe.json', strToU8(`\ufeff \n${JSON.stringify(recipe)}`));
      expect(result.ok && result.snapshot).toEqual({ document, panes: [nothing, nothing] });
    }
  });

  it.each(['{', '{}', '{"document":5}', '{"document":{},"panes":[]}', '{"version":1}', `{"panes":${'['.repeat(100_000)}`])(
    'refuses text %#',
    (wrong) => {
      expectClear(readFile('x.json', strToU8(wrong)));
    },
  );

  it('refuses grids of another size, words that are no numbers, bytes that are none', () => {
    const change = (edit: (file: { panes: Record<string, Record<string, unknown>>[] }) => void) => {
      const parsed = JSON.parse(text);
      edit(parsed);
      return readFile('x.json', strToU8(JSON.stringify(parsed)));
    };
    expect(change(() => undefined).ok).toBe(true);
    for (const loss of [
      [],
      [[1]],
      5,
      null,
      'NaN',
      new Array(9).fill(new Array(8).fill(0)),
      new Array(9).fill(new Array(9).fill('nan')),
      new Array(9).fill(new Array(9).fill(null)),
    ]) {
      expectClear(change((file) => Object.assign(file.panes[0]?.landscape ?? {}, { loss })));
    }
    expectClear(change((file) => Object.assign(file.panes[0]?.boundary ?? {}, { classes: new Array(16).fill(new Array(16).fill(256)) })));
    expectClear(
      change((file) => Object.assign(file.panes[0] ?? {}, { checkpoints: [{ run: 0, epoch: 0, theta: [1, 2], state: [], metrics: {} }] })),
    );
    expectClear(change((file) => Object.assign(file.panes[0] ?? {}, { curves: [[{ epoch: 0 }]] })));
  });
});

describe('csv', () => {
  it('has a line for every point that is done', () => {
    const lines = new TextDecoder().decode(formats.get('csv').encode(snapshot)).trimEnd().split('\n');
    expect(lines[0]).toBe('pane,alpha,beta,loss,accuracy');
    expect(lines.length).toBe(1 + 81 - 10 + 81);
    expect(lines[1]?.startsWith('A,-1,-1,NaN,')).toBe(true);
    const last = snapshot.panes[1]?.landscape;
    expect(lines.at(-1)).toBe(`B,1,1,${last?.loss[80]},${last?.accuracy[80]}`);
  });
});

describe('svg', () => {
  const text = (panes: PaneSnapshot[]) => new TextDecoder().decode(formats.get('svg').encode({ ...snapshot, panes }));

  it('draws a line where the loss crosses each half decade, and labels decades', () => {
    // log₁₀ loss runs from −1 at α = −1 to 1 at α = 1, whatever β: half decades at the quarters of the frame's 360 pixels.
    const axis = { min: -1, max: 1, points: 9 };
    const loss = Float32Array.from({ length: 81 }, (_, i) => 10 ** (-1 + (i % 9) / 4));
    const landscape = {
      axes: [axis, axis],
      loss,
      accuracy: loss,
      done: new Uint8Array(81).fill(1),
      samples: 1,
      cosine: 0,
      cosineByChance: 0,
    };
    const drawn = text([{ ...nothing, landscape }]);
    const paths = [...drawn.matchAll(/<path d="([^"]*)"/g)].map(([, path]) =>
      [...(path ?? '').matchAll(/[ML]([\d.-]+) /g)].map(([, x]) => Number(x)),
    );
    const middle = paths.map((xs) => Math.min(...xs));
    // As a float32 the lowest loss is just above its level.
    expect(middle.slice(0, 3).map((x) => Math.round(x))).toEqual([90, 180, 270]);
    expect(drawn).toContain('>1</text>');
    expect(drawn).toContain('<circle cx="180" cy="180"');
  });

  it('gives a figure for holes, lines and nothing at all', () => {
    for (const panes of [snapshot.panes.slice(), [nothing, nothing]]) {
      const drawn = text(panes);
      expect(drawn.startsWith('<svg ') && drawn.endsWith('</svg>\n')).toBe(true);
      expect(drawn).not.toContain('NaN');
      expect(drawn).not.toContain('Infinity');
      expect(drawn.match(/<g transform/g)?.length ?? 0).toBe(panes.filter((pane) => pane.landscape).length);
    }
    const landscape = snapshot.panes[1]?.landscape as NonNullable<PaneSnapshot['landscape']>;
    const [axis] = landscape.axes as [(typeof landscape.axes)[0]];
    const cut = (values: Float32Array) => values.slice(0, 9);
    const line = {
      ...landscape,
      axes: [axis],
      loss: cut(landscape.loss),
      accuracy: cut(landscape.accuracy),
      done: landscape.done.slice(0, 9),
    };
    line.loss[4] = Number.NaN;
    expect(text([{ ...nothing, landscape: line }]).match(/<path d="M[^M]*M[^M]*" stroke-width="1.5"/)).not.toBeNull();
  });
});

const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`../fixtures/foreign/${name}`, import.meta.url)));

describe('files that are none of ours', () => {
  it.each<[string, Uint8Array, string]>([
    ['photo.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47]), 'foreign.picture'],
    ['', new Uint8Array(0), 'foreign.empty'],
    ['empty.npz', fixture('empty.npz'), 'foreign.empty'],
    ['empty.json', new Uint8Array(0), 'foreign.empty'],
    ['link.url', fixture('link.url'), 'foreign.shortcut'],
    ['list.json', fixture('list.json'), 'foreign.list'],
    ['model.json', fixture('model.json'), 'foreign.tfjs'],
    ['model.keras', fixture('model.keras'), 'foreign.keras'],
    ['model_final.pt', fixture('model_final.pt'), 'foreign.torch'],
    ['renamed.npz', fixture('model_final.pt'), 'foreign.torch'],
    ['notebook.ipynb', fixture('notebook.ipynb'), 'foreign.notebook'],
    ['surface.vtp', fixture('surface.vtp'), 'foreign.vtk'],
    ['page.npz', strToU8('\n<!DOCTYPE html><html></html>'), 'foreign.webPage'],
    ['drawing.svg', strToU8('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'foreign.svg'],
    ['surface.h5', new Uint8Array([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]), 'foreign.hdf5'],
    ['x.npy', encodeNpy(new Float32Array(3), [3]), 'foreign.npy'],
    ['paper.pdf', strToU8('%PDF-1.7'), 'foreign.pdf'],
    ['notes.docx', zipSync({ '[Content_Types].xml': strToU8('<x/>'), 'word/document.xml': strToU8('<x/>') }), 'foreign.office'],
    ['other.npz', zipSync({ 'x.npy': encodeNpy(new Float32Array(3), [3]) }), 'foreign.npzOther'],
    ['stuff.zip', zipSync({ 'readme.txt': strToU8('hello') }), 'foreign.zipOther'],
    ['model_300.t7', new Uint8Array([0x80, 0x02, 0x8a, 0x0a]), 'foreign.pickle'],
    [
      'net.safetensors',
      new Uint8Array([60, 0, 0, 0, 0, 0, 0, 0, ...strToU8('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}')]),
      'foreign.safetensors',
    ],
    ['net.onnx', new Uint8Array([8, 8, 0x12, 7, ...strToU8('pytorch')]), 'foreign.onnx'],
    ['package.json', strToU8('{"name":"loss-landscape-lab","dependencies":{}}'), 'foreign.jsonOther'],
    ['labels.gz', new Uint8Array([0x1f, 0x8b, 8]), 'foreign.gzip'],
    ['points.csv', strToU8('x1,x2,y\n1,2,a\n'), 'foreign.table'],
    ['numbers.csv', strToU8('pane,alpha,beta,loss,accuracy\n'), 'writeOnly'],
    ['what', new Uint8Array([1, 2, 3]), 'unknownType'],
  ])('%s', (name, bytes, key) => {
    const result = readFile(name, bytes);
    expectClear(result);
    expect(result.problem.key).toBe(`share.file.${key}`);
  });

  it('a damaged file of our own is not taken for another program’s', () => {
    const own = formats.get('npz').encode(weightless);
    for (const damaged of [own.subarray(0, own.length - 30), own.map((byte, i) => (i === 200 ? byte ^ 1 : byte))]) {
      const result = readFile('x.npz', damaged);
      expectClear(result);
      expect(result.problem.key).toBe('share.file.broken');
    }
  });

  it('JSON nested deeper than an engine reads is refused', () => {
    for (const text of [`${'['.repeat(200_000)}`, `{"version":1,"panes":${'['.repeat(200_000)}${']'.repeat(200_000)}}`]) {
      expectClear(readFile('deep.json', strToU8(text)));
    }
  });

  it('a name as long as a novel is shortened', () => {
    const result = readFile(`${'x'.repeat(5000)}.png`, new Uint8Array(3));
    expectClear(result);
    expect(`${result.problem.values.name}`.length).toBeLessThan(70);
  });

  it('random bytes behind each beginning', () => {
    const rng = createRng(2);
    for (let i = 0; i < 2000; i++) {
      const bytes = Uint8Array.from({ length: 4 + rng.integer(300) }, () => rng.integer(256));
      bytes.set(i % 2 === 0 ? [0x50, 0x4b, 3, 4] : [0x7b, 0x22]);
      expectClear(readFile('x', bytes));
    }
  });
});
