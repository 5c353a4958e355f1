import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../src/experiment/defaults';
import type { Landscape, Minimum } from '../../src/experiment/landscape';
import { fromBase64Url, toBase64Url } from '../../src/experiment/link/base64url';
import { decodeLink, encodeLink, LINK_BUDGET } from '../../src/experiment/link/codec';
import { cutTo, type Limits, STEPS } from '../../src/experiment/link/cut';
import { decodeV1, encodeV1 } from '../../src/experiment/link/v1';
import { decodeV2, encodeV2 } from '../../src/experiment/link/v2';
import { minimaOf, withMinima } from '../../src/experiment/minima';
import { presets } from '../../src/experiment/presets';
import type { Recipe } from '../../src/experiment/recipe';
import { EMPTY_PANE, type PaneSnapshot, type Snapshot } from '../../src/experiment/snapshot';
import { roughnessOf, syntheticBoundary, syntheticLandscape, syntheticPane, syntheticSnapshot, withPaths } from './synthetic';

function open(fragment: string): Snapshot {
  const decoded = decodeLink(fragment);
  if (!decoded.ok) throw new Error(`${decoded.title.key}, ${decoded.detail.key}`);
  return decoded.snapshot;
}

function onlyPane(pane: Partial<PaneSnapshot>): Snapshot {
  const document = defaultDocument();
  const empty: PaneSnapshot = { curves: [], checkpoints: [], landscape: null, boundary: null, provenance: null };
  const [recipe] = document.panes as [Recipe];
  const axes = recipe.axes.slice(0, pane.landscape?.axes.length ?? 2);
  return { document: { ...document, panes: [{ ...recipe, axes }] }, panes: [{ ...empty, ...pane }] };
}

/** What the versions make of any numbers, sensible or not: codec.ts refuses some of them on top. */
function through(pane: Partial<PaneSnapshot>): PaneSnapshot {
  const old = decodeV1(encodeV1(onlyPane(pane), true));
  const { panes, fault } = decodeV2(encodeV2(onlyPane(pane), true));
  expect([old.fault, fault]).toEqual([null, null]);
  expect(panes).toEqual(old.panes);
  return panes?.[0] as PaneSnapshot;
}

function grid(loss: number[], accuracy: number[] | null = null, done: number[] | null = null): Landscape {
  return {
    axes: [{ min: 0, max: 1, points: loss.length }],
    loss: Float32Array.from(loss),
    accuracy: Float32Array.from(accuracy ?? loss.map(() => Number.NaN)),
    done: Uint8Array.from(done ?? loss.map(() => 1)),
    samples: 512,
    cosine: Number.NaN,
    cosineByChance: Number.NaN,
  };
}

/** Losses to 0.2 %; zero, NaN and infinities exact and in place. */
function expectLosses(decoded: Float32Array, sent: Float32Array, done: Uint8Array) {
  expect(decoded.length).toBe(sent.length);
  for (let i = 0; i < sent.length; i++) {
    const [got, want] = [decoded[i] as number, sent[i] as number];
    if (!done[i]) expect(got).toBeNaN();
    else if (want === 0 || !Number.isFinite(want)) expect(got + 0).toBe(want + 0);
    else expect(Math.abs(got / want - 1)).toBeLessThanOrEqual(0.002);
  }
}

const float32 = fc.float({ noDefaultInfinity: false, noNaN: false, min: 0 }).map(Math.fround);

