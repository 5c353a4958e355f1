import { describe, expect, it } from 'vitest';
import { endNames } from '../../src/experiment/end-names';
import { presets } from '../../src/experiment/presets';
import { defaultAxis, defaultRecipe } from '../../src/experiment/recipe-defaults';
import { setLanguage } from '../../src/i18n';
import { say } from '../../src/i18n/say';

const between = (params: object) => ({
  ...defaultAxis(),
  id: 'between',
  params: { run: 1, at: 'end', epoch: 1, orthogonal: false, ...params },
});
const namesOf = (recipe: Parameters<typeof endNames>[0]) => endNames(recipe).map(({ at, name }) => [at, say(name)]);

describe('what a line goes through', () => {
  it('is named after the two trainings of Figure 2, in both panes and both languages', async () => {
    const { panes } = presets.get('batch-line').build();
    for (const pane of panes) {
      expect(namesOf(pane)).toEqual([
        [0, 'batch 16'],
        [1, 'full batch'],
      ]);
    }
    await setLanguage('zh');
    const [first, last] = namesOf(panes[0]);
    expect([first?.[1], last?.[1]].join()).not.toMatch(/[a-z]/i);
    await setLanguage('en');
  });

  it('is the end of a training and where it began, where there is one run; nothing of other lines and planes', () => {
    expect(namesOf(defaultRecipe({ axes: [between({ at: 'start' })] }))).toEqual([
      [0, 'trained'],
      [1, 'before training'],
    ]);
    const early = defaultRecipe({ axes: [between({ at: 'epoch', epoch: 20 })], origin: { run: 0, epoch: 0, rescale: 1 } });
    expect(namesOf(early)).toEqual([
      [0, 'before training'],
      [1, 'epoch 20'],
    ]);
    expect(namesOf(defaultRecipe({ axes: [defaultAxis()] }))).toEqual([]);
    expect(namesOf(defaultRecipe({ axes: [between({}), defaultAxis()] }))).toEqual([]);
  });
});
