import { afterEach, describe, expect, it } from 'vitest';
import type { ParamValue } from '../../src/catalog/params';
import { limitsOf } from '../../src/experiment/limits';
import { parseDocument } from '../../src/experiment/parse';
import { presets } from '../../src/experiment/presets';
import type { Document } from '../../src/experiment/recipe';
import { setLanguage } from '../../src/i18n';
import { addPane, removePane } from '../../src/panels/pane-edits';
import { estimateSeconds } from '../../src/panels/rail/estimate';
import { differs, type Field, makeEqual, panesWith, settled, writeAll } from '../../src/panels/rail/fields';
import { presentRows, STEPS, stepDiffers } from '../../src/panels/rail/steps';
import { phrase, summary } from '../../src/panels/rail/words';

const pair = (): Document => presets.get('skip-connections').build();
const fieldsOf = (document: Document): Field[] => STEPS.flatMap((step) => presentRows(step, document).flatMap((row) => row.fields));

function field(document: Document, id: string): Field {
  const found = fieldsOf(document).find((candidate) => candidate.id === id);
  if (!found) throw new Error(`There is no field ${id}.`);
  return found;
}

/** Another valid value of a field, or none where there is only one. */
function otherValue(one: Field, document: Document): ParamValue | undefined {
  const spec = one.spec(document, 0);
  const value = one.read(document, 0);
  if (!spec) return undefined;
  if (spec.kind === 'flag') return !value;
  if (spec.kind === 'number') return value === spec.max ? spec.min : spec.max;
  return spec.options.find(({ id }) => id !== value && !one.optionReason?.(document, 0, id))?.id;
}

afterEach(() => setLanguage('en'));

describe('every control of the rail', () => {
  it('reads what it wrote, in its pane only, and leaves a document that parses', () => {
    const document = pair();
    let written = 0;
    for (const one of fieldsOf(document)) {
      const value = otherValue(one, document);
      if (value === undefined || one.reason?.(document, 0)) continue;
      const raw = one.write(document, 0, value);
      expect(one.spec(raw, 0) ? one.read(raw, 0) : value, one.id).toBe(value);
      if (!one.shared) expect(raw.panes[1], one.id).toEqual(document.panes[1]);
      const next = settled(raw);
      for (const recipe of next.panes) expect(limitsOf(recipe), one.id).toEqual([]);
      expect(parseDocument(JSON.parse(JSON.stringify(next))).ok, one.id).toBe(true);
      written++;
    }
    expect(written).toBeGreaterThan(30);
  });

  it('can be made to differ and made equal again', () => {
    const document = pair();
    for (const step of STEPS) {
      for (const row of presentRows(step, document)) {
        const one = row.fields[0];
        if (!one || one.shared || differs(one, document) || one.reason?.(document, 1)) continue;
        const value = otherValue(one, document);
        if (value === undefined) continue;
        const split = one.write(document, 1, value);
        if (panesWith(one, split).length === 2) expect(differs(one, split), one.id).toBe(true);
        const equal = makeEqual(row, split);
        expect(differs(one, equal), one.id).toBe(false);
        expect(one.read(equal, 1), one.id).toBe(one.read(document, 0));
      }
    }
  });
});

describe('the direction seed', () => {
  it('is the shared one until the panes differ, and again when they agree', () => {
    const document = pair();
    const seed = field(document, 'axes.seed');
    const both = writeAll(seed, document, [0, 1], 7);
    expect(both.shared.directionSeed).toBe(7);
    expect(both.panes.flatMap((pane) => pane.axes.map((axis) => axis.seed))).toEqual([null, null, null, null]);
    const split = seed.write(both, 1, 8);
    expect(split.shared.directionSeed).toBe(7);
    expect(split.panes[1]?.axes.map((axis) => axis.seed)).toEqual([8, 8]);
    const equal = seed.write(split, 1, 7);
    expect(equal.panes[1]?.axes.map((axis) => axis.seed)).toEqual([null, null]);
  });
});

describe('rescaling', () => {
  it('says why it is off, and can be pressed on a net that allows it', () => {
    const document = pair();
    expect(field(document, 'origin.rescale').reason?.(document, 0)).toBe('nets.reparametrisation.batchNorm');
    const plain = presets.get('rescaled').build();
    const rescale = field(plain, 'origin.rescale');
    expect(rescale.reason?.(plain, 0)).toBeNull();
    expect(rescale.write(plain, 0, true).panes[0]?.origin.rescale).toBe(10);
    expect(rescale.write(plain, 0, false).panes[0]?.origin.rescale).toBe(1);
  });
});

