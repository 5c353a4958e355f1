import { contours } from 'd3-contour';
import { strToU8 } from 'fflate';
import { coordinateOf } from '../experiment/basin';
import type { Landscape } from '../experiment/landscape';
import type { GridAxis } from '../experiment/recipe';
import { gridSize } from './contents';
import type { Format } from './types';

/**
 * Contour lines of every plane, side by side, as a figure for papers and slides: thin lines at half decades of loss, strong and labelled ones at
 * decades, a ring at the trained weights. Lines (one axis) are drawn as log loss over α. Losses that are not finite are left blank.
 */
export const svg: Format = {
  id: 'svg',
  extensions: ['svg'],
  mime: 'image/svg+xml',
  label: 'share.format.svg',
  recognises: () => false,
  encode(snapshot) {
    const drawn = snapshot.panes.flatMap(({ landscape }, i) => (landscape ? [drawPane(landscape, 'ABCD'[i] as string, i)] : []));
    const width = Math.max(1, drawn.length) * CELL;
    const placed = drawn.map((pane, i) => `<g transform="translate(${i * CELL + MARGIN} ${MARGIN})">\n${pane}\n</g>`);
    const style = 'font-family="Inter, sans-serif" font-size="12" fill="none" stroke="#1A1D20" stroke-linejoin="round"';
    return strToU8(
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${CELL}" width="${width}" height="${CELL}" ${style}>\n${placed.join('\n')}\n</svg>\n`,
    );
  },
};

const SIDE = 360;
const MARGIN = 48;
const CELL = SIDE + 2 * MARGIN;
const TEXT = 'fill="#1A1D20" stroke="none"';

function drawPane(landscape: Landscape, letter: string, index: number): string {
  const [alpha, beta] = landscape.axes as [GridAxis, GridAxis?];
  const heights = Float64Array.from(landscape.loss, (loss, i) => (landscape.done[i] && loss > 0 ? Math.log10(loss) : Number.NaN));
  const body = beta ? drawContours(heights, gridSize(landscape)) : drawLine(heights);
  const trained = beta ? `<circle cx="${place(alpha, 0)}" cy="${SIDE - place(beta, 0)}" r="4" stroke-width="1.5"/>` : '';
  const clip = `<clipPath id="frame${index}"><rect width="${SIDE}" height="${SIDE}"/></clipPath>`;
  return [
    clip,
    `<g clip-path="url(#frame${index})">${body}${trained}</g>`,
    `<rect width="${SIDE}" height="${SIDE}" stroke-width="1"/>`,
    `<text x="0" y="-14" font-size="15" font-weight="600" ${TEXT}>${letter}</text>`,
    ticks(alpha, (at, label) => `<text x="${at}" y="${SIDE + 18}" text-anchor="middle" ${TEXT}>${label}</text>`),
    `<text x="${SIDE / 2}" y="${SIDE + 36}" text-anchor="middle" ${TEXT}>α</text>`,
    beta ? ticks(beta, (at, label) => `<text x="-8" y="${SIDE - at + 4}" text-anchor="end" ${TEXT}>${label}</text>`) : '',
    `<text x="-36" y="${SIDE / 2 + 4}" text-anchor="middle" ${TEXT}>${beta ? 'β' : 'loss'}</text>`,
  ].join('\n');
}

/** Pixels from an axis' start to a coordinate. */
function place({ min, max }: GridAxis, coordinate: number): number {
  return round(((coordinate - min) / (max - min)) * SIDE);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function ticks(axis: GridAxis, draw: (at: number, label: string) => string): string {
  const quarters = Array.from({ length: 5 }, (_, i) => coordinateOf({ ...axis, points: 5 }, i));
  return quarters.map((coordinate) => draw(place(axis, coordinate), `${round(coordinate)}`.replace('-', '−'))).join('');
}

/** Levels at every half decade between the lowest and the highest finite height. */
function levelsOf(heights: Float64Array): number[] {
  const finite = heights.filter(Number.isFinite);
  const lowest = Math.ceil(2 * finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  const highest = Math.floor(2 * finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY));
  return finite.length === 0 ? [] : Array.from({ length: Math.max(0, highest - lowest + 1) }, (_, i) => (lowest + i) / 2);
}

function drawContours(heights: Float64Array, [columns, rows]: readonly [number, number]): string {
  // A hole counts as lower than all else, so the lines that would cross it ring it.
  const values = Array.from(heights, (height) => (Number.isFinite(height) ? height : Number.NEGATIVE_INFINITY));
  const generator = contours().size([columns, rows]);
  const labels: (readonly [number, number])[] = [];
  return levelsOf(heights)
    .map((level) => {
      const isDecade = Number.isInteger(level);
      // d3 puts grid point i at i + ½; rows go up the page.
      const toPage = ([x, y]: number[]): [number, number] => [
        round((((x as number) - 0.5) / (columns - 1)) * SIDE),
        round(SIDE - (((y as number) - 0.5) / (rows - 1)) * SIDE),
      ];
      const rings = generator.contour(values, level).coordinates.flatMap((polygon) => polygon.map((ring) => ring.map(toPage)));
      const path = rings.map((ring) => `M${ring.map((point) => point.join(' ')).join('L')}Z`).join('');
      const stroke = isDecade ? 'stroke-width="1.3"' : 'stroke-width="0.6" stroke-opacity="0.6"';
      return `<path d="${path}" ${stroke}/>${isDecade ? label(rings, level, labels) : ''}`;
    })
    .join('\n');
}

/** The value of a decade, where its longest line is highest on the page inside the frame, unless another label is there. */
function label(rings: readonly (readonly [number, number])[][], level: number, taken: (readonly [number, number])[]): string {
  const inside = rings
    .map((ring) => ring.filter(([x, y]) => x > 16 && x < SIDE - 16 && y > 12 && y < SIDE - 12))
    .sort((a, b) => b.length - a.length)[0];
  const [first, ...others] = inside ?? [];
  if (!first) return '';
  const [x, y] = others.reduce((best, point) => (point[1] < best[1] ? point : best), first);
  if (taken.some(([otherX, otherY]) => Math.abs(otherX - x) < 34 && Math.abs(otherY - y) < 11)) return '';
  taken.push([x, y]);
  const text = level >= -3 && level <= 4 ? String(Number((10 ** level).toPrecision(6))) : `1e${level}`.replace('-', '−');
  return `<text x="${x}" y="${y + 4}" font-size="10" font-weight="600" text-anchor="middle" fill="#1A1D20" stroke="#FFFFFF" stroke-width="3" paint-order="stroke">${text}</text>`;
}

function drawLine(heights: Float64Array): string {
  const finite = heights.filter(Number.isFinite);
  const lowest = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const span = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) - lowest || 1;
  let pen = 'M';
  let path = '';
  heights.forEach((height, i) => {
    if (!Number.isFinite(height)) {
      pen = 'M';
      return;
    }
    path += `${pen}${round((i / (heights.length - 1)) * SIDE)} ${round(SIDE - 12 - ((height - lowest) / span) * (SIDE - 24))}`;
    pen = 'L';
  });
  const ends = `<text x="6" y="${SIDE - 16}" font-size="10" ${TEXT}>${(10 ** lowest).toPrecision(3)}</text>`;
  const top = `<text x="6" y="20" font-size="10" ${TEXT}>${(10 ** (lowest + span)).toPrecision(3)}</text>`;
  return finite.length === 0 ? '' : `<path d="${path}" stroke-width="1.5"/>${ends}${top}`;
}