describe('a link with results', () => {
  const snapshot = syntheticSnapshot({ seed: 1, points: 33, epochs: 60 });
  const link = encodeLink(snapshot, { results: true });
  const opened = open(link.fragment);

  it('brings the document back, every value', () => {
    expect(opened.document).toEqual(snapshot.document);
  });

  it('brings losses back to 0.2 %, accuracies, boundary and passes exactly', () => {
    snapshot.panes.forEach((pane, i) => {
      const sent = pane.landscape as Landscape;
      const got = opened.panes[i]?.landscape as Landscape;
      expectLosses(got.loss, sent.loss, sent.done);
      expect(got.accuracy).toEqual(sent.accuracy);
      expect(got.done).toEqual(sent.done);
      expect(got.axes).toEqual(sent.axes);
      expect(got.samples).toBe(512);
      expect(got.cosine).toBeCloseTo(sent.cosine, 7);
      expect(opened.panes[i]?.boundary).toEqual(pane.boundary);
      expect(opened.panes[i]?.checkpoints).toEqual([]);
    });
  });

  it('brings curves back: losses to 0.5 %, epochs and accuracies exactly', () => {
    snapshot.panes.forEach((pane, i) => {
      const got = opened.panes[i]?.curves[0] ?? [];
      expect(got.length).toBe(61);
      pane.curves[0]?.forEach((point, k) => {
        expect(got[k]?.epoch).toBe(point.epoch);
        expect(got[k]?.trainAccuracy).toBe(point.trainAccuracy);
        expect(got[k]?.testAccuracy).toBe(point.testAccuracy);
        expect(Math.abs((got[k]?.trainLoss as number) / point.trainLoss - 1)).toBeLessThanOrEqual(0.005);
        expect(Math.abs((got[k]?.testLoss as number) / point.testLoss - 1)).toBeLessThanOrEqual(0.005);
      });
    });
  });

  it('says what it was computed on', () => {
    expect(opened.panes[0]?.provenance).toEqual({ ...snapshot.panes[0]?.provenance, trainSeconds: 8.13, gridSeconds: 5.92 });
  });

  it('names what it leaves out: the weights', () => {
    expect(link.leftOut).toEqual([{ key: 'share.leftOut.weights', values: { panes: 'A, B' } }]);
    expect(link.surface).toBe('33 × 33');
  });

  it('is made of characters that survive anywhere', () => {
    expect(link.fragment).toMatch(/^2\.[A-Za-z0-9_-]*[A-Za-z0-9]$/);
  });

  it('is the same for the same snapshot', () => {
    expect(encodeLink(syntheticSnapshot({ seed: 1, points: 33, epochs: 60 }), { results: true }).fragment).toBe(link.fragment);
  });

  it('opens to itself when sent on', () => {
    const again = encodeLink(opened, { results: true });
    expect(again.fragment).toBe(link.fragment);
    expect(again.leftOut).toEqual([]);
  });
});

describe('what came with version 2', () => {
  const base = syntheticSnapshot({ seed: 6, points: 33, epochs: 20, boundarySide: 16 });
  const measured = { lambdaMax: 37529.123456, minima: [{ alpha: 0.1234567, beta: -1 / 3 }] };
  const panes = base.panes.map((pane, i) => ({
    ...pane,
    measured: i === 0 ? measured : { lambdaMax: null, minima: null },
    otherRange: syntheticLandscape({ seed: 50 + i, points: 33 }),
    provenance: pane.provenance && { ...pane.provenance, fingerprint: 'a1b2-c3d4' },
  }));
  const snapshot = { ...base, panes };

  it('travels: fingerprint, λmax, minima and their places, the surface over the other range', () => {
    const { fragment, leftOut } = encodeLink(snapshot, { results: true, budget: 20_000 });
    const opened = open(fragment);
    expect(leftOut.map(({ key }) => key)).toEqual(['share.leftOut.weights']);
    expect(opened.panes.map((pane) => pane.provenance?.fingerprint)).toEqual(['a1b2-c3d4', 'a1b2-c3d4']);
    expect(opened.panes.map((pane) => pane.measured)).toEqual([
      { lambdaMax: 37529, minima: [{ alpha: 0.12346, beta: -0.33333 }] },
      { lambdaMax: null, minima: null },
    ]);
    opened.panes.forEach(({ otherRange }, i) => {
      const sent = panes[i]?.otherRange as Landscape;
      expectLosses((otherRange as Landscape).loss, sent.loss, sent.done);
      expect(otherRange?.axes).toEqual(sent.axes);
    });
  });

  it('the other range takes what room is left, and is named where there is none', () => {
    const sides = [20_000, 7800, 6500, 4000].map((budget) => {
      const { fragment, leftOut } = encodeLink(snapshot, { results: true, budget });
      const { otherRange = null } = open(fragment).panes[0] as PaneSnapshot;
      const side = otherRange?.axes[0]?.points ?? 0;
      expect(leftOut.some(({ key }) => key === 'share.leftOut.otherRange')).toBe(side === 0);
      expect(leftOut.some(({ key }) => key === 'share.leftOut.otherRangePoints')).toBe(side === 17);
      return side;
    });
    expect(sides).toEqual([...sides].sort((a, b) => b - a));
    expect(sides[0]).toBe(33);
    expect(sides.at(-1)).toBe(0);
  });

  it('is not there where a link has none, and nothing is made up for it', () => {
    const opened = open(encodeLink(base, { results: true }).fragment);
    for (const pane of opened.panes) {
      expect(pane).not.toHaveProperty('measured');
      expect(pane).not.toHaveProperty('otherRange');
      expect(pane.provenance).not.toHaveProperty('fingerprint');
    }
  });
});

