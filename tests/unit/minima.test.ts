import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Landscape } from '../../src/experiment/landscape';
import { deepMinima, MINIMUM_DEPTH, minimaOf } from '../../src/experiment/minima';
import { surfaceStatistics } from '../../src/experiment/statistics';

interface Grid {
  readonly loss: Float64Array;
  readonly columns: number;
  readonly rows: number;
}

/** A loss whose ln(L + 0.1) is `height`. */
const ofHeight = (height: number): number => Math.exp(height) - 0.1;
const gridOf = (rows: readonly (readonly number[])[]): Grid => ({
  loss: Float64Array.from(rows.flat(), ofHeight),
  columns: rows[0].length,
  rows: rows.length,
});

function around({ columns, rows }: Grid, at: number): number[] {
  const [x, y] = [at % columns, Math.floor(at / columns)];
  const all: number[] = [];
  for (let other = 0; other < columns * rows; other++) {
    const [u, v] = [other % columns, Math.floor(other / columns)];
    if (other !== at && Math.abs(u - x) <= 1 && Math.abs(v - y) <= 1) all.push(other);
  }
  return all;
}

/** The definition word for word: for each strict minimum, the lowest of all ways to something lower or to the border, by trying every height as the water's. */
function oracle(grid: Grid): number[] {
  const { loss, columns, rows } = grid;
  const height = Array.from(loss, (value) => Math.log(value + 0.1));
  const isStrict = (at: number): boolean => around(grid, at).every((other) => loss[at] < loss[other]);
  const isBorder = (at: number): boolean =>
    at % columns === 0 ||
    at % columns === columns - 1 ||
    (rows > 1 && (at < columns || at >= columns * (rows - 1))) ||
    around(grid, at).some((other) => Number.isNaN(height[other]));
  const isLower = (a: number, b: number): boolean =>
    height[a] !== height[b] ? height[a] < height[b] : isStrict(a) !== isStrict(b) ? isStrict(a) : a < b;
  const reach = (from: number, water: number): Set<number> => {
    const seen = new Set([from]);
    for (const at of seen) for (const other of around(grid, at)) if (height[other] <= water) seen.add(other);
    return seen;
  };
  return height.flatMap((own, at) => {
    if (Number.isNaN(own) || isBorder(at) || !isStrict(at)) return [];
    const waters = height.filter((water) => water >= own).sort((a, b) => a - b);
    const pass = waters.find((water) => [...reach(at, water)].some((other) => isBorder(other) || isLower(other, at)));
    return pass !== undefined && pass - own >= MINIMUM_DEPTH ? [at] : [];
  });
}

const turned = ({ loss, columns, rows }: Grid): Grid => ({
  loss: Float64Array.from(loss, (_, i) => loss[(i % rows) * columns + Math.floor(i / rows)]),
  columns: rows,
  rows: columns,
});
const mirrored = ({ loss, columns, rows }: Grid): Grid => ({
  loss: Float64Array.from(loss, (_, i) => loss[i - (i % columns) + columns - 1 - (i % columns)]),
  columns,
  rows,
});

const grids = (loss: fc.Arbitrary<number>, fewestRows = 1): fc.Arbitrary<Grid> =>
  fc
    .tuple(fc.integer({ min: 3, max: 8 }), fc.integer({ min: fewestRows, max: 8 }))
    .chain(([columns, rows]) =>
      fc
        .array(loss, { minLength: columns * rows, maxLength: columns * rows })
        .map((values) => ({ loss: Float64Array.from(values), columns, rows })),
    );
/** Steps above and below the depth that counts, with many ties. */
const stepped = fc.integer({ min: 0, max: 6 }).map((step) => ofHeight(step * 0.03));
const spoilt = fc.oneof({ weight: 12, arbitrary: stepped }, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY));
const distinct = fc.double({ min: 0, max: 3, noNaN: true });

