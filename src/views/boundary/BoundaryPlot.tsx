import { useEffect, useMemo, useRef } from 'react';
import type { Dataset } from '../../catalog/datasets/types';
import type { Boundary } from '../../experiment/landscape';
import { type PlotTheme, plotTheme } from '../plot-theme';
import { t } from '../text';
import { classAt, classRegions, type Region } from './regions';

export interface BoundaryPlotProps {
  readonly boundary: Boundary | null;
  readonly dataset: Dataset | null;
  readonly theme: 'light' | 'dark';
  /** Side of the square, CSS pixels. */
  readonly size: number;
  /** Pane letter, for the text alternative. */
  readonly name: string;
}

/** Decision regions of a net over two inputs with the training points; points on the wrong side are hollow where the net has just these two inputs. */
export function BoundaryPlot({ boundary, dataset, theme: themeId, size, name }: BoundaryPlotProps) {
  const theme = plotTheme(themeId);
  const canvas = useRef<HTMLCanvasElement>(null);
  const regions = useMemo(() => (boundary ? classRegions(boundary) : []), [boundary]);
  useEffect(() => {
    if (canvas.current && boundary) draw(canvas.current, size, boundary, regions, dataset, theme);
  }, [boundary, regions, dataset, size, theme]);

  if (!boundary) {
    return (
      <div
        style={{
          display: 'grid',
          placeItems: 'center',
          width: size,
          height: size,
          padding: 8,
          boxSizing: 'border-box',
          border: `1px solid ${theme.line}`,
          borderRadius: 6,
          color: theme.ink2,
          fontSize: 11,
          lineHeight: '15px',
          textAlign: 'center',
        }}
      >
        {t('plots.noBoundary')}
      </div>
    );
  }
  const [x, y] = boundary.inputs.map((input) => inputName(dataset, input));
  const wrong = dataset ? wrongPoints(boundary, dataset) : 0;
  const key = dataset?.inputShape.length === 3 ? 'plots.boundaryLabelImages' : 'plots.boundaryLabel';
  const label = t(key, { pane: name, x, y, classes: dataset?.classes ?? regions.length, points: dataset?.train.n ?? 0 });
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={wrong > 0 ? `${label}; ${t('plots.boundaryWrong', { count: wrong })}` : label}
      style={{ display: 'block', width: size, height: size, borderRadius: 4 }}
    />
  );
}

/** "Petal length across, petal width up; the other inputs at their mean", or '' where the net has just two inputs. */
export function boundaryCaption(boundary: Boundary, dataset: Dataset): string {
  if (inputCount(dataset) <= 2) return '';
  return t('plots.boundaryInputs', { x: inputName(dataset, boundary.inputs[0]), y: inputName(dataset, boundary.inputs[1]) });
}

/** How many training points lie in a region of another class; 0 where the net has more inputs than the plot, as a point is then not on its plane. */
export function wrongPoints(boundary: Boundary, dataset: Dataset): number {
  if (inputCount(dataset) !== 2) return 0;
  const { n, x, labels } = dataset.train;
  let wrong = 0;
  for (let i = 0; i < n; i++) if (isWrong(boundary, x[2 * i + boundary.inputs[0]], x[2 * i + boundary.inputs[1]], labels[i])) wrong++;
  return wrong;
}

function isWrong(boundary: Boundary, x: number, y: number, label: number): boolean {
  const outside = x < boundary.x[0] || x > boundary.x[1] || y < boundary.y[0] || y > boundary.y[1];
  return !outside && classAt(boundary, x, y) !== label;
}

function inputCount(dataset: Dataset): number {
  return dataset.inputShape.reduce((product, side) => product * side, 1);
}

function inputName(dataset: Dataset | null, input: number): string {
  const key = dataset?.inputNames?.[input];
  return key ? t(key) : t('plots.input', { number: input + 1 });
}

function draw(
  canvas: HTMLCanvasElement,
  size: number,
  boundary: Boundary,
  regions: readonly Region[],
  dataset: Dataset | null,
  theme: PlotTheme,
): void {
  const density = window.devicePixelRatio || 1;
  const side = Math.round(size * density);
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser gives no 2-D canvas.');
  fillCells(context, side, boundary, theme);
  fillRegions(context, side, regions, theme);
  if (dataset) drawPoints(context, side, size, density, boundary, dataset, theme);
}

/** The raster itself, under the outlines: where three regions meet their smooth outlines leave specks between them. */
function fillCells(context: CanvasRenderingContext2D, side: number, { width, height, classes }: Boundary, theme: PlotTheme): void {
  for (let j = 0; j < height; j++) {
    const [top, bottom] = [Math.round((1 - (j + 1) / height) * side), Math.round((1 - j / height) * side)];
    for (let i = 0; i < width; i++) {
      const from = i;
      const cls = classes[j * width + i];
      while (i + 1 < width && classes[j * width + i + 1] === cls) i++;
      const left = Math.round((from / width) * side);
      context.fillStyle = theme.classFills[cls % theme.classFills.length];
      context.fillRect(left, top, Math.round(((i + 1) / width) * side) - left, bottom - top);
    }
  }
}

function fillRegions(context: CanvasRenderingContext2D, side: number, regions: readonly Region[], theme: PlotTheme): void {
  for (const { cls, rings } of regions) {
    context.beginPath();
    for (const ring of rings) {
      ring.forEach(([x, y], i) => {
        if (i === 0) context.moveTo(x * side, (1 - y) * side);
        else context.lineTo(x * side, (1 - y) * side);
      });
      context.closePath();
    }
    context.fillStyle = theme.classFills[cls % theme.classFills.length];
    context.fill('evenodd');
  }
}

function drawPoints(
  context: CanvasRenderingContext2D,
  side: number,
  size: number,
  density: number,
  boundary: Boundary,
  dataset: Dataset,
  theme: PlotTheme,
): void {
  const { n, x, labels } = dataset.train;
  const inputs = inputCount(dataset);
  const radius = Math.max(1.1, Math.min(3.5, size / 80)) * density * (n > 900 ? 0.75 : 1);
  const marksWrong = inputs === 2;
  const wrong: number[] = [];
  const place = (i: number): [number, number] => [
    ((x[i * inputs + boundary.inputs[0]] - boundary.x[0]) / (boundary.x[1] - boundary.x[0])) * side,
    (1 - (x[i * inputs + boundary.inputs[1]] - boundary.y[0]) / (boundary.y[1] - boundary.y[0])) * side,
  ];
  for (let i = 0; i < n; i++) {
    if (marksWrong && isWrong(boundary, x[i * inputs + boundary.inputs[0]], x[i * inputs + boundary.inputs[1]], labels[i])) {
      wrong.push(i);
      continue;
    }
    const [px, py] = place(i);
    context.beginPath();
    context.arc(px, py, radius, 0, 2 * Math.PI);
    context.fillStyle = theme.classDots[labels[i] % theme.classDots.length];
    context.fill();
  }
  // Last, so that none is hidden.
  context.lineWidth = Math.max(1, 0.55 * radius);
  for (const i of wrong) {
    const [px, py] = place(i);
    context.beginPath();
    context.arc(px, py, radius * 1.25, 0, 2 * Math.PI);
    context.fillStyle = theme.raised;
    context.fill();
    context.strokeStyle = theme.classDots[labels[i] % theme.classDots.length];
    context.stroke();
  }
}
