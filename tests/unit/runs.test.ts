import { afterEach, describe, expect, it } from 'vitest';
import { optimizers } from '../../src/catalog/optimizers';
import type { ParamValue } from '../../src/catalog/params';
import { parseDocument } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import type { Document, Run } from '../../src/experiment/recipe';
import { choose, defaultRecipe, defaultRun } from '../../src/experiment/recipe-defaults';
import { runNames } from '../../src/experiment/run-names';
import { setLanguage } from '../../src/i18n';
import { say } from '../../src/i18n/say';
import { MAX_SEED } from '../../src/math/random';
import { directionsRows } from '../../src/panels/rail/directions-rows';
import { differs, type Field, mixedValues, panesWith } from '../../src/panels/rail/fields';
import { addRun, removeRun, shiftedSeed } from '../../src/panels/rail/runs';
import { STEPS } from '../../src/panels/rail/steps';
import { trainingRows } from '../../src/panels/rail/training-rows';
import { mixedText, summary } from '../../src/panels/rail/words';

const names = (...runs: Partial<Run>[]): string[] => runNames(defaultRecipe({ runs: runs.map((run) => defaultRun(run)) })).map(say);
const sgd = (momentum: number) => ({ optimizer: choose(optimizers, 'sgd', { momentum }), learningRate: 0.05 });
const training = STEPS.find(({ id }) => id === 'training');

function field(document: Document, id: string, chosen: number | null = null): Field {
  const found = trainingRows(document, chosen).find((row) => row.id === id)?.fields[0];
  if (!found) throw new Error(`There is no field ${id}.`);
  return found;
}

/** The default pair, its panes with these runs. */
function pairOf(...runs: Partial<Run>[]): Document {
  const pair = presets.get('skip-connections').build();
  return { ...pair, panes: pair.panes.map((recipe) => ({ ...recipe, runs: runs.map((run) => defaultRun(run)) })) };
}

afterEach(() => setLanguage('en'));

describe('names of runs', () => {
  it('say what differs, and no more', () => {
    expect(names({ batchSize: 64 }, { batchSize: 512, seed: 2 })).toEqual(['batch 64', 'batch 512']);
    expect(names({ batchSize: 64 }, { batchSize: 0 })).toEqual(['batch 64', 'full batch']);
    expect(names({}, { seed: 7 })).toEqual(['seed 1', 'seed 7']);
    expect(names({}, {})).toEqual(['run 1', 'run 2']);
    expect(names({})).toEqual(['run 1']);
    expect(names({}, { ...sgd(0.9), seed: 2 }, { seed: 3 })).toEqual(['Adam, seed 1', 'SGD', 'Adam, seed 3']);
  });

  it('leave out what goes with the optimizer unless two would be called the same', () => {
    expect(names(sgd(0), sgd(0.9), {}, { ...sgd(0), batchSize: 16 })).toEqual(['SGD', 'SGD, momentum 0.9', 'Adam', 'SGD, batch 16']);
    expect(names({ learningRate: 0.01 }, { learningRate: 0.1, seed: 2 })).toEqual(['rate 0.01', 'rate 0.1']);
    expect(names({ ...sgd(0.9), learningRate: 0.01 }, { ...sgd(0.9), learningRate: 0.1 }, {})).toEqual([
      'SGD, rate 0.01',
      'SGD, rate 0.1',
      'Adam',
    ]);
  });

  it('differ in both languages', () => {
    setLanguage('zh');
    expect(names({ batchSize: 64 }, { batchSize: 512 })).toEqual(['批大小 64', '批大小 512']);
  });
});

describe('adding and removing runs', () => {
  it('copies the last with the next seed, up to eight', () => {
    let recipe = defaultRecipe({ runs: [defaultRun({ epochs: 9, seed: 5 })] });
    for (let i = 0; i < 9; i++) recipe = addRun(recipe);
    expect(recipe.runs.map(({ seed, epochs }) => [seed, epochs])).toEqual([5, 6, 7, 8, 9, 10, 11, 12].map((seed) => [seed, 9]));
  });

  it('keeps the surface around the run it was around', () => {
    const recipe = {
      ...defaultRecipe({ runs: [1, 2, 3].map((seed) => defaultRun({ seed })) }),
      origin: { run: 1, epoch: 'last', rescale: 1 } as const,
    };
    const around = (removed: number) => {
      const { runs, origin } = removeRun(recipe, removed);
      return [runs.map(({ seed }) => seed), runs[origin.run]?.seed];
    };
    expect(around(0)).toEqual([[2, 3], 2]);
    expect(around(1)).toEqual([[1, 3], 1]);
    expect(around(2)).toEqual([[1, 2], 2]);
    expect(removeRun(defaultRecipe(), 0)).toEqual(defaultRecipe());
  });

  it('goes around the end of the seeds exactly', () => {
    expect(shiftedSeed(MAX_SEED, 1)).toBe(0);
    expect(shiftedSeed(MAX_SEED, MAX_SEED)).toBe(MAX_SEED - 1);
    expect(shiftedSeed(0, -1)).toBe(MAX_SEED);
    expect(shiftedSeed(3, 4)).toBe(7);
  });
});

