import { beforeAll, describe, expect, it } from 'vitest';
import { nets } from '../../src/catalog/nets';
import { describeNet } from '../../src/catalog/nets/diagram';
import { defaultParams, type ParamSpec, type ParamValue } from '../../src/catalog/params';
import { addTexts, setLanguage } from '../../src/i18n';
import { formatNumber } from '../../src/i18n/format';
import { netDiagram } from '../../src/i18n/messages/net-diagram';
import { type Layout, layOut, type Rectangle } from '../../src/views/net-diagram/layout';
import { type OutlineUnit, outlineOf } from '../../src/views/net-diagram/outline';
import { type Room, shapeText, titleText, unitText } from '../../src/views/net-diagram/words';

const IMAGES = [14, 28, 32].map((side) => ({ inputShape: [side, side, side === 32 ? 3 : 1], classes: 10 }));
const POINTS = { inputShape: [2], classes: 2 };

/** Values that change what a net looks like: every choice, both flags, and the ends of numbers. */
function valuesOf(spec: ParamSpec): ParamValue[] {
  if (spec.kind === 'choice') return spec.options.map(({ id }) => id);
  return spec.kind === 'flag' ? [true, false] : [spec.min, spec.default, spec.max];
}

/** Every net with every value of each of its settings, on images of three sizes and, where it can be, on points. */
const CASES = nets.all.flatMap((spec) => {
  const base = defaultParams(spec.params);
  const settings = Object.entries(spec.params)
    .filter(([id]) => !id.startsWith('init'))
    .flatMap(([id, param]) => valuesOf(param).map((value) => ({ ...base, [id]: value })));
  const variants = [...new Map(settings.map((params) => [JSON.stringify(params), params])).values()];
  return variants.flatMap((params) =>
    [...IMAGES, ...(spec.needsImages ? [] : [POINTS])].map(
      (input) => [`${spec.id} ${JSON.stringify(params)} on ${input.inputShape.join('×')}`, spec, params, input] as const,
    ),
  );
});

const ROOMS: readonly (readonly [Room, number, number, number, Parameters<typeof layOut>[1]['detail']])[] = [
  ['little', 111, 32, 10, 'units'],
  ['some', 233, 32, 11, 'units'],
  ['much', 298, 38, 12, 'boxes'],
];

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Nothing covers anything else, and all of it is inside. */
function expectSound({ width, height, boxes, skips, repeats }: Layout): void {
  const things: Rectangle[] = [...boxes, ...skips.flatMap(({ through }) => (through ? [through] : [])), ...repeats];
  things.forEach((thing, i) => {
    for (const other of things.slice(i + 1)) expect(overlap(thing, other)).toBe(false);
    expect(thing.x >= 0 && thing.y >= 0 && thing.x + thing.width <= width && thing.y + thing.height <= height).toBe(true);
  });
  for (const { x, top, bottom, through } of skips) {
    const arc = { x: x - 1, y: top, width: 2, height: bottom - top };
    for (const thing of [...boxes, ...repeats]) expect(overlap(arc, thing)).toBe(false);
    expect(bottom).toBeLessThan(height);
    for (const other of skips) if (other.through && other.through !== through) expect(overlap(arc, other.through)).toBe(false);
  }
  const ends = skips.flatMap(({ x, top, bottom }) => [`${x} ${top}`, `${x} ${bottom}`]);
  expect(new Set(ends).size).toBe(ends.length);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const outlines = new Map<string, { outline: OutlineUnit[]; parameters: number }>();

beforeAll(() => {
  addTexts(netDiagram);
  for (const [name, spec, params, input] of CASES) {
    const diagram = describeNet(spec.build(params, input));
    outlines.set(name, { outline: outlineOf(diagram), parameters: diagram.parameters });
  }
});

describe.each(CASES.map(([name]) => name))('%s', (name) => {
  it('is drawn without overlaps, with all its parameters, and its words fit', () => {
    const { outline, parameters } = outlines.get(name) ?? { outline: [], parameters: 0 };
    expect(sum(outline.map((unit) => unit.parameters))).toBe(parameters);
    for (const [room, width, rowHeight, fontSize, detail] of ROOMS) {
      const layout = layOut(outline, { width, rowHeight, detail });
      expectSound(layout);
      expect(sum(layout.boxes.map((box) => box.parameters))).toBe(parameters);
      for (const language of ['en', 'zh'] as const) {
        setLanguage(language);
        for (const { unit, first, last, width: room1, parameters: own } of layout.boxes) {
          const [title, shape] = [titleText(first, room), shapeText(first, last, room)];
          const count = unit.repetitions.length > 1 ? ` ×${unit.repetitions.length}` : '';
          const lines = room === 'much' ? [title + shape] : [title + count, room === 'some' ? `${shape}${formatNumber(own)}` : shape];
          // A digit is at most 0.64 em wide, a space or comma 0.3, a Chinese character 1.
          for (const line of lines)
            expect(sum([...line].map((char) => (char > '⺀' ? 1 : ' ,'.includes(char) ? 0.3 : 0.64))) * fontSize).toBeLessThan(room1 - 8);
        }
      }
      setLanguage('en');
    }
    // Even the deepest nets stay short enough for the rail.
    expect(outline.length).toBeLessThanOrEqual(16);
  });
});

describe('an outline', () => {
  const of = (id: string, params: Record<string, ParamValue>) => {
    const spec = nets.get(id);
    return outlineOf(describeNet(spec.build({ ...defaultParams(spec.params), ...params }, IMAGES[0])));
  };
  const counts = (outline: readonly OutlineUnit[]) => outline.map(({ repetitions }) => repetitions.length);

  it('folds equal blocks, with and without shortcuts alike', () => {
    const [plain, residual] = [false, true].map((skips) => of('resnet', { depth: '56', skips }));
    expect(counts(residual)).toEqual([1, 1, 9, 1, 8, 1, 8, 1, 1]);
    expect(counts(plain).reduce((a, b) => a + b, 0)).toBe(sum(counts(residual)));
    expect(plain.flatMap(({ skips }) => skips)).toEqual([]);
    expect(residual.map(({ skips }) => skips.map(({ through }) => through !== null))).toEqual([
      [],
      [],
      [false],
      [true],
      [false],
      [true],
      [false],
      [],
      [],
    ]);
    expect(residual[3].repetitions[0].map(({ main }) => main.stride)).toEqual([2, 1]);
  });

  it('folds the layers of dense nets and those of DenseNet, whose channels grow', () => {
    expect(counts(of('mlp', { depth: 30 }))).toEqual([1, 1, 29, 1]);
    const outline = of('densenet', { blocks: 4, growth: 6 });
    expect(counts(outline)).toEqual([1, 1, 4, 1, 1, 4, 1, 1, 4, 1, 1]);
    expect(outline[2].repetitions.map((boxes) => boxes[1].shape[2])).toEqual([18, 24, 30, 36]);
    expect(outline[2].skips).toMatchObject([{ kind: 'concatenate', fromUnit: 1, joinsAfter: 1, through: null }]);
  });

  it('is told in words', () => {
    const [images, , block, wider] = of('resnet', { depth: '14' }).map(unitText);
    expect(images).toBe('images, gives 14×14×1, parameters: 0');
    expect(block).toBe('2 times in a row: conv 3×3, 3×3, gives 14×14×8, parameters: 2368; a skip adds what went in');
    expect(wider).toMatch(/^conv 3×3, 3×3, stride 2, gives 7×7×16, .*; a skip adds what went in, through a 1×1 convolution$/);
  });
});
