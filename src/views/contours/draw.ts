import { channels, type PlotTheme } from '../plot-theme';
import { type HeightField, latticeSteps } from './field';
import type { Level } from './levels';
import { resample } from './resample';
import { shadeContours } from './shade';

/** Dark in both themes: on a dark page the pale edge of the map is seen without it. */
const RIM = channels('#11161C');

export interface DrawOptions {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly colormap: string;
  readonly theme: PlotTheme;
  /** Smallest height difference that means something; 0 where values are continuous. */
  readonly resolution: number;
}

/** Draws the map into a canvas of width × height CSS pixels at the screen's density: bands and lines, then the veil over cells that wait for points. */
export function drawContours(
  canvas: HTMLCanvasElement,
  field: HeightField,
  levels: readonly Level[],
  { width, height, colormap, theme, resolution }: DrawOptions,
): void {
  const density = Math.min(2, window.devicePixelRatio || 1);
  const [w, h] = [Math.round(width * density), Math.round(height * density)];
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2-D canvas.');
  performance.mark('draw-contours');
  const heights = resample(field.heights, field.columns, field.rows, w, h);
  const bytes = shadeContours(heights, {
    width: w,
    height: h,
    density,
    levels,
    colormap,
    hatch: channels(theme.ink3),
    rim: RIM,
    // A step of one sample is spread over a grid cell.
    flat: (1.6 * resolution * (field.columns - 1)) / w,
  });
  context.putImageData(new ImageData(bytes, w, h), 0, 0);
  if (field.missing > 0) veil(context, field, w, h, density, theme);
  performance.measure('draw', 'draw-contours');
}

/** Waiting cells 50 % paler, with the mesh of the finest finished lattice over them; clear where nothing is known yet. */
function veil(context: CanvasRenderingContext2D, field: HeightField, w: number, h: number, density: number, theme: PlotTheme): void {
  const { columns, rows, waiting } = field;
  const x = (i: number) => (i / (columns - 1)) * w;
  const y = (j: number) => h - (j / (rows - 1)) * h;
  context.beginPath();
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const cell = waiting[j * (columns - 1) + i];
      if (cell === 0) continue;
      if (cell === 2) {
        context.clearRect(x(i), y(j + 1), x(i + 1) - x(i), y(j) - y(j + 1));
        continue;
      }
      const from = i;
      while (i + 2 < columns && waiting[j * (columns - 1) + i + 1] === 1) i++;
      context.rect(x(from), y(j + 1), x(i + 1) - x(from), y(j) - y(j + 1));
    }
  }
  context.save();
  context.fillStyle = theme.page;
  context.globalAlpha = 0.5;
  context.fill();
  context.clip();
  context.beginPath();
  for (const i of meshLines(columns)) {
    context.moveTo(x(i), 0);
    context.lineTo(x(i), h);
  }
  for (const j of meshLines(rows)) {
    context.moveTo(0, y(j));
    context.lineTo(w, y(j));
  }
  context.strokeStyle = theme.ink1;
  context.globalAlpha = 0.28;
  context.lineWidth = 0.8 * density;
  context.stroke();
  context.restore();

  function meshLines(n: number): number[] {
    const step = coarseStep(field, n);
    const lines = Array.from({ length: Math.floor((n - 1) / step) + 1 }, (_, i) => i * step);
    return lines[lines.length - 1] === n - 1 ? lines : [...lines, n - 1];
  }
}

/** Lattice step along an axis of n points at which all points seem finished, judged by how many are missing. */
function coarseStep(field: HeightField, n: number): number {
  const finished = field.columns * field.rows - field.missing;
  const steps = latticeSteps(n);
  return steps.find((step) => (Math.ceil((field.columns - 1) / step) + 1) * (Math.ceil((field.rows - 1) / step) + 1) <= finished) ?? n - 1;
}