describe('the minima of a surface', () => {
  const base = syntheticSnapshot({ seed: 12, points: 65, roughness: 0.5, epochs: 20 });
  const snapshot = { ...base, panes: base.panes.map(withMinima) };
  const counted = snapshot.panes.map(({ measured }) => measured?.minima ?? []);
  const close = (places: readonly Minimum[]) =>
    places.map(({ alpha, beta }) => ({ alpha: expect.closeTo(alpha, 5), beta: expect.closeTo(beta, 5) }));

  it('travel as they were counted, however coarse the surface that goes with them', () => {
    const sides = [7800, 4000, 2300].map((budget) => {
      const { fragment, leftOut } = encodeLink(snapshot, { results: true, budget });
      expect(leftOut.map(({ key }) => key)).not.toContain('share.leftOut.minima');
      const { panes } = open(fragment);
      expect(panes.map(({ measured }) => measured?.minima)).toEqual(counted.map(close));
      return panes[0]?.landscape?.axes[0]?.points;
    });
    expect(sides).toEqual([33, 17, 17]);
    // The number would be another one if it were counted on what has arrived.
    const { panes } = open(encodeLink(snapshot, { results: true, budget: 4000 }).fragment);
    expect(panes.map(({ landscape }) => minimaOf(landscape as Landscape)?.length)).not.toEqual(counted.map(({ length }) => length));
  });

  it('are not in a link that has no room for them, and it says so', () => {
    const without = { ...base, panes: base.panes.map((pane) => ({ ...pane, curves: [], boundary: null })) };
    const smallest = encodeLink(without, { results: true, budget: 1900 });
    expect(smallest.surface).toBe('17 × 17');
    const links = Array.from({ length: 20 }, (_, i) =>
      encodeLink(snapshot, { results: true, budget: smallest.fragment.length + 10 * i }),
    ).filter(({ surface }) => surface !== null);
    const [bare] = links;
    expect(bare?.leftOut).toContainEqual({ key: 'share.leftOut.minima', values: { panes: 'A, B' } });
    expect(open(bare?.fragment as string).panes.map(({ measured }) => measured?.minima)).toEqual([null, null]);
  });

  it('are not told where they are too many, or beside a surface that they do not lie on', () => {
    const [first, second] = snapshot.panes as [PaneSnapshot, PaneSnapshot];
    const many = Array.from({ length: 257 }, (_, i) => ({ alpha: i / 300, beta: 0 }));
    const measured = { lambdaMax: 2, minima: many };
    const strange = { ...second, measured: { lambdaMax: 3, minima: [{ alpha: 1.5, beta: 0 }] } };
    const { fragment, leftOut } = encodeLink({ ...snapshot, panes: [{ ...first, measured }, strange] }, { results: true });
    expect(leftOut).toContainEqual({ key: 'share.leftOut.minima', values: { panes: 'A, B' } });
    const { panes } = open(fragment);
    expect(panes.map((pane) => pane.measured)).toEqual([
      { lambdaMax: 2, minima: null },
      { lambdaMax: 3, minima: null },
    ]);
    // Nor is a link believed that says so.
    const forged = cutTo(snapshot, STEPS[0] as Limits).snapshot;
    const bytes = encodeV2(
      { ...forged, panes: [forged.panes[0] as PaneSnapshot, { ...(forged.panes[1] as PaneSnapshot), measured: strange.measured }] },
      true,
    );
    expect(decodeLink(`2.${toBase64Url(bytes)}`)).toMatchObject({ ok: false, detail: { key: 'share.link.changed' } });
  });
});