describe('settings of several runs', () => {
  it('go to all runs, or to the chosen one', () => {
    const document = pairOf({ seed: 1 }, { seed: 2 }, { seed: 3 });
    const written = (chosen: number | null, id: string, value: ParamValue) => field(document, id, chosen).write(document, 0, value);
    const batches = (changed: Document) => changed.panes[0]?.runs.map(({ batchSize }) => batchSize);
    expect(batches(written(null, 'run.batchSize', 32))).toEqual([32, 32, 32]);
    expect(batches(written(1, 'run.batchSize', 32))).toEqual([64, 32, 64]);
    expect(written(1, 'run.batchSize', 32).panes[1]).toEqual(document.panes[1]);
    const seeds = (changed: Document) => changed.panes[0]?.runs.map(({ seed }) => seed);
    expect(seeds(written(null, 'run.seed', 11))).toEqual([11, 12, 13]);
    expect(seeds(written(2, 'run.seed', 11))).toEqual([1, 2, 11]);
  });

  it('show what all runs have: settings of one optimizer alone are hidden until its run is chosen', () => {
    const document = pairOf({}, sgd(0.9));
    const has = (id: string, chosen: number | null) => panesWith(field(document, id, chosen), document).length;
    expect([null, 0, 1].map((chosen) => has('optimizer.momentum', chosen))).toEqual([0, 0, 2]);
    expect([null, 0, 1].map((chosen) => has('optimizer.weightDecay', chosen))).toEqual([2, 2, 2]);
    expect(has('run.batchSize', 2)).toBe(0);
  });

  it('are said where they differ, on the open step and on the closed one', () => {
    const document = pairOf({ batchSize: 16 }, { batchSize: 512 });
    const size = field(document, 'run.batchSize');
    expect(mixedValues(size, document, 0)).toEqual([16, 512]);
    expect(mixedText(size, document, 0)).toBe('16 / 512');
    expect(mixedText(field(document, 'run.epochs'), document, 0)).toBeNull();
    expect(mixedText(field(document, 'run.batchSize', 1), document, 0)).toBeNull();
    if (!training) throw new Error('There is no training step.');
    expect(summary(training, document)).toBe('2 runs: batch 16 / batch 512 · Adam 0.003 · 120 epochs');
    const one = { ...document, panes: document.panes.map((recipe, pane) => (pane === 0 ? recipe : removeRun(recipe, 1))) };
    expect(differs(size, one)).toBe(true);
    expect(parseDocument(JSON.parse(JSON.stringify(one))).ok).toBe(true);
  });
});

describe('the point that a picture is around', () => {
  const origin = (document: Document, id: string): Field => {
    const found = directionsRows(document).find((row) => row.id === id)?.fields[0];
    if (!found) throw new Error(`There is no field ${id}.`);
    return found;
  };
  const around = (document: Document) => [document.panes[0]?.origin.run, document.panes[0]?.origin.epoch];

  it('is any kept checkpoint of any run; the last epoch is the end', () => {
    const document = pairOf({ epochs: 23, checkpointEvery: 5 }, { epochs: 40, checkpointEvery: 8, seed: 2 });
    const at = (epoch: number) => around(origin(document, 'origin.epoch').write(document, 0, epoch))[1];
    expect([0, 4, 11, 20, 21, 22, 23].map(at)).toEqual([0, 5, 10, 20, 20, 'last', 'last']);
    const second = origin(document, 'origin.run').write(document, 0, 2);
    expect(around(second)).toEqual([1, 'last']);
    expect(origin(second, 'origin.epoch').read(second, 0)).toBe(40);
    expect(around(origin(second, 'origin.epoch').write(second, 0, 17))).toEqual([1, 16]);
    expect(panesWith(origin(pairOf({}), 'origin.run'), pairOf({}))).toEqual([]);
    const [short, long] = [pairOf({ epochs: 10 }), pairOf({ epochs: 20 })];
    const ends = { ...short, panes: [short.panes[0], long.panes[0]] } as Document;
    expect(differs(origin(ends, 'origin.epoch'), ends)).toBe(false);
    const apart = origin(ends, 'origin.epoch').write(ends, 1, 10);
    expect(differs(origin(apart, 'origin.epoch'), apart)).toBe(true);
  });
});
