import { type ReactNode, type RefObject, useId, useMemo, useRef } from 'react';
import type { Probe } from '../../app/state';
import type { Landscape } from '../../experiment/landscape';
import type { LineEnd } from '../../experiment/line-ends';
import { minimaOf } from '../../experiment/minima';
import { formatCoordinate, formatPercent } from '../../i18n/format';
import { BottomAxis, SideAxis } from '../plot-axes';
import { plotTheme } from '../plot-theme';
import { coordinateOf, indexOf, probeForKey } from '../probe-steps';
import { t } from '../text';
import { formatCoordinateTick, formatTick, labelWidth, linearTicks } from '../ticks';
import type { HeightScale, ViewPane } from '../types';
import { useProbe } from '../use-probe';
import { tickSize, useSize } from '../use-size';
import { EndMarks, placeEnds } from './EndMarks';
import { type StoredLine, storedLine } from './extract';
import { Heading } from './Heading';
import { ProbeOnLine } from './ProbeOnLine';
import { widthsInWords } from './repeats';
import { Twin, valuesPath } from './Twin';
import { WeightHistograms } from './WeightHistograms';

export interface LinePlotProps {
  readonly pane: ViewPane;
  readonly landscape: Landscape;
  readonly lineAxis: 0 | 1;
  /** The trained points whose weights share one histogram's bins. */
  readonly weights: readonly LineEnd[];
  /** Scale of the loss axis. */
  readonly scale: HeightScale;
  readonly probe: Probe | null;
  readonly onProbe: (probe: Probe | null) => void;
  /** The probe that a mouse put there, shared by all panes. */
  readonly hovered: RefObject<Probe | null>;
  readonly theme: 'light' | 'dark';
}

/** Panes at least that high have room for the histograms of weights, and so much they take. */
const STRIP_FROM = 340;
const STRIP = 104;
/** Panes narrower than this have no room for the axes' names beside the probe's numbers; the legend names both lines. */
const NAMED_FROM = 400;
const SHARES = [0, 0.25, 0.5, 0.75, 1];

