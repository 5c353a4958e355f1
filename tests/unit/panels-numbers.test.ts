import { describe, expect, it } from 'vitest';
import type { SharpnessValue } from '../../src/app/run/measuring';
import { sharpnessMeasures } from '../../src/catalog/sharpness';
import type { Landscape } from '../../src/experiment/landscape';
import { defaultAxis } from '../../src/experiment/recipe-defaults';
import { LANGUAGES, setLanguage, t } from '../../src/i18n';
import { numbers } from '../../src/i18n/messages/numbers';
import { basinPlace } from '../../src/panels/dialogs/numbers/basin-place';
import { type Minimum, numbersRows } from '../../src/panels/dialogs/numbers/rows';
import { runToEnd, setUpApp } from './support/app';
import { tinyRecipe } from './support/tiny';

const METRICS = { trainLoss: 0.02, trainAccuracy: 1, testLoss: 0.31, testAccuracy: 0.875 };
const AXIS = { min: -1, max: 1, points: 33 };

/** L = 0.02 + a·α² + b·β² on 33 × 33 points. */
function bowl(a: number, b: number): Landscape {
  const at = (i: number): number => -1 + i / 16;
  const loss = Float32Array.from({ length: 33 * 33 }, (_, i) => 0.02 + a * at(i % 33) ** 2 + b * at(Math.floor(i / 33)) ** 2);
  return {
    axes: [AXIS, AXIS],
    loss,
    accuracy: new Float32Array(loss.length),
    done: new Uint8Array(loss.length).fill(1),
    samples: 60,
    cosine: 0,
    cosineByChance: 0.1,
  };
}

function minimum(changes: Partial<Minimum> = {}): Minimum {
  const { recipe = tinyRecipe(), metrics = METRICS, landscape = bowl(2, 0.1) } = changes;
  return { recipe, metrics, landscape, basin: basinPlace(recipe, landscape, 0, metrics), map: null, measured: new Map(), ...changes };
}

const cellsOf = (minima: readonly Minimum[]): Record<string, readonly string[]> =>
  Object.fromEntries(numbersRows(minima).map(({ id, cells }) => [id, cells]));

describe('the table of numbers', () => {
  it('gives each minimum its error, its basin and what was measured, and a dash for what is not known', () => {
    const measured = new Map<string, SharpnessValue>([
      ['largestEigenvalue', { id: 'largestEigenvalue', value: 12.34, standardError: null }],
      ['trace', { id: 'trace', value: 45.6, standardError: 1.23 }],
    ]);
    const cells = cellsOf([minimum({ measured }), minimum({ metrics: null, landscape: null })]);
    expect(cells.testError).toEqual(['12.5\u202f%', '–']);
    expect(cells.testLoss).toEqual(['0.310', '–']);
    // 2·α² = 0.5 at α = ±0.5; along β the rim is beyond the range.
    expect(cells.widthAlpha).toEqual(['1.00', '–']);
    expect(cells.widthBeta).toEqual(['> 2.00', '–']);
    expect(cells.area?.[0]).toMatch(/^> 1\.[789]\d$/);
    expect(cells.minima).toEqual(['1', '–']);
    expect(cells.largestEigenvalue).toEqual(['12.3', '–']);
    expect(cells.trace).toEqual(['45.6 ± 1.23', '–']);
    expect(cells.keskar).toEqual(['–', '–']);
  });

  it('tells the share that is clearly not convex once the whole map is there', () => {
    const values = (...numbers: number[]): Float32Array => Float32Array.from(numbers);
    const axis = { min: -1, max: 1, points: 2 };
    const map = {
      axes: [axis, axis],
      ratio: values(0, 0.5, 0.01, 2),
      largest: values(1, 2, 100, 3),
      smallest: values(0.1, -1, -1, -6),
      largestBound: values(0, 0, 0, 0),
      smallestBound: values(0, 0, 0, 0),
      done: new Uint8Array(4).fill(1),
      finished: 4,
      phase: 'done' as const,
      rate: null,
    };
    const partial = { ...map, done: Uint8Array.of(1, 1, 0, 0), finished: 2, phase: 'running' as const };
    expect(cellsOf([minimum({ map }), minimum({ map: partial }), minimum()]).nonConvex).toEqual(['50\u202f%', '–', '–']);
  });

  it('calls what is read off a surface independent of scale only where all its axes are', () => {
    const scaleOf = (minima: readonly Minimum[], id: string) => numbersRows(minima).find((row) => row.id === id)?.scale;
    const raw = minimum({ recipe: tinyRecipe({ axes: [defaultAxis(), defaultAxis({ norm: 'none' })] }) });
    const moved = minimum({ recipe: tinyRecipe({ axes: [defaultAxis({ ignore: 'none' })] }) });
    expect(scaleOf([minimum()], 'area')).toBe('invariant');
    expect(scaleOf([minimum(), raw], 'area')).toBe('dependent');
    expect(scaleOf([moved], 'roughness')).toBe('dependent');
    expect(scaleOf([raw], 'testError')).toBe('invariant');
    for (const { id, scale } of sharpnessMeasures.all) expect(scaleOf([minimum()], id)).toBe(scale);
  });

  it('says at which level the widths and areas are, also where the table is copied', () => {
    const rows = numbersRows([minimum()]).filter(({ id }) => /^(width|area)/.test(id));
    expect(rows.length).toBe(3);
    for (const { label } of rows) {
      for (const language of LANGUAGES)
        expect((numbers as Record<string, Record<string, string>>)[label]?.[language]).toContain('L₀ + 0.5');
    }
  });

  it('has a name and a line for every number in both languages', () => {
    for (const row of numbersRows([minimum()])) {
      for (const language of LANGUAGES) {
        for (const key of [row.label, row.about]) expect((numbers as Record<string, Record<string, string>>)[key]?.[language]).toBeTruthy();
      }
    }
    setLanguage('en');
    expect(() => t('numbers.nothing')).toThrow();
  });
});