describe('a local minimum', () => {
  it('is one by the definition, on any grid, with plateaus, holes and infinities', () => {
    fc.assert(
      fc.property(fc.oneof(grids(spoilt), grids(stepped), grids(distinct)), (grid) => {
        expect(deepMinima(grid)).toEqual(oracle(grid));
      }),
      {
        numRuns: 300,
      },
    );
  });

  it('stays one when the axes are exchanged or turned round', () => {
    fc.assert(
      fc.property(fc.oneof(grids(spoilt, 3), grids(stepped, 3)), (grid) => {
        const count = deepMinima(grid).length;
        expect(deepMinima(turned(grid))).toHaveLength(count);
        expect(deepMinima(mirrored(grid))).toHaveLength(count);
      }),
    );
    fc.assert(
      fc.property(
        grids(distinct, 3).filter(({ loss }) => new Set(loss).size === loss.length),
        (grid) => {
          const places = deepMinima(grid).map((at) => (at % grid.columns) * grid.rows + Math.floor(at / grid.columns));
          expect(deepMinima(turned(grid))).toEqual(places.sort((a, b) => a - b));
        },
      ),
    );
  });

  it('needs a depth of 0.05: ripples are none, and of two dips with a shallow pass between them the lower one counts', () => {
    const dip = (pass: number, second: number): number[] =>
      deepMinima(
        gridOf([
          [1, 1, 1, 1, 1],
          [1, 0, pass, second, 1],
          [1, 1, 1, 1, 1],
        ]),
      );
    expect(dip(0.5, 0.2)).toEqual([6, 8]);
    expect(dip(0.24, 0.2)).toEqual([6]);
    expect(dip(0.26, 0.2)).toEqual([6, 8]);
    expect(dip(0.04, 0)).toEqual([6]);
    expect(
      deepMinima(
        gridOf([
          [0.04, 0.04, 0.04],
          [0.04, 0, 0.04],
          [0.04, 0.04, 0.04],
        ]),
      ),
    ).toEqual([]);
    // Lower ground on the border, behind a low pass: the water runs off there.
    expect(
      deepMinima(
        gridOf([
          [1, 1, 1, 1],
          [1, 0, 0.04, -1],
          [1, 1, 1, 1],
        ]),
      ),
    ).toEqual([]);
  });

  it('may touch +∞ but not NaN', () => {
    const bowl = gridOf([
      [1, 1, 1],
      [1, 0, 1],
      [1, 1, 1],
    ]);
    bowl.loss[0] = Number.POSITIVE_INFINITY;
    expect(deepMinima(bowl)).toEqual([4]);
    bowl.loss[0] = Number.NaN;
    expect(deepMinima(bowl)).toEqual([]);
    expect(deepMinima({ ...bowl, loss: bowl.loss.map((_, i) => (i === 4 ? 0 : Number.POSITIVE_INFINITY)) })).toEqual([4]);
    expect(deepMinima({ ...bowl, loss: bowl.loss.map(() => Number.NaN) })).toEqual([]);
  });
});

describe('the minima of a landscape', () => {
  /** Two dips, of which one lies between the points of the 33 × 33 sub-grid. */
  const plane = (points: number): Landscape => {
    const at = (i: number): number => -2 + (4 * i) / (points - 1);
    const loss = Float32Array.from({ length: points * points }, (_, i) => {
      const [alpha, beta] = [at(i % points), at(Math.floor(i / points))];
      return Math.min((alpha - 1) ** 2 + (beta + 0.5) ** 2, 1.5 + (alpha + 1.05) ** 2 + (beta - 1) ** 2);
    });
    return {
      axes: [
        { min: -2, max: 2, points },
        { min: -2, max: 2, points },
      ],
      loss,
      accuracy: loss.map(() => 1),
      done: new Uint8Array(loss.length).fill(1),
      samples: 1,
      cosine: 0,
      cosineByChance: 0,
    };
  };

  it('are places, as many as are counted, and the same on 65 × 65 points as on 33 × 33', () => {
    const coarse = minimaOf(plane(33));
    expect(coarse).toHaveLength(2);
    expect(coarse).toContainEqual({ alpha: 1, beta: -0.5 });
    expect(minimaOf(plane(65))).toEqual(coarse);
    expect(surfaceStatistics(plane(65))?.minima).toBe(2);
  });

  it('are not known before their points are', () => {
    const coming = plane(65);
    coming.done[1] = 0;
    expect(minimaOf(coming)).toHaveLength(2);
    coming.done[2] = 0;
    expect(minimaOf(coming)).toBeNull();
  });
});