describe('the recipe of every preset', () => {
  it.each(presets.all.map(({ id }) => id))('%s: the first block, at most 400 characters, and it says everything', (id) => {
    const document = presets.get(id).build();
    const { fragment } = encodeLink({ document, panes: document.panes.map(() => EMPTY_PANE) }, { results: false });
    expect(fragment.length).toBeLessThanOrEqual(400);
    expect(open(fragment).document).toEqual(document);
    expect(decodeV2(fromBase64Url(fragment.slice(2))).document).toEqual(document);
    // With results the same block stands first: a link cut anywhere behind it gives the recipe whole.
    const landscape: Landscape = { ...grid([1, 2]), axes: document.panes[0]?.axes.map(() => ({ min: -1, max: 1, points: 2 })) ?? [] };
    const values = { loss: new Float32Array(4).fill(1), accuracy: new Float32Array(4).fill(1), done: new Uint8Array(4).fill(1) };
    const pane = { ...EMPTY_PANE, landscape: landscape.axes.length === 2 ? { ...landscape, ...values } : landscape };
    const link = encodeLink({ document, panes: document.panes.map(() => pane) }, { results: true }).fragment;
    for (let length = fragment.length + 1; length < link.length; length++) {
      const cut = decodeLink(link.slice(0, length));
      expect(cut.ok).toBe(false);
      expect(!cut.ok && cut.partial?.document).toEqual(document);
    }
  });
});