describe('basins of other runs', () => {
  const AXES = [{ id: 'between', params: { run: 2, at: 'end', epoch: 1, orthogonal: false }, seed: null }];
  const between = { ...tinyRecipe(), axes: AXES };
  const range = { min: -0.5, max: 1.5, points: 41 };
  /** Wells at 0 and at 1, the second four times as sharp outwards. */
  const wells = (alpha: number): number => (alpha < 0.5 ? 4 * alpha * alpha : 16 * (alpha - 1) ** 2);
  const line: Landscape = {
    ...bowl(1, 1),
    axes: [range],
    loss: Float32Array.from({ length: 41 }, (_, i) => wells(-0.5 + i / 20)),
    done: new Uint8Array(41).fill(1),
  };

  it('are read off the line to them, and lines have no second width and no area', () => {
    const minima = [0, 1].map((run) => minimum({ recipe: between, landscape: line, basin: basinPlace(between, line, run, METRICS) }));
    expect(basinPlace(between, line, 1, METRICS)).toMatchObject({ place: [1, 0], centreLoss: 0 });
    const cells = cellsOf(minima);
    expect(cells.widthAlpha).toEqual([expect.stringMatching(/^0\.7/), expect.stringMatching(/^0\.3/)]);
    expect(cells.widthBeta).toBeUndefined();
    expect(cells.area).toBeUndefined();
  });

  it('are read off a plane where their path ends on it, and not where it ends off it', () => {
    const plane = bowl(2, 0.1);
    const end = { epoch: 4, alpha: 0.5, beta: -0.25, length: 3, distance: 1e-4, loss: 0.4, planeLoss: 0.4 };
    const on = { ...plane, paths: [{ run: 1, points: [end] }] };
    expect(basinPlace(tinyRecipe(), on, 1, METRICS)?.place).toEqual([0.5, -0.25]);
    for (const off of [{ distance: 1 }, { alpha: 1.5 }])
      expect(basinPlace(tinyRecipe(), { ...plane, paths: [{ run: 1, points: [{ ...end, ...off }] }] }, 1, METRICS)).toBeNull();
    expect(basinPlace(tinyRecipe(), plane, 1, METRICS)).toBeNull();
    expect(basinPlace(tinyRecipe(), null, 0, METRICS)).toBeNull();
  });
});

describe('measuring', () => {
  const subjectOf = (test: ReturnType<typeof setUpApp>, pane: number) => {
    const recipe = test.app().document.panes[pane];
    const checkpoint = test.results.pane(pane).snapshot.checkpoints.at(-1);
    if (!recipe || !checkpoint) throw new Error(`Pane ${pane} is not trained.`);
    return { recipe, checkpoint };
  };

  it('gives every measure of a checkpoint; the same whatever the axes are', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const measure = async (subject: ReturnType<typeof subjectOf>): Promise<Map<string, number>> => {
      const found = new Map<string, number>();
      await test.app().measureSharpness(subject, ({ id, value }) => void found.set(id, value), new AbortController().signal);
      return found;
    };
    const subject = subjectOf(test, 1);
    const found = await measure(subject);
    expect([...found.keys()]).toEqual(sharpnessMeasures.all.map(({ id }) => id));
    expect(found.get('largestEigenvalue')).toBeGreaterThan(0);
    const { recipe, checkpoint } = subject;
    const [axis] = recipe.axes;
    if (!axis) throw new Error('There is no axis.');
    expect(await measure({ recipe: { ...recipe, axes: [{ ...axis, id: 'gradient', params: {} }] }, checkpoint })).toEqual(found);
  });

  it('ends at once when it is cancelled, with nothing more to come', async () => {
    const test = setUpApp();
    await runToEnd(test);
    const abort = new AbortController();
    const ids: string[] = [];
    const onValue = ({ id }: SharpnessValue): void => {
      ids.push(id);
      abort.abort();
    };
    await expect(test.app().measureSharpness(subjectOf(test, 0), onValue, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(ids.length).toBeLessThan(sharpnessMeasures.all.length);
    expect(ids[0]).toBe('largestEigenvalue');
  });
});