describe('summaries', () => {
  it('names a net on images before its settings', () => {
    const [data, net] = STEPS.map((step) => summary(step, presets.get('resnet-fashion').build()));
    expect([data, net]).toEqual(['Fashion-MNIST', 'ResNet · 44 layers · ReLU']);
    expect(summary(STEPS[4], presets.get('resnet-fashion').build())).toMatch(/ · training images( |$)/);
  });

  it('tell each step in a line, and what differs in chips', () => {
    const document = pair();
    expect(STEPS.map((step) => summary(step, document))).toEqual([
      'Two spirals · 512 points · noise 0.02',
      '30 layers of 16 · ReLU · batch norm',
      'Adam 0.003 · batch 64 · 120 epochs',
      `2 random · scaled per filter · seed ${document.shared.directionSeed}`,
      '65 × 65 · loss · training points',
    ]);
    expect(STEPS.filter((step) => stepDiffers(step, document)).map((step) => step.id)).toEqual(['net']);
    const shallow = writeAll(field(document, 'net.depth'), document, [0, 1], 1);
    expect(summary(STEPS[1], shallow)).toMatch(/^1 layer of 16 · /);
    const skips = field(document, 'net.skips');
    expect([0, 1].map((pane) => phrase(skips, document, pane))).toEqual(['skips on', 'skips off']);
  });

  it('tell which way axes go in one go', () => {
    const directions = (id: string): string => STEPS.map((step) => summary(step, presets.get(id).build()))[3] ?? '';
    expect(directions('three-minima')).toBe('α to the end of run 2 · β to the end of run 3, at a right angle');
    expect(directions('optimizer-paths')).toBe('Principal axes 1 and 2 of the path · around run 3 · fit to the paths');
    expect(directions('batch-line')).toBe('α to the end of run 2');
  });

  it('tell what is done to training images, where it is not nothing', () => {
    const document = presets.get('resnet-fashion').build();
    const augmentation = field(document, 'run.augmentation');
    const changed = writeAll(augmentation, document, [0, 1], 'flips-and-crops');
    const training = (shown: Document): string => STEPS.map((step) => summary(step, shown))[2] ?? '';
    expect(training(changed)).toBe(`${training(document)} · Random flips and crops`);
    expect(() => field(pair(), 'run.augmentation')).toThrow('no field');
  });

  it('exist for every preset in both languages', () => {
    for (const language of ['en', 'zh'] as const) {
      setLanguage(language);
      for (const preset of presets.all) {
        const document = preset.build();
        // Where every setting of a step differs, chips say it all.
        for (const step of STEPS)
          expect(summary(step, document) !== '' || stepDiffers(step, document), `${preset.id} ${step.id}`).toBe(true);
        for (const one of fieldsOf(document)) {
          for (const pane of panesWith(one, document)) expect(phrase(one, document, pane).length, one.id).toBeGreaterThan(0);
        }
      }
    }
  });
});

describe('panes', () => {
  it('are added as copies of the last, up to four, and removed down to one', () => {
    let document = pair();
    document = addPane(document);
    expect(document.panes[2]).toEqual({ ...document.panes[1], name: '' });
    document = addPane(addPane(document));
    expect(document.panes.length).toBe(4);
    expect(removePane(document, 0).panes[0]).toBe(document.panes[1]);
    for (let left = 4; left > 0; left--) document = removePane(document, 0);
    expect(document.panes.length).toBe(1);
  });
});

describe('the estimate before a run', () => {
  it('of the pair on images is the few minutes it takes', () => {
    const seconds = estimateSeconds(presets.get('resnet-fashion').build(), { workers: 4 }, [null, null]);
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(180);
  });

  it('grows with the work and shrinks with workers', () => {
    const document = pair();
    const epochs = field(document, 'run.epochs');
    const longer = writeAll(epochs, document, [0, 1], 5000);
    const two = estimateSeconds(document, { workers: 2 }, [null, null]);
    expect(two).toBeGreaterThanOrEqual(1);
    expect(estimateSeconds(longer, { workers: 2 }, [null, 'surface'])).toBe(estimateSeconds(document, { workers: 2 }, [null, 'surface']));
    expect(estimateSeconds(longer, { workers: 2 }, [null, 'training'])).toBeLessThan(estimateSeconds(longer, { workers: 2 }, [null, null]));
    expect(estimateSeconds(longer, { workers: 2 }, [null, null])).toBeGreaterThan(5 * two);
    expect(estimateSeconds(longer, { workers: 1 }, [null, null])).toBeGreaterThan(estimateSeconds(longer, { workers: 2 }, [null, null]));
  });
});