describe('the length of a link', () => {
  it.each([0.06, 0.35, 0.44, 0.7])(
    'two panes of 65 × 65 points and roughness %f fit with 33 × 33 points each, nothing else lost',
    (roughness) => {
      const snapshot = syntheticSnapshot({ seed: 11, points: 65, roughness, epochs: 120 });
      const { fragment, leftOut, surface } = encodeLink(snapshot, { results: true });
      expect(fragment.length).toBeLessThan(LINK_BUDGET);
      expect(leftOut.map((entry) => entry.key).sort()).toEqual([
        'share.leftOut.curvePoints',
        'share.leftOut.surfacePoints',
        'share.leftOut.weights',
      ]);
      expect(surface).toBe('33 × 33');
      const { landscape } = open(fragment).panes[1] as PaneSnapshot;
      const sent = snapshot.panes[1]?.landscape as Landscape;
      for (let row = 0; row < 33; row++) {
        for (let column = 0; column < 33; column++) {
          const want = sent.loss[2 * row * 65 + 2 * column] as number;
          const at = row * 33 + column;
          expect(Math.abs((landscape?.loss[at] as number) / want - 1)).toBeLessThanOrEqual(0.002);
          expect(landscape?.accuracy[at]).toBe(sent.accuracy[2 * row * 65 + 2 * column]);
        }
      }
    },
  );

  it('the synthetic surfaces are as rough as they say', () => {
    const { loss } = syntheticLandscape({ seed: 11, points: 33, roughness: 0.35 });
    expect(Math.abs(roughnessOf(loss, 33, 33) - 0.35)).toBeLessThan(0.001);
    expect(Math.min(...loss)).toBeLessThan(2e-4);
    expect(Math.max(...loss)).toBeGreaterThan(1e7);
  });

  it('the recipe alone is short', () => {
    const snapshot = syntheticSnapshot({ seed: 1, points: 9 });
    const { fragment, leftOut } = encodeLink(snapshot, { results: false });
    expect(fragment.length).toBeLessThan(318);
    expect(leftOut).toEqual([{ key: 'share.leftOut.results', values: {} }]);
    const decoded = decodeLink(fragment);
    expect(decoded.ok && !decoded.hasResults && decoded.snapshot.document).toEqual(snapshot.document);
  });

  it('gives way step by step, names every step, and never passes the budget', () => {
    const snapshot = syntheticSnapshot({ seed: 3, points: 65, roughness: 0.7, epochs: 300 });
    const seen: string[] = [];
    let last = Number.POSITIVE_INFINITY;
    for (const budget of [7800, 6000, 5600, 5300, 3600, 1500, 1000, 700, 300, 120]) {
      const { fragment, leftOut, surface } = encodeLink(snapshot, { results: true, budget });
      expect(fragment.length).toBeLessThanOrEqual(budget);
      expect(fragment.length).toBeLessThanOrEqual(last);
      last = fragment.length;
      const { panes } = open(fragment);
      const keys = leftOut.map((entry) => entry.key.replace('share.leftOut.', ''));
      seen.push(...keys);
      if (keys.includes('results')) continue;
      expect(keys.includes('surface')).toBe(panes[0]?.landscape === null);
      expect(keys.includes('surface')).toBe(surface === null);
      expect(keys.includes('boundary')).toBe(panes[0]?.boundary === null);
      expect(keys.includes('curves')).toBe(panes[0]?.curves.length === 0);
      const { landscape, boundary } = panes[0] as PaneSnapshot;
      if (landscape) expect(keys.includes('accuracy')).toBe(landscape.accuracy.every(Number.isNaN));
      if (boundary) expect(keys.includes('boundaryCells')).toBe(boundary.width < 64);
      if (boundary) expect(boundary.width).toBeGreaterThanOrEqual(32);
    }
    expect(new Set(seen)).toEqual(
      new Set(['weights', 'surfacePoints', 'curvePoints', 'boundaryCells', 'accuracy', 'surface', 'boundary', 'curves', 'results']),
    );
  });

  it('gives way in the order that is documented', () => {
    const snapshot = withPaths(syntheticSnapshot({ seed: 3, points: 65, epochs: 300, boundarySide: 64 }), 61);
    const both = { ...snapshot, panes: snapshot.panes.map((pane) => withMinima({ ...pane, otherRange: pane.landscape })) };
    const kept = STEPS.map((limits) => {
      const { landscape, boundary, curves, otherRange } = cutTo(both, limits).snapshot.panes[0] as PaneSnapshot;
      const ofOther = otherRange?.axes[0]?.points ?? 0;
      const hasAccuracy = landscape ? landscape.accuracy.some((share) => !Number.isNaN(share)) : false;
      const ofPath = landscape?.paths?.[0]?.points.length ?? 0;
      const rest = cutTo(both, limits).snapshot.panes[0]?.measured?.minima;
      return [curves[0]?.length ?? 0, boundary?.width ?? 0, hasAccuracy, landscape?.axes[0]?.points ?? 0, ofPath, ofOther, Boolean(rest)];
    });
    expect(kept).toEqual([
      [64, 64, true, 33, 32, 33, true],
      [32, 64, true, 33, 32, 33, true],
      [32, 32, true, 33, 32, 33, true],
      [16, 32, true, 33, 32, 33, true],
      [16, 32, true, 33, 12, 33, true],
      [16, 32, true, 33, 12, 17, true],
      [16, 32, true, 33, 12, 0, true],
      [16, 32, false, 33, 12, 0, true],
      [16, 32, false, 17, 12, 0, true],
      [16, 32, false, 17, 0, 0, true],
      [16, 0, false, 17, 0, 0, true],
      [0, 0, false, 17, 0, 0, true],
      [0, 0, false, 17, 0, 0, false],
      [0, 0, false, 0, 0, 0, false],
    ]);
  });

  it('takes paths along, to four digits and with both ends', () => {
    const snapshot = withPaths(syntheticSnapshot({ seed: 5, points: 33, epochs: 120 }), 61);
    const { panes } = open(encodeLink(snapshot, { results: true }).fragment);
    const sent = snapshot.panes[0]?.landscape?.paths?.[0]?.points ?? [];
    const got = panes[0]?.landscape?.paths?.[0]?.points ?? [];
    expect(got.length).toBeGreaterThanOrEqual(12);
    expect([got[0]?.epoch, got.at(-1)?.epoch]).toEqual([0, 120]);
    for (const point of got) {
      const original = sent.find(({ epoch }) => epoch === point.epoch);
      for (const name of ['alpha', 'beta', 'length', 'distance', 'loss'] as const)
        expect(point[name]).toBe(Number(original?.[name].toPrecision(4)));
      expect(point.planeLoss).toBeNaN();
    }
    expect(panes[0]?.landscape?.explained).toEqual([0.625, 0.25]);
  });

  it('four panes of the roughest surfaces stay within it, and say what they lost', () => {
    const pane = (seed: number) => syntheticPane({ seed, points: 129, roughness: 0.7, epochs: 400 });
    const document = defaultDocument();
    const panes = [...document.panes, ...document.panes];
    const { fragment, leftOut } = encodeLink(
      { document: { ...document, panes }, panes: [pane(1), pane(2), pane(3), pane(4)] },
      { results: true },
    );
    expect(fragment.length).toBeLessThanOrEqual(LINK_BUDGET);
    expect(leftOut.find((entry) => entry.key === 'share.leftOut.accuracy')?.values).toEqual({ panes: 'A, B, C, D' });
  });
});

