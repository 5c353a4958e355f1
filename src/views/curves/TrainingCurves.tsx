import { Maximize2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { CurveField } from '../../app/state';
import type { CurvePoint } from '../../experiment/checkpoint';
import type { SharpnessPoint } from '../../experiment/sharpening';
import type { Stability } from '../../experiment/stability';
import { plotTheme } from '../plot-theme';
import { t } from '../text';
import { useSize } from '../use-size';
import { CurvePlot } from './CurvePlot';
import { drawnCurves, legendOf } from './drawn';
import { FieldSwitch } from './FieldSwitch';
import { Legend } from './Legend';
import { Scrubber } from './Scrubber';
import { SharpnessLegend } from './SharpnessLegend';
import { SharpnessPlot } from './SharpnessPlot';
import { type DrawnSharpness, drawnSharpness } from './sharpness';
import './enlarge.css';

export interface CurvePane {
  readonly letter: string;
  readonly color: string;
  /** One curve per run. */
  readonly curves: readonly (readonly CurvePoint[])[];
  /** What the runs are called. */
  readonly runNames: readonly string[];
  /** Of each run: its sharpness at checkpoints, as far as it is known, and up to which its steps are stable. */
  readonly sharpness?: readonly (readonly SharpnessPoint[])[];
  readonly stability?: readonly Stability[];
}

export interface TrainingCurvesProps {
  readonly panes: readonly CurvePane[];
  /** Epoch under the scrubber; null is the last. */
  readonly scrub: number | null;
  readonly onScrub: (epoch: number | null) => void;
  readonly playing: boolean;
  readonly onPlaying: (playing: boolean) => void;
  readonly theme: 'light' | 'dark';
  /** Epochs the runs will have, so that the axis stands still while they train; the last epoch reached if left out. */
  readonly epochs?: number;
  /** Epochs with a checkpoint, for the ticks of the slider. */
  readonly checkpoints?: readonly number[];
  /** True while a net trains: there is nothing to play yet. */
  readonly live?: boolean;
  /** What is drawn. */
  readonly field: CurveField;
  readonly onField: (field: CurveField) => void;
  /** Checkpoints whose sharpness is measured, all that are here, and what went wrong, in words or ''. */
  readonly measured: { readonly done: number; readonly all: number; readonly problem: string };
  /** Shows them larger; absent where they are. */
  readonly onEnlarge?: () => void;
  /** Pixels. */
  readonly fontSize?: number;
}

const FONT_SIZE = 11;

/** Heading, curves of all panes and runs in one plot, and the scrubber; fills its parent (at least 160 px high). The owner moves `scrub` while `playing`. */
export function TrainingCurves(props: TrainingCurvesProps) {
  const {
    panes,
    scrub,
    onScrub,
    playing,
    onPlaying,
    theme: themeId,
    checkpoints = [],
    live = false,
    field,
    measured,
    onEnlarge,
    fontSize = FONT_SIZE,
  } = props;
  const theme = plotTheme(themeId);
  const [box, setBox] = useState<HTMLElement | null>(null);
  const size = useSize(box);
  const curves = useMemo(() => drawnCurves(panes, theme), [panes, theme]);
  const legend = useMemo(() => legendOf(panes, theme), [panes, theme]);
  const sharp = useMemo(() => drawnSharpness(panes, theme), [panes, theme]);
  const reached = Math.max(0, ...curves.map((curve) => curve.points.at(-1)?.epoch ?? 0));
  const epochs = Math.max(reached, props.epochs ?? 0);
  const at = Math.min(scrub ?? reached, epochs);
  const scrubTo = (epoch: number) => onScrub(epoch >= reached ? null : epoch);

  const name = t(NAMES[field]);
  const panesSaid = [...new Set(curves.map((curve) => curve.letter))].join(', ');
  const refused = field === 'sharpness' && measured.done === 0 ? measured.problem : '';
  // Where there is nothing to draw: why.
  const instead = curves.length === 0 ? t('plots.noCurves') : refused;
  const settings = {
    epochs,
    at,
    onScrub: scrubTo,
    label: t('plots.curvesLabel', { name, panes: panesSaid }),
    ...size,
    fontSize,
    theme,
  };
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8, height: '100%', minHeight: 160 }} aria-label={name}>
      <header style={{ display: 'flex', alignItems: 'baseline', gap: 9, fontSize: fontSize + 1, lineHeight: `${fontSize + 7}px` }}>
        <strong style={{ color: theme.ink1, fontWeight: 600, whiteSpace: 'nowrap' }}>
          {field !== 'sharpness' && size.width > 0 && size.width < NARROW ? t('plots.training') : name}
        </strong>
        <span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: theme.ink2 }}>
          {about(field, sharp, size.width)}
        </span>
        <FieldSwitch field={field} onField={props.onField} color={theme.accent} rest={theme.ink2} />
        {onEnlarge ? (
          <button type="button" className="enlarge" aria-label={t('plots.enlarge')} title={t('plots.enlarge')} onClick={onEnlarge}>
            <Maximize2 size={13} strokeWidth={1.75} aria-hidden />
          </button>
        ) : null}
      </header>
      {refused !== '' ? null : field === 'sharpness' ? (
        <SharpnessLegend curves={sharp} at={at} {...measured} ink={theme.ink2} fontSize={fontSize} width={size.width} />
      ) : (
        <Legend entries={legend} ink={theme.ink2} fontSize={fontSize} />
      )}
      <div ref={setBox} style={{ position: 'relative', flex: 1, minHeight: 0 }}>
        {instead !== '' ? (
          <p
            role="status"
            style={{
              display: 'grid',
              placeItems: 'center',
              height: '100%',
              margin: 0,
              color: theme.ink2,
              fontSize: 12,
              textAlign: 'center',
            }}
          >
            {instead}
          </p>
        ) : (
          size.width > 0 && (
            <div style={{ position: 'absolute', inset: 0 }}>
              {field === 'sharpness' ? (
                <SharpnessPlot curves={sharp} {...settings} />
              ) : (
                <CurvePlot curves={curves} field={field} {...settings} />
              )}
            </div>
          )
        )}
      </div>
      <Scrubber
        epoch={at}
        epochs={epochs}
        checkpoints={checkpoints}
        playing={playing}
        onScrub={scrubTo}
        onPlaying={onPlaying}
        playable={!live}
        fontSize={fontSize}
        theme={theme}
      />
    </section>
  );
}

const NAMES = { loss: 'plots.trainingLoss', accuracy: 'plots.trainingAccuracy', sharpness: 'sharpening.title' } as const;

/** Width in pixels below which a heading has room for a word: the switch beside it says whether it is loss or accuracy. */
const NARROW = 340;

/** What the strokes mean, in as many words as there is room for. */
function about(field: CurveField, sharp: readonly DrawnSharpness[], width: number): string {
  if (field !== 'sharpness') return t(width > 0 && width < 430 ? 'plots.dottedTest' : 'plots.solidTraining');
  const limits = sharp.flatMap(({ stability }) => ('reason' in stability ? [] : [stability]));
  if (limits.length === 0 || width < NARROW) return '';
  return t(limits.every(({ plain }) => plain) ? 'sharpening.dashed' : 'sharpening.dashedOther');
}
