import { describe, expect, it } from 'vitest';
import { directions } from '../../src/catalog/directions';
import type { RunPoint } from '../../src/catalog/directions/types';
import type { ParamValues } from '../../src/catalog/params';
import { explainedByChance } from '../../src/engine/explained-by-chance';
import { datasetOf, netOf } from '../../src/engine/setup';
import { provenanceLines } from '../../src/experiment/provenance';
import type { DirectionSpec } from '../../src/experiment/recipe';
import { choose, defaultAxis } from '../../src/experiment/recipe-defaults';
import { addTexts } from '../../src/i18n';
import { captions } from '../../src/i18n/messages/captions';
import { say } from '../../src/i18n/say';
import { runToEnd, setUpApp } from './support/app';
import { tinyDocument, tinyRecipe } from './support/tiny';

addTexts(captions);

const recipe = tinyRecipe({ net: { ...tinyRecipe().net, params: { ...tinyRecipe().net.params, width: 40, depth: 3 } } });
const net = netOf(recipe, datasetOf(recipe));
const theta = new Float32Array(net.parameters.size);
/** Checkpoints from 0 on, `step` apart in every weight. */
const path = (run: number, count: number, step = 0): RunPoint[] =>
  Array.from({ length: count }, (_, epoch) => ({ run, epoch, theta: theta.map(() => step * epoch), state: new Float32Array(0) }));
const principal = (params: ParamValues): DirectionSpec => ({ ...choose(directions, 'principal', params), seed: null });
const pair = (params: ParamValues = {}) => [principal({ ...params, component: 1 }), principal({ ...params, component: 2 })];
const byChance = (axes: readonly DirectionSpec[], points: readonly RunPoint[], origin = recipe.origin) =>
  explainedByChance({ axes, origin }, net.parameters, points);

describe('what a random walk would explain', () => {
  it('is 60.8 % and 15.2 % for a long centred walk, about 81 % and 9 % for one taken from its end', () => {
    const centred = byChance(pair(), path(0, 61));
    expect(centred?.axes[0]).toBeCloseTo(0.608, 1);
    expect(centred?.axes[1]).toBeCloseTo(0.152, 1);
    const raw = byChance(pair({ centred: false }), path(0, 61));
    expect(raw?.axes[0]).toBeCloseTo(0.81, 1);
    expect(raw?.axes[1]).toBeCloseTo(0.09, 1);
    expect((raw?.axes[0] ?? 0) - (centred?.axes[0] ?? 1)).toBeGreaterThan(0.1);
  });

  it('is given for principal axes only, and for the first ten components', () => {
    const mixed = byChance([principal({ component: 2 }), defaultAxis()], path(0, 21));
    expect(mixed?.axes[0]).toBe(mixed?.scree[1]);
    expect(mixed?.axes[1]).toBeNaN();
    expect(mixed?.scree).toHaveLength(10);
    expect(mixed?.scree).toEqual(mixed?.scree.toSorted((a, b) => b - a));
    expect(byChance(pair(), path(0, 4))?.scree).toHaveLength(4);
    expect(byChance([defaultAxis(), defaultAxis()], path(0, 21))).toBeNull();
  });

  it('takes a walk for each of several runs, with steps as long as theirs', () => {
    const shareOf = (...lengths: readonly number[]) =>
      byChance(
        pair(),
        lengths.flatMap((step, run) => path(run, 21, step)),
      )?.axes[0] ?? 0;
    const alone = shareOf(1);
    expect(shareOf(1, 1, 1, 1)).toBeLessThan(alone - 0.15);
    // The walk with the long steps is all that is seen, from where the others end.
    expect(shareOf(1, 1, 100, 1)).toBeGreaterThan(alone + 0.1);
  });

  it('is not made up for runs of several starts, for axes taken in two ways, or from another point than an end', () => {
    const apart = path(1, 9, 1).map((point) => ({ ...point, theta: point.theta.map((value) => value + 1) }));
    expect(byChance(pair(), [...path(0, 9, 1), ...path(1, 9, 1)])).not.toBeNull();
    expect(byChance(pair(), [...path(0, 9, 1), ...apart])).toBeNull();
    expect(byChance(pair({ paths: 'own' }), [...path(0, 9, 1), ...apart])).not.toBeNull();
    expect(byChance([principal({ component: 1 }), principal({ component: 2, centred: false })], path(0, 9))).toBeNull();
    expect(byChance(pair({ centred: false }), path(0, 9), { ...recipe.origin, epoch: 2 })).toBeNull();
    expect(byChance(pair(), path(0, 2))).toBeNull();
  });

  it('is said after the share of the path that was trained', async () => {
    const document = { ...tinyDocument(), panes: [{ ...tinyRecipe(), axes: pair() }] };
    const test = setUpApp({ document });
    await runToEnd(test);
    const { landscape } = test.results.pane(0).snapshot;
    const shares = landscape?.explainedByChance ?? [];
    // Three checkpoints, centred, lie in a plane: both the path and the walk.
    expect((shares[0] ?? 0) + (shares[1] ?? 0)).toBeCloseTo(1, 6);
    expect(shares[0]).toBeLessThan(0.99);
    const said = provenanceLines(test.app().document, 0, { landscape, cut: null }).map(say);
    expect(landscape?.scree).toHaveLength(3);
    expect(landscape?.scree?.slice(0, 2)).toEqual(landscape?.explained);
    expect(landscape?.screeByChance?.slice(0, 2)).toEqual(shares);
    const at = said.indexOf('A random walk would give 100 %.');
    expect(said[at - 1]).toMatch(/^The two axes show \d+ % of the movement/);
  });
});
