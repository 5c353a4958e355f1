import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CurvePoint } from '../../src/experiment/checkpoint';
import type { Landscape } from '../../src/experiment/landscape';
import { fromBase64Url } from '../../src/experiment/link/base64url';
import { decodeLink } from '../../src/experiment/link/codec';
import { type Decoded, decodeV1 } from '../../src/experiment/link/v1';
import { decodeV2 } from '../../src/experiment/link/v2';
import { DOCUMENT_VERSION } from '../../src/experiment/recipe';
import type { Snapshot } from '../../src/experiment/snapshot';

const folder = new URL('./fixtures/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4));
const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Decoded>> = { '1': decodeV1, '2': decodeV2 };

type Json = Readonly<Record<string, unknown>>;

function linkOf(name: string): string {
  return readFileSync(new URL(`${name}.txt`, folder), 'utf8').trim();
}

/** What a link must give, as plain JSON that no parser of the product has touched. */
function expectedOf(name: string): { readonly document: Json; readonly panes: readonly Json[] } {
  return JSON.parse(readFileSync(new URL(`${name}.expected.json`, folder), 'utf8'));
}

/** The link as its sealed decoder reads it, before the parser of today sees anything. */
function rawOf(name: string): Decoded {
  const link = linkOf(name);
  const [version, letters] = link.split('.') as [string, string];
  return (DECODERS[version] as (bytes: Uint8Array) => Decoded)(fromBase64Url(letters));
}

/** Numbers of the expected JSON: rows joined, words for what JSON has no number for. */
function numbersOf(rows: unknown): number[] {
  return (rows as unknown[]).flat().map((value) => (typeof value === 'string' ? Number(value) : (value as number)));
}

/** Decoded losses come from Math.exp, which engines may round differently in the last bit of a float32. */
function expectSameLosses(got: ArrayLike<number>, want: ArrayLike<number>) {
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) {
    const [a, b] = [got[i] as number, want[i] as number];
    if (Number.isFinite(b) && b !== 0) expect(Math.abs(a / b - 1)).toBeLessThanOrEqual(1.2e-7);
    else expect(a).toBe(b);
  }
}

/** JSON has null for NaN. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function expectSameLandscape(got: Landscape | null, want: Json | null) {
  if (!want || !got) {
    expect(got).toBe(want);
    return;
  }
  const { loss, accuracy, done, ...frame } = got;
  const { loss: wantedLoss, accuracy: wantedAccuracy, done: wantedDone, ...wantedFrame } = want;
  expect(plain(frame)).toEqual(wantedFrame);
  expectSameLosses(loss, Float32Array.from(numbersOf(wantedLoss)));
  expect(accuracy).toEqual(Float32Array.from(numbersOf(wantedAccuracy)));
  expect(Array.from(done)).toEqual(numbersOf(wantedDone));
}

function expectSamePane(got: Snapshot['panes'][number], want: Json) {
  const { landscape, curves, boundary, otherRange = null, ...rest } = got;
  expect(rest).toEqual({ checkpoints: [], provenance: want.provenance, ...(want.measured ? { measured: want.measured } : {}) });
  expectSameLandscape(otherRange, (want.otherRange ?? null) as Json | null);
  expectSameLandscape(landscape, want.landscape as Json | null);
  const sent = want.curves as readonly (readonly CurvePoint[])[];
  expect(curves.length).toBe(sent.length);
  curves.forEach((curve, run) => {
    const of = (points: readonly CurvePoint[], series: keyof CurvePoint) => numbersOf(points.map((point) => point[series]));
    for (const series of ['trainLoss', 'testLoss'] as const) expectSameLosses(of(curve, series), of(sent[run] ?? [], series));
    for (const series of ['epoch', 'trainAccuracy', 'testAccuracy'] as const) {
      expect(of(curve, series)).toEqual(of(sent[run] ?? [], series));
    }
  });
  const { classes, ...frame } = (want.boundary ?? { classes: [] }) as Json;
  expect(boundary && { ...boundary, classes: Array.from(boundary.classes) }).toEqual(
    want.boundary && { ...frame, classes: numbersOf(classes) },
  );
}

describe('links that were sent once open for ever', () => {
  it('there are fixtures of every shipped version', () => {
    const shipped = ['v1-later-settings', 'v1-oddities', 'v1-pair', 'v1-recipe'];
    expect(names.sort()).toEqual([...shipped, 'v2-later-settings', 'v2-measured', 'v2-oddities', 'v2-pair', 'v2-recipe']);
  });

  it.each(names)('%s: every field of the document, as its own decoder reads it', (name) => {
    const { document, fault } = rawOf(name);
    expect(fault).toBeNull();
    expect(document).toEqual(expectedOf(name).document);
  });

  it.each(names)('%s: every number', (name) => {
    const { panes } = rawOf(name);
    const want = expectedOf(name).panes;
    const isRecipe = want.every((pane) => pane.landscape === null && (pane.curves as unknown[]).length === 0);
    expect(panes === null).toBe(isRecipe);
    panes?.forEach((pane, i) => {
      expectSamePane(pane, want[i] as Json);
    });
  });

  it.each(names)('%s: the page takes every setting as it was sent', (name) => {
    const decoded = decodeLink(linkOf(name));
    if (!decoded.ok) throw new Error(decoded.detail.key);
    expect(decoded.snapshot.document).toMatchObject({ ...expectedOf(name).document, version: DOCUMENT_VERSION });
    expect(decoded.snapshot.panes.length).toBe(expectedOf(name).panes.length);
  });

  it('the pair of version 2 is the default experiment with all that was measured of it, over both ranges', () => {
    expect(linkOf('v2-pair').length).toBeLessThan(7800);
    const { panes, document } = rawOf('v2-pair');
    expect(document).toMatchObject({ preset: 'skip-connections', shared: { range: 'far' } });
    expect(panes?.map(({ landscape, otherRange }) => [landscape?.loss.length, otherRange?.axes[0]?.max])).toEqual([
      [1089, 0.12],
      [1089, 0.12],
    ]);
    expect(panes?.map(({ measured }) => measured?.minima?.length)).toEqual([1, 15]);
    expect(panes?.map(({ measured }) => Math.round(measured?.lambdaMax as number))).toEqual([1, 5051]);
    expect(panes?.every(({ provenance }) => /^[0-9a-f]{4}-[0-9a-f]{4}$/.test(provenance?.fingerprint ?? ''))).toBe(true);
    // The page counts the minima that travelled, not those of the losses in the link.
    const decoded = decodeLink(linkOf('v2-pair'));
    expect(decoded.ok && decoded.snapshot.panes.map(({ measured }) => measured?.minima?.length)).toEqual([1, 15]);
  });

  it('the pair is the default experiment on 33 × 33 points, within the budget', () => {
    expect(linkOf('v1-pair').length).toBeLessThan(7800);
    const { panes } = rawOf('v1-pair');
    expect(panes?.map((pane) => pane.landscape?.loss.length)).toEqual([1089, 1089]);
    expect(panes?.map((pane) => pane.boundary?.classes.length)).toEqual([4096, 4096]);
  });
});
