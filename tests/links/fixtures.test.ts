import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../src/experiment/link/codec';
import type { Snapshot } from '../../src/experiment/snapshot';
import { readFile } from '../../src/formats';

const folder = new URL('./fixtures/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.txt'))
  .map((name) => name.slice(0, -4));

function expectedOf(name: string): Snapshot {
  const file = readFile(`${name}.json`, new Uint8Array(readFileSync(new URL(`${name}.expected.json`, folder))));
  if (!file.ok) throw new Error(JSON.stringify(file.problem));
  return file.snapshot;
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

describe('links that were sent once open for ever', () => {
  it('there are fixtures of every shipped version', () => {
    expect(names.sort()).toEqual(['v1-oddities', 'v1-pair', 'v1-recipe']);
  });

  it.each(names)('%s', (name) => {
    const decoded = decodeLink(readFileSync(new URL(`${name}.txt`, folder), 'utf8'));
    if (!decoded.ok) throw new Error(decoded.detail.key);
    const want = expectedOf(name);
    const got = decoded.snapshot;
    expect(got.document).toEqual(want.document);
    expect(got.panes.length).toBe(want.panes.length);
    want.panes.forEach((pane, i) => {
      const { landscape, curves, ...rest } = got.panes[i] as Snapshot['panes'][number];
      expect(rest).toEqual({ checkpoints: [], boundary: pane.boundary, provenance: pane.provenance });
      expect(landscape && { ...landscape, loss: null }).toEqual(pane.landscape && { ...pane.landscape, loss: null });
      expectSameLosses(landscape?.loss ?? [], pane.landscape?.loss ?? []);
      expect(curves.length).toBe(pane.curves.length);
      curves.forEach((curve, run) => {
        const sent = pane.curves[run] ?? [];
        for (const series of ['trainLoss', 'testLoss'] as const) {
          expectSameLosses(
            curve.map((point) => point[series]),
            sent.map((point) => point[series]),
          );
        }
        const exact = (points: typeof curve) =>
          points.map(({ epoch, trainAccuracy, testAccuracy }) => ({ epoch, trainAccuracy, testAccuracy }));
        expect(exact(curve)).toEqual(exact(sent));
      });
    });
  });

  it('the pair is the default experiment on 33 × 33 points, within the budget', () => {
    const link = readFileSync(new URL('v1-pair.txt', folder), 'utf8').trim();
    expect(link.length).toBeLessThan(7800);
    const { panes } = expectedOf('v1-pair');
    expect(panes.map((pane) => pane.landscape?.loss.length)).toEqual([1089, 1089]);
    expect(panes.map((pane) => pane.boundary?.classes.length)).toEqual([4096, 4096]);
  });
});