/** Loss (solid, left axis) and accuracy (dotted, right axis) of one pane along one axis, filling the pane's element. */
export function LinePlot({ pane, landscape, lineAxis, weights, scale, probe, onProbe, hovered, theme: themeId }: LinePlotProps) {
  const theme = plotTheme(themeId);
  const size = useSize(pane.element);
  const plot = useRef<SVGRectElement>(null);
  const clip = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means new numbers in the same arrays.
  const line = useMemo(() => storedLine(landscape, lineAxis), [landscape, lineAxis, pane.revision]);
  const { range } = line;

  const fontSize = tickSize(Math.min(size.width, size.height));
  const left = Math.max(...scale.ticks.map((tick) => labelWidth(formatTick(tick), fontSize))) + fontSize * 1.3 + 8;
  const right = labelWidth('100 %', fontSize) + fontSize + 10;
  const repeats = pane.companions.filter(({ seed }) => seed !== null);
  const words = repeats.length > 0 ? widthsInWords([landscape, ...repeats.map((repeat) => repeat.landscape)]) : null;
  const headRoom = fontSize * (words ? 5.6 : 4) + 18;
  const strip = pane.ends.length > 0 && size.height >= STRIP_FROM ? STRIP : 0;
  const width = size.width - left - right;
  const x = (coordinate: number) => left + ((coordinate - range.min) / (range.max - range.min)) * width;
  const { loss, done } = line;
  const isDone = (i: number) => done[i] !== 0;
  const gaps = loss.reduce((n, value, i) => n + (isDone(i) && !Number.isFinite(value) ? 1 : 0), 0);
  const waiting = done.reduce((n, flag) => n + (flag === 0 ? 1 : 0), 0);
  const isCut = loss.some((value, i) => isDone(i) && Number.isFinite(value) && value > scale.max);
  const notes = [
    ...(isCut ? [t('plots.cutAbove', { cap: formatTick(scale.max) })] : []),
    ...(gaps > 0 ? [t('plots.gaps', { count: gaps })] : []),
    ...(waiting > 0 ? [t('plots.waiting', { count: waiting })] : []),
  ];
  const note = notes.join(' · ');
  // Beside the names of the trained points where there is room, else below them.
  const noteLeft = left + width - labelWidth(note, fontSize) - fontSize;
  const isCrowded =
    note !== '' && placeEnds(pane.endNames, range, x, { left, width }, fontSize).some((end) => end.centre + end.half > noteLeft);
  const bottom = fontSize * (isCrowded ? 3.4 : 2) + 22 + strip;
  const height = Math.min(size.height - headRoom - bottom, width * 0.8);
  const top = Math.round(headRoom + (size.height - headRoom - bottom - height) / 2);
  const yLoss = (raw: number) => top + (1 - scale.normalise(raw)) * height;
  const yShare = (share: number) => top + (1 - share) * height;

  const snap = (clientX: number): Probe | null => {
    const box = plot.current?.getBoundingClientRect();
    if (!box || box.width === 0) return null;
    const i = Math.round(((clientX - box.left) / box.width) * (range.points - 1));
    const coordinate = coordinateOf(range, Math.min(range.points - 1, Math.max(0, i)));
    return at(line, Number(coordinate.toFixed(10)) + 0);
  };
  const handlers = useProbe(probe, onProbe, hovered, snap, (key, shift, from) => {
    const next = probeForKey(key, shift, from, line.axis === 'alpha' ? range : null, line.axis === 'beta' ? range : null);
    return next ? at(line, line.axis === 'alpha' ? next.alpha : next.beta) : next;
  });
  if (width <= 0 || height <= 0) return null;

  const color = theme.runs[pane.index];
  const twin = pane.companions.find(({ seed }) => seed === null);
  const ticks = linearTicks(range.min, range.max, width / (fontSize * 6));
  const symbol = line.axis === 'alpha' ? 'α' : 'β';
  const name = `${pane.letter} ${pane.name}`;
  return (
    <>
      <svg
        width={size.width}
        height={size.height}
        style={{ position: 'absolute', inset: 0, outlineOffset: -2, fontVariantNumeric: 'tabular-nums', userSelect: 'none' }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the plot is operated by arrow keys.
        tabIndex={0}
        role="application"
        aria-label={t('plots.lineLabel', { pane: name, axis: symbol })}
        onKeyDown={handlers.onKeyDown}
      >
        <clipPath id={clip}>
          <rect x={left} y={top} width={width} height={height} />
        </clipPath>
        {scale.ticks.map((tick) => (
          <line key={tick} x1={left} x2={left + width} y1={yLoss(tick)} y2={yLoss(tick)} stroke={theme.grid} />
        ))}
        <line x1={left} x2={left + width} y1={top + height} y2={top + height} stroke={theme.strongLine} />
        <SideAxis
          theme={theme}
          ticks={scale.ticks}
          major={scale.major}
          place={yLoss}
          format={formatTick}
          fontSize={fontSize}
          x={left}
          marks={false}
        />
        <SideAxis
          theme={theme}
          ticks={SHARES}
          place={yShare}
          format={(share) => formatPercent(share, 0)}
          fontSize={fontSize}
          x={left + width}
          side="right"
        />
        <BottomAxis
          theme={theme}
          ticks={ticks}
          place={x}
          format={(tick) => formatCoordinateTick(tick, ticks[1] - ticks[0])}
          fontSize={fontSize}
          y={top + height}
        />
        {size.width >= NAMED_FROM && (
          <>
            <text x={left} y={top - 9} textAnchor="end" dx={-8} fill={theme.ink1} fontSize={fontSize + 1}>
              {t('plots.loss')}
            </text>
            <text
              x={Math.min(left + width + right - 4, size.width - 14)}
              y={top - 9}
              textAnchor="end"
              fill={theme.ink1}
              fontSize={fontSize + 1}
            >
              {t('plots.accuracy')}
            </text>
          </>
        )}
        <text x={left + width / 2} y={top + height + fontSize * 2 + 15} textAnchor="middle" fill={theme.ink1} fontSize={fontSize + 1}>
          {symbol}
        </text>
        {line.axis === 'alpha' && (
          <EndMarks names={pane.endNames} range={range} x={x} frame={{ left, top, width, height }} fontSize={fontSize} theme={theme} />
        )}
        <Heading
          where={where(line)}
          hasTwin={twin !== undefined}
          words={words}
          x={left}
          y={top - fontSize * (words ? 4.6 : 3) - 9}
          room={size.width}
          fontSize={fontSize + 1}
          color={color}
          theme={theme}
        />
        {note !== '' && (
          <text
            x={left + width}
            y={top + height + fontSize * (isCrowded ? 3.4 : 2) + 15}
            textAnchor="end"
            fill={theme.ink3}
            fontSize={fontSize}
            data-note
          >
            {note}
          </text>
        )}
        <g
          clipPath={`url(#${clip})`}
          fill="none"
          stroke={color}
          strokeLinejoin="round"
          strokeLinecap="round"
          opacity={waiting > 0 ? 0.7 : 1}
        >
          {repeats.map(({ seed, landscape: repeat }) => {
            const other = storedLine(repeat, 0);
            return <path key={seed} d={valuesPath(other, x, other.loss, yLoss)} strokeWidth={1} opacity={0.55} data-repeat={seed} />;
          })}
          {twin ? (
            [
              { split: twin.split, line: storedLine(twin.landscape, 0) },
              { split: pane.split, line },
            ].map((one) => <Twin key={one.split} {...one} x={x} yLoss={yLoss} yShare={yShare} lossColor={color} shareColor={theme.ink2} />)
          ) : (
            <>
              <path d={valuesPath(line, x, line.accuracy, yShare)} strokeWidth={1.6} strokeDasharray="0.1 4" />
              <path d={valuesPath(line, x, line.loss, yLoss)} strokeWidth={2} />
            </>
          )}
        </g>
        {waiting > 0 && <FinishedPoints line={line} x={x} y={yLoss} color={color} ceiling={top} />}
        {landscape.axes.length === 1 && (
          <g clipPath={`url(#${clip})`}>
            <LineMinima landscape={landscape} x={x} y={yLoss} color={color} page={theme.page} />
          </g>
        )}
        <ProbeOnLine
          line={line}
          probe={probe}
          x={x}
          yLoss={yLoss}
          yShare={yShare}
          frame={{ left, top, width, height }}
          fontSize={fontSize}
          color={color}
          theme={theme}
        />
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
      {strip > 0 && (
        <WeightHistograms
          ends={pane.ends}
          all={weights}
          frame={{ left, top: size.height - strip, width, height: strip - 8 }}
          fontSize={fontSize}
          color={color}
          theme={theme}
        />
      )}
    </>
  );
}

/** "along α, β = 0": which stored line this is, and that it is the nearest one where none passes through 0. */
export function where(line: StoredLine): string {
  const [axis, other] = line.axis === 'alpha' ? ['α', 'β'] : ['β', 'α'];
  if (line.other === null) return t('plots.along', { axis });
  return t(line.other === 0 ? 'plots.alongAt' : 'plots.alongNearest', { axis, other, value: formatCoordinate(line.other) });
}

/** The probe at a coordinate of a line. */
function at(line: StoredLine, coordinate: number): Probe {
  const other = line.other ?? 0;
  return line.axis === 'alpha' ? { alpha: coordinate, beta: other } : { alpha: other, beta: coordinate };
}

/** A dot in each local minimum of a line that is counted. */
function LineMinima(props: { landscape: Landscape; x(c: number): number; y(l: number): number; color: string; page: string }) {
  const { landscape, x, y, color, page } = props;
  const [axis] = landscape.axes;
  const lossAt = (alpha: number): number => landscape.loss[Math.round(indexOf(axis, alpha))] as number;
  return (
    <g fill={page} stroke={color} strokeWidth={1.6} aria-hidden>
      {(minimaOf(landscape) ?? []).map(({ alpha }) => (
        <circle key={alpha} cx={x(alpha)} cy={y(lossAt(alpha))} r={3} data-minimum />
      ))}
    </g>
  );
}

function FinishedPoints({
  line,
  x,
  y,
  color,
  ceiling,
}: {
  line: StoredLine;
  x(c: number): number;
  y(l: number): number;
  color: string;
  ceiling: number;
}) {
  return line.coordinates.reduce<ReactNode[]>((dots, coordinate, i) => {
    if (line.done[i] !== 0 && Number.isFinite(line.loss[i]) && y(line.loss[i]) >= ceiling) {
      dots.push(<circle key={coordinate} cx={x(coordinate)} cy={y(line.loss[i])} r={2} fill={color} />);
    }
    return dots;
  }, []);
}
