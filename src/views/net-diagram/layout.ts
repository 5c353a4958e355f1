import type { DiagramBox } from '../../catalog/nets/diagram';
import type { OutlineUnit } from './outline';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A box as drawn: a whole unit, or one of its boxes. */
export interface PlacedBox extends Rectangle {
  readonly unit: OutlineUnit;
  /** What it stands for, of the first repetition and of the last. */
  readonly first: readonly DiagramBox[];
  readonly last: readonly DiagramBox[];
  /** Parameters of all repetitions, and of shortcuts that join here. */
  readonly parameters: number;
}

/** A skip as drawn: leaves the main path at `top`, runs down at x, and joins it at `bottom`. */
export interface PlacedSkip {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly kind: 'add' | 'concatenate';
  /** The shortcut's own convolution, on the way. */
  readonly through: (Rectangle & { readonly box: DiagramBox }) | null;
}

/** "×9" beside the boxes that are repeated together; a box that stands for a whole unit says it itself. */
export interface PlacedRepeat extends Rectangle {
  readonly count: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Of the main path. */
  readonly centre: number;
  readonly boxes: readonly PlacedBox[];
  readonly skips: readonly PlacedSkip[];
  readonly repeats: readonly PlacedRepeat[];
}

export interface LayoutOptions {
  readonly width: number;
  readonly rowHeight: number;
  /** One box for each unit, or for each of its boxes. */
  readonly detail: 'units' | 'boxes';
}

/** Between two boxes: room for a skip to join, and below it for the next to leave. */
export const GAP = 16;
export const JOIN = 5;
const LEAVE = 11;
/** Distance of neighbouring skips, without and with a convolution on one of them, and of the last from what follows. */
const LANE = 12;
const WIDE_LANE = 24;
const BESIDE = 3;
const THROUGH = { width: 22, height: 14 };
const REPEAT = 26;

/** Places a net's outline from top to bottom, skips to the right of the boxes. Nothing overlaps; lengths in CSS pixels. */
export function layOut(outline: readonly OutlineUnit[], { width, rowHeight, detail }: LayoutOptions): Layout {
  const rows = outline.flatMap((unit, index) => rowsOf(unit, index, detail));
  const spans = outline.flatMap((unit, index) => {
    const first = rows.findIndex((row) => row.index === index);
    return unit.skips.map(({ fromUnit, joinsAfter, kind, through }) => ({
      from: rows.findLastIndex((row) => row.index === fromUnit),
      to: detail === 'units' ? first : first + joinsAfter,
      kind,
      through,
    }));
  });
  const lanes = assignLanes(spans);
  const laneWidth = spans.some(({ through }) => through !== null) ? WIDE_LANE : LANE;
  const laneCount = Math.max(0, ...lanes.map((lane) => lane + 1));
  const repeated = detail === 'boxes' && outline.some(({ repetitions }) => repetitions.length > 1);
  const boxWidth = width - laneCount * laneWidth - (laneCount > 0 ? BESIDE : 0) - (repeated ? REPEAT : 0);
  const y = (row: number): number => row * (rowHeight + GAP);
  return {
    width,
    height: y(rows.length) - GAP,
    centre: boxWidth / 2,
    boxes: rows.map(({ unit, first, last, parameters }, row) => ({
      unit,
      first,
      last,
      parameters,
      x: 0,
      y: y(row),
      width: boxWidth,
      height: rowHeight,
    })),
    skips: spans.map(({ from, to, kind, through }, i) => {
      const x = boxWidth + lanes[i] * laneWidth + laneWidth / 2;
      const [top, bottom] = [y(from) + rowHeight + LEAVE, y(to) + rowHeight + JOIN];
      const middle = (top + bottom) / 2;
      const box = through && { box: through, x: x - THROUGH.width / 2, y: middle - THROUGH.height / 2, ...THROUGH };
      return { x, top, bottom, kind, through: box };
    }),
    repeats: outline.flatMap(({ repetitions }, index) => {
      if (!repeated || repetitions.length === 1) return [];
      const [first, last] = [rows.findIndex((row) => row.index === index), rows.findLastIndex((row) => row.index === index)];
      return [{ count: repetitions.length, x: width - REPEAT, y: y(first), width: REPEAT, height: y(last) + rowHeight - y(first) }];
    }),
  };
}

function rowsOf(unit: OutlineUnit, index: number, detail: LayoutOptions['detail']) {
  const [first] = unit.repetitions;
  const last = unit.repetitions[unit.repetitions.length - 1];
  if (detail === 'units') return [{ unit, index, first, last, parameters: unit.parameters }];
  const own = first.map((_, at) => unit.repetitions.reduce((sum, boxes) => sum + boxes[at].parameters, 0));
  const rest = unit.parameters - own.reduce((sum, parameters) => sum + parameters, 0);
  const joins = unit.skips.find(({ through }) => through !== null)?.joinsAfter;
  return first.map((box, at) => ({ unit, index, first: [box], last: [last[at]], parameters: own[at] + (at === joins ? rest : 0) }));
}

/** A lane for each span, so that spans that overlap are in different ones: the first free one, from the inside. */
function assignLanes(spans: readonly { readonly from: number; readonly to: number }[]): number[] {
  const taken: { from: number; to: number }[][] = [];
  return spans.map((span) => {
    let lane = 0;
    while (taken[lane]?.some(({ from, to }) => from < span.to && span.from < to)) lane++;
    taken[lane] ??= [];
    taken[lane].push(span);
    return lane;
  });
}