describe('values that travel', () => {
  it('any losses: 0.2 % or exact', () => {
    fc.assert(
      fc.property(fc.array(float32, { minLength: 2, maxLength: 200 }), fc.infiniteStream(fc.nat(3)), (loss, stream) => {
        const done = loss.map(() => stream.next().value as number);
        const sent = grid(loss, null, done);
        const got = open(encodeLink(onlyPane({ landscape: sent }), { results: true }).fragment).panes[0]?.landscape as Landscape;
        expectLosses(got.loss, sent.loss, sent.done);
        const isComplete = done.every((level) => level > 0);
        expect(Array.from(got.done)).toEqual(isComplete ? done.map(() => Math.max(...done)) : done);
      }),
      { seed: 20261123, numRuns: 400 },
    );
  });

  it('the ends of float32, subnormals and all', () => {
    const loss = [2 ** -149, 3e-45, 300 * 2 ** -149, 1.1754942e-38, 2 ** -126, 3.4028234e38, 1, 0, -0, Number.NaN, Infinity, -Infinity];
    const sent = grid(loss);
    const got = open(encodeLink(onlyPane({ landscape: sent }), { results: true }).fragment).panes[0]?.landscape as Landscape;
    expectLosses(got.loss, sent.loss, sent.done);
    expect(Array.from(got.loss.slice(0, 4))).toEqual(Array.from(sent.loss.slice(0, 4)));
  });

  it('any accuracies, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 2, maxLength: 80 }),
        (samples, shares) => {
          const accuracy = shares.map((share) => (share === null ? Number.NaN : Math.round(share * samples) / samples));
          const sent = {
            ...grid(
              accuracy.map(() => 1),
              accuracy,
            ),
            samples,
          };
          const { fragment, leftOut } = encodeLink(onlyPane({ landscape: sent }), { results: true });
          expect(leftOut).toEqual([]);
          expect(open(fragment).panes[0]?.landscape?.accuracy).toEqual(sent.accuracy);
        },
      ),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('accuracies that are no share of the samples are left out by name', () => {
    for (const wrong of [0.123456, 1.5, -0.25]) {
      const { fragment, leftOut } = encodeLink(onlyPane({ landscape: grid([1, 1, 1], [0.5, wrong, 1]) }), { results: true });
      expect(leftOut).toEqual([{ key: 'share.leftOut.accuracy', values: { panes: 'A' } }]);
      expect(open(fragment).panes[0]?.landscape?.accuracy).toEqual(new Float32Array(3).fill(Number.NaN));
    }
  });

  it('parts that cannot be of the recipe are left out by name, and the rest travels', () => {
    const snapshot = syntheticSnapshot({ seed: 1, points: 9, epochs: 20, boundarySide: 8 });
    const [first, second] = snapshot.panes as [PaneSnapshot, PaneSnapshot];
    const classes = (first.boundary as NonNullable<PaneSnapshot['boundary']>).classes.map((value) => value + 1);
    const boundary = { ...(first.boundary as NonNullable<PaneSnapshot['boundary']>), classes };
    const curves = second.curves.map((curve) => [...curve].reverse());
    const { fragment, leftOut } = encodeLink(
      {
        ...snapshot,
        panes: [
          { ...first, boundary },
          { ...second, curves },
        ],
      },
      { results: true },
    );
    expect(leftOut).toContainEqual({ key: 'share.leftOut.boundary', values: { panes: 'A' } });
    expect(leftOut).toContainEqual({ key: 'share.leftOut.curves', values: { panes: 'B' } });
    const { panes } = open(fragment);
    expect(panes.map((pane) => [pane.boundary === null, pane.curves.length, pane.landscape?.loss.length])).toEqual([
      [true, 1, 81],
      [false, 0, 81],
    ]);
  });

  it('a surface with a negative loss is left out by name, and the other pane travels', () => {
    const snapshot = syntheticSnapshot({ seed: 1, points: 9 });
    const landscape = snapshot.panes[0]?.landscape as Landscape;
    const loss = landscape.loss.slice();
    loss[40] = -1e-3;
    const [first, second] = snapshot.panes as [PaneSnapshot, PaneSnapshot];
    const broken = { ...snapshot, panes: [{ ...first, landscape: { ...landscape, loss } }, second] };
    const { fragment, leftOut } = encodeLink(broken, { results: true });
    expect(leftOut).toContainEqual({ key: 'share.leftOut.negativeLosses', values: { panes: 'A' } });
    const { panes } = open(fragment);
    expect(panes[0]?.landscape).toBeNull();
    expect(panes[1]?.landscape?.loss.length).toBe(81);
  });

  it('any boundary, up to 256 classes, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 256 }),
        fc.infiniteStream(fc.nat(255)),
        (width, height, kinds, stream) => {
          const classes = Uint8Array.from({ length: width * height }, () => (stream.next().value as number) % kinds);
          const boundary = { width, height, x: [-1.5, 2.25] as const, y: [0, 1e-3] as const, inputs: [3, 63] as const, classes };
          expect(through({ boundary }).boundary).toEqual(boundary);
        },
      ),
      { seed: 20261123, numRuns: 100 },
    );
  });

  it('any curves: NaN, infinities, epochs out of order, accuracies of any kind', () => {
    const value = fc.oneof(float32, fc.constantFrom(0, Number.NaN, Infinity));
    const share = fc.oneof(
      fc.integer({ min: 0, max: 360 }).map((k) => k / 360),
      fc.constant(Number.NaN),
      fc.integer({ min: 0, max: 97 }).map((k) => Math.fround(k / 97)),
      fc.double(),
    );
    const point = fc.record({
      epoch: fc.oneof(fc.nat(5000), fc.double({ noNaN: true })),
      trainLoss: value,
      trainAccuracy: share,
      testLoss: value,
      testAccuracy: share,
    });
    fc.assert(
      fc.property(fc.array(fc.array(point, { maxLength: 20 }), { maxLength: 8 }), (curves) => {
        if (curves.length === 0) return;
        const got = through({ curves }).curves;
        expect(got.map((curve) => curve.length)).toEqual(curves.map((curve) => curve.length));
        curves.forEach((curve, run) => {
          curve.forEach((sent, i) => {
            const read = got[run]?.[i];
            for (const exact of ['epoch', 'trainAccuracy', 'testAccuracy'] as const) expect(read?.[exact]).toBe(sent[exact]);
            for (const loss of ['trainLoss', 'testLoss'] as const) {
              if (Number.isFinite(sent[loss]) && sent[loss] > 0)
                expect(Math.abs((read?.[loss] as number) / sent[loss] - 1)).toBeLessThanOrEqual(0.005);
              else expect((read?.[loss] as number) + 0).toBe(sent[loss] + 0);
            }
          });
        });
      }),
      { seed: 20261123, numRuns: 100 },
    );
  });

  it('a name in any script, a line instead of a plane, a surface not yet complete', () => {
    const snapshot = onlyPane({
      landscape: {
        ...grid(Array.from({ length: 401 }, (_, i) => 1 + i / 7)),
        done: Uint8Array.from({ length: 401 }, (_, i) => (i % 4 === 0 ? 1 : 0)),
      },
    });
    const [recipe] = snapshot.document.panes;
    const named = {
      ...snapshot,
      document: { ...snapshot.document, panes: [{ ...(recipe as NonNullable<typeof recipe>), name: '无跳跃连接 — ölçüm №1 🙂' }] },
    };
    const opened = open(encodeLink(named, { results: true }).fragment);
    expect(opened.document).toEqual(named.document);
    expect(opened.panes[0]?.landscape?.done).toEqual(named.panes[0]?.landscape?.done);
    expectLosses(
      opened.panes[0]?.landscape?.loss as Float32Array,
      named.panes[0]?.landscape?.loss as Float32Array,
      named.panes[0]?.landscape?.done as Uint8Array,
    );
  });

  it('texts about the machine are bounded and free of control characters', () => {
    const provenance = {
      ...(syntheticPane({ seed: 1, points: 5 }).provenance as NonNullable<PaneSnapshot['provenance']>),
      host: `x\u202e${'y'.repeat(5000)}`,
    };
    const opened = open(encodeLink(onlyPane({ provenance, boundary: syntheticBoundary(1, 4) }), { results: true }).fragment);
    expect(opened.panes[0]?.provenance?.host).toBe(`x ${'y'.repeat(118)}`);
  });
});
