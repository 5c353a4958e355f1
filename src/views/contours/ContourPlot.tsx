import { type RefObject, useEffect, useId, useMemo, useRef } from 'react';
import type { Probe } from '../../app/state';
import type { Landscape } from '../../experiment/landscape';
import { minimaOf } from '../../experiment/minima';
import { formatCoordinate } from '../../i18n/format';
import { colorsOf } from '../loss-scale';
import { middleMark, pathsAndMarks } from '../paths';
import { BottomAxis, SideAxis } from '../plot-axes';
import { plotTheme } from '../plot-theme';
import { indexOf, probeForKey, roundTo } from '../probe-steps';
import { t } from '../text';
import { formatCoordinateTick, formatHeight, formatTick, labelWidth, linearTicks } from '../ticks';
import type { ViewPane } from '../types';
import { useProbe } from '../use-probe';
import { tickSize, useSize } from '../use-size';
import { drawContours } from './draw';
import { heightField } from './field';
import { type LineLabel, placeLabels } from './labels';
import { frameFor } from './layout';
import { contourLevels } from './levels';
import { flagBox, MinimaMarks, ProbeMark, TrainedMark } from './marks';
import { markRooms, PathMarks } from './paths';
import { resample } from './resample';

export interface ContourPlotProps {
  readonly pane: ViewPane;
  readonly landscape: Landscape;
  readonly colormap: string;
  readonly probe: Probe | null;
  readonly epoch: number | null;
  readonly showsPaths: boolean;
  readonly onProbe: (probe: Probe | null) => void;
  /** The probe that a mouse put there, shared by all panes. */
  readonly hovered: RefObject<Probe | null>;
  readonly theme: 'light' | 'dark';
}

/** Pixels of the raster on which the numbered lines are traced to place their numbers. */
const LABEL_RASTER = 4;

