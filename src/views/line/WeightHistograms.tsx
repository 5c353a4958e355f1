import type { LineEnd } from '../../experiment/line-ends';
import { formatCoordinate, formatNumber } from '../../i18n/format';
import { histograms } from '../../math/histogram';
import type { PlotTheme } from '../plot-theme';
import { t } from '../text';
import { countScale } from './count-scale';

interface WeightHistogramsProps {
  readonly ends: readonly LineEnd[];
  /** All whose histograms share bins and counts with these, themselves included. */
  readonly all: readonly LineEnd[];
  readonly frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly fontSize: number;
  readonly color: string;
  readonly theme: PlotTheme;
}

const BINS = 41;
const GAP = 24;

/** Histograms of the kernels' weights at a line's trained points, side by side over the same bins and counts. */
export function WeightHistograms({ ends, all, frame, fontSize, color, theme }: WeightHistogramsProps) {
  const shared = histograms(
    all.map(({ kernels }) => kernels),
    BINS,
  );
  if (!shared) return null;
  const scale = countScale(shared.counts);
  const isLog = scale.mode === 'log';
  const width = (frame.width - GAP * (ends.length - 1)) / ends.length;
  const top = fontSize * 1.5;
  const bottom = frame.height - fontSize * 1.6;
  return ends.map((end, i) => {
    const x = (bin: number) => (bin / BINS) * width;
    const y = (count: number) => bottom - scale.height(count) * (bottom - top);
    const steps = Array.from(
      shared.counts[all.indexOf(end)] ?? [],
      (count, bin) => `V${y(count).toFixed(1)}H${x(bin + 1).toFixed(1)}`,
    ).join('');
    return (
      <svg
        key={end.at}
        width={width}
        height={frame.height}
        style={{
          position: 'absolute',
          left: frame.left + i * (width + GAP),
          top: frame.top,
          overflow: 'visible',
          fontVariantNumeric: 'tabular-nums',
        }}
        role="img"
        aria-label={[weightsInWords(end), ...(isLog ? [t('lines.logCountsLabel')] : [])].join(' ')}
      >
        <text y={fontSize * 0.9} fontSize={fontSize} fill={theme.ink2}>
          <tspan fill={theme.ink1}>{t('lines.weightsAt', { at: end.at })}</tspan>
          <tspan dx={8}>{t('lines.norm', { norm: formatNumber(end.norm, 1) })}</tspan>
        </text>
        {scale.ticks.map((tick) => (
          <line key={tick} x2={width} y1={y(tick)} y2={y(tick)} stroke={theme.grid} />
        ))}
        <path d={`M0,${bottom}${steps}V${bottom}Z`} fill={color} fillOpacity={0.28} stroke={color} />
        <line x2={width} y1={bottom} y2={bottom} stroke={theme.strongLine} />
        {isLog && i === 0 && (
          <text
            x={4}
            y={top + fontSize * 0.9}
            fontSize={fontSize}
            fill={theme.ink3}
            stroke={theme.page}
            strokeWidth={4}
            paintOrder="stroke"
          >
            {t('lines.logCounts')}
          </text>
        )}
        {i === 0 &&
          scale.ticks.map((tick) => (
            <text key={tick} x={-6} y={y(tick)} dy="0.35em" textAnchor="end" fontSize={fontSize} fill={theme.ink3}>
              {formatNumber(tick)}
            </text>
          ))}
        {[shared.min, 0, shared.max].map((value, k) => (
          <text
            key={value}
            x={(width * k) / 2}
            y={bottom + fontSize * 1.3}
            textAnchor={(['start', 'middle', 'end'] as const)[k]}
            fontSize={fontSize}
            fill={theme.ink3}
          >
            {formatCoordinate(value)}
          </text>
        ))}
      </svg>
    );
  });
}

/** A histogram in words. */
export function weightsInWords({ at, run, epoch, kernels, norm, quartiles }: LineEnd): string {
  const [low, high] = quartiles.map((value) => formatNumber(value, 3));
  return t('lines.weightsLabel', { at, run: run + 1, epoch, count: formatNumber(kernels.length), norm: formatNumber(norm, 1), low, high });
}