/** The contour map of one pane, filling the pane's element. */
export function ContourPlot({ pane, landscape, colormap, probe, epoch, showsPaths, onProbe, hovered, theme: themeId }: ContourPlotProps) {
  const theme = plotTheme(themeId);
  const size = useSize(pane.element);
  const { scale, revision } = pane;
  const [alpha, beta] = landscape.axes;
  const canvas = useRef<HTMLCanvasElement>(null);
  const plot = useRef<SVGRectElement>(null);
  const clip = useId();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means new numbers in the same arrays.
  const field = useMemo(() => heightField(landscape, colorsOf(scale)), [landscape, scale, revision]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means new numbers in the same arrays.
  const minima = useMemo(() => (scale.field === 'loss' ? (minimaOf(landscape) ?? []) : []), [landscape, scale.field, revision]);
  const levels = useMemo(() => contourLevels(scale), [scale]);
  // Accuracies differ by whole samples: a line between two plateaus one sample apart would be noise.
  const resolution = scale.field === 'accuracy' ? 1 / landscape.samples : 0;
  const notes = [
    ...(pane.note ? [pane.note] : []),
    ...(field.above > 0 ? [t('plots.blankAbove', { cap: formatTick(scale.max) })] : []),
    ...(field.holes > 0 ? [t('plots.holes', { count: field.holes })] : []),
  ];
  const fontSize = tickSize(Math.min(size.width, size.height));
  const fits = labelWidth(notes.join(' · '), fontSize) < size.width - 24;
  const lines = fits && notes.length > 0 ? [notes.join(' · ')] : notes;
  const frame = frameFor(size.width, size.height, alpha, beta, fontSize, lines.length);
  const { left, top, width, height } = frame;
  const x = (a: number) => left + ((a - alpha.min) / (alpha.max - alpha.min)) * width;
  const y = (b: number) => top + (1 - (b - beta.min) / (beta.max - beta.min)) * height;

  const holdsOrigin = alpha.min <= 0 && alpha.max >= 0 && beta.min <= 0 && beta.max >= 0;
  const labels = useMemo((): LineLabel[] => {
    if (width < 80 || height < 80) return [];
    const [w, h] = [Math.ceil(width / LABEL_RASTER), Math.ceil(height / LABEL_RASTER)];
    const raster = resample(field.heights, field.columns, field.rows, w, h);
    const focus = [
      (Math.min(1, Math.max(0, -alpha.min / (alpha.max - alpha.min))) || 0.5) * width,
      (1 - (Math.min(1, Math.max(0, -beta.min / (beta.max - beta.min))) || 0.5)) * height,
    ] as const;
    // Room for the trained weights' mark and, above it, their name.
    const mark = { x: focus[0], y: focus[1] - fontSize * 2, w: fontSize * 9, h: fontSize * 6.5 };
    return placeLabels(raster, w, h, LABEL_RASTER, levels, (raw) => formatHeight(scale.field, raw), fontSize, focus, [
      ...(holdsOrigin ? [mark] : []),
      ...markRooms(pane.marks, alpha, beta, width, height, fontSize),
    ]);
  }, [field, levels, scale, width, height, fontSize, alpha, beta, holdsOrigin, pane.marks]);

  const paths = useMemo(() => pathsAndMarks(landscape, pane, epoch, showsPaths), [landscape, pane, epoch, showsPaths]);
  useEffect(() => {
    if (canvas.current && width > 0) drawContours(canvas.current, field, levels, { width, height, colormap, theme, resolution });
  }, [field, levels, width, height, colormap, theme, resolution]);

  const handlers = useProbe(
    probe,
    onProbe,
    hovered,
    (clientX, clientY) => {
      const box = plot.current?.getBoundingClientRect();
      if (!box || box.width === 0) return null;
      const [u, v] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
      return { alpha: roundTo(alpha, alpha.min + u * (alpha.max - alpha.min)), beta: roundTo(beta, beta.max - v * (beta.max - beta.min)) };
    },
    (key, shift, from) => probeForKey(key, shift, from, alpha, beta),
  );
  if (width <= 0 || height <= 0) return null;

  const alphaTicks = linearTicks(alpha.min, alpha.max, width / (fontSize * 7));
  const betaTicks = linearTicks(beta.min, beta.max, height / (fontSize * 7));
  const name = `${pane.letter} ${pane.name}`;
  const trained = holdsOrigin ? ([x(0), y(0)] as const) : undefined;
  const flagText = probe ? t('plots.probe', { alpha: formatCoordinate(probe.alpha), beta: formatCoordinate(probe.beta) }) : '';
  const flag = probe && flagBox(x(probe.alpha), y(probe.beta), flagText, frame, fontSize + 1, trained);
  const hidden = (label: LineLabel) => {
    const half = { w: labelWidth(label.text, fontSize) / 2 + 2, h: fontSize / 2 + 2 };
    const [cx, cy] = [left + label.x, top + label.y];
    if (!probe || !flag) return false;
    const underFlag = cx + half.w > flag.x && cx - half.w < flag.x + flag.w && cy + half.h > flag.y && cy - half.h < flag.y + flag.h;
    return underFlag || (Math.abs(cx - x(probe.alpha)) < half.w + fontSize / 2 && Math.abs(cy - y(probe.beta)) < half.h + fontSize / 2);
  };
  return (
    <>
      <canvas ref={canvas} style={{ position: 'absolute', left, top, width, height }} />
      <svg
        width={size.width}
        height={size.height}
        style={{ position: 'absolute', inset: 0, outlineOffset: -2, fontVariantNumeric: 'tabular-nums', userSelect: 'none' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is operated by arrow keys.
        tabIndex={0}
        role="application"
        aria-label={t('plots.contoursLabel', { pane: name })}
        onKeyDown={handlers.onKeyDown}
      >
        <clipPath id={clip}>
          <rect x={left} y={top} width={width} height={height} />
        </clipPath>
        <rect x={left - 0.5} y={top - 0.5} width={width + 1} height={height + 1} fill="none" stroke={theme.strongLine} />
        <BottomAxis
          theme={theme}
          ticks={alphaTicks}
          place={x}
          format={(tick) => formatCoordinateTick(tick, alphaTicks[1] - alphaTicks[0])}
          fontSize={fontSize}
          y={top + height}
        />
        <SideAxis
          theme={theme}
          ticks={betaTicks}
          place={y}
          format={(tick) => formatCoordinateTick(tick, betaTicks[1] - betaTicks[0])}
          fontSize={fontSize}
          x={left}
        />
        <text x={left + width / 2} y={frame.nameBottom} textAnchor="middle" fill={theme.ink1} fontSize={fontSize + 1}>
          α
        </text>
        <text x={frame.nameLeft} y={top + height / 2} dy="0.35em" textAnchor="middle" fill={theme.ink1} fontSize={fontSize + 1}>
          β
        </text>
        {lines.map((line, i) => (
          <text
            key={line}
            x={left + width}
            y={top - 6 - (lines.length - 1 - i) * (fontSize + 4)}
            textAnchor="end"
            fill={theme.ink3}
            fontSize={fontSize}
          >
            {line}
          </text>
        ))}
        <g clipPath={`url(#${clip})`}>
          {labels
            .filter((label) => !hidden(label))
            .map((label) => (
              <LevelNumber key={label.text} label={label} left={left} top={top} fontSize={fontSize} />
            ))}
        </g>
        <MinimaMarks minima={minima} x={x} y={y} fontSize={fontSize} />
        <PathMarks paths={paths} x={x} y={y} clip={clip} left={left} right={left + width} fontSize={fontSize} />
        {holdsOrigin && !middleMark(paths) && (
          <TrainedMark x={x(0)} y={y(0)} frame={frame} fontSize={fontSize + 1} theme={theme} named={!probe} />
        )}
        {probe && inRange(probe, landscape) && (
          <ProbeMark
            {...(trained ? { avoid: trained } : {})}
            x={x(probe.alpha)}
            y={y(probe.beta)}
            text={flagText}
            frame={frame}
            fontSize={fontSize + 1}
            theme={theme}
          />
        )}
        <rect
          ref={plot}
          x={left}
          y={top}
          width={width}
          height={height}
          fill="transparent"
          style={{ cursor: 'crosshair', touchAction: 'none' }}
          onPointerMove={handlers.onPointerMove}
          onPointerDown={handlers.onPointerDown}
          onPointerLeave={handlers.onPointerLeave}
        />
      </svg>
    </>
  );
}

function LevelNumber({ label, left, top, fontSize }: { label: LineLabel; left: number; top: number; fontSize: number }) {
  const onDark = label.height < 0.62;
  return (
    <text
      x={left + label.x}
      y={top + label.y}
      dy="0.35em"
      textAnchor="middle"
      fontSize={fontSize - 0.5}
      fontWeight={600}
      fill={onDark ? '#FFFFFF' : '#0D2B2C'}
      stroke={onDark ? 'rgb(10 30 38 / 0.75)' : 'rgb(236 250 244 / 0.8)'}
      strokeWidth={3}
      strokeLinejoin="round"
      paintOrder="stroke"
    >
      {label.text}
    </text>
  );
}

function inRange({ alpha, beta }: Probe, { axes: [a, b] }: Landscape): boolean {
  return [indexOf(a, alpha) / (a.points - 1), indexOf(b, beta) / (b.points - 1)].every((share) => share >= -1e-9 && share <= 1 + 1e-9);
}
