import { useMemo, useState } from 'react';
import type { CurvePoint } from '../../experiment/checkpoint';
import { t } from '../../i18n';
import { plotTheme } from '../plot-theme';
import { useSize } from '../use-size';
import type { CurveField } from './axes';
import { CurvePlot, type DrawnCurve } from './CurvePlot';
import { Scrubber } from './Scrubber';

export interface CurvePane {
  readonly letter: string;
  readonly color: string;
  /** One curve per run. */
  readonly curves: readonly (readonly CurvePoint[])[];
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
}

const FONT_SIZE = 11;

/** Heading, curves of all panes and runs in one plot, and the scrubber; fills its parent (at least 160 px high). The owner moves `scrub` while `playing`. */
export function TrainingCurves(props: TrainingCurvesProps) {
  const { panes, scrub, onScrub, playing, onPlaying, theme: themeId, checkpoints = [], live = false } = props;
  const theme = plotTheme(themeId);
  const [field, setField] = useState<CurveField>('loss');
  const [box, setBox] = useState<HTMLElement | null>(null);
  const size = useSize(box);
  const curves = useMemo(() => drawnCurves(panes, theme.runs), [panes, theme]);
  const reached = Math.max(0, ...curves.map((curve) => curve.points.at(-1)?.epoch ?? 0));
  const epochs = Math.max(reached, props.epochs ?? 0);
  const at = Math.min(scrub ?? reached, epochs);
  const scrubTo = (epoch: number) => onScrub(epoch >= reached ? null : epoch);

  const name = t(field === 'loss' ? 'plots.trainingLoss' : 'plots.trainingAccuracy');
  return (
    <section style={{ display: 'flex', flexDirection: 'column', gap: 8, height: '100%', minHeight: 160 }} aria-label={name}>
      <header style={{ display: 'flex', alignItems: 'baseline', gap: 9, fontSize: FONT_SIZE + 1, lineHeight: '18px' }}>
        <strong style={{ color: theme.ink1, fontWeight: 600, whiteSpace: 'nowrap' }}>{name}</strong>
        <span style={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', color: theme.ink2 }}>
          {t(size.width > 0 && size.width < 340 ? 'plots.dottedTest' : 'plots.solidTraining')}
        </span>
        <FieldSwitch field={field} onField={setField} color={theme.accent} rest={theme.ink2} />
      </header>
      <div ref={setBox} style={{ position: 'relative', flex: 1, minHeight: 0 }}>
        {curves.length === 0 ? (
          <p style={{ display: 'grid', placeItems: 'center', height: '100%', margin: 0, color: theme.ink3, fontSize: 12 }}>
            {t('plots.noCurves')}
          </p>
        ) : (
          size.width > 0 && (
            <div style={{ position: 'absolute', inset: 0 }}>
              <CurvePlot
                curves={curves}
                field={field}
                epochs={epochs}
                at={at}
                onScrub={scrubTo}
                label={t('plots.curvesLabel', { name, panes: [...new Set(curves.map((curve) => curve.letter))].join(', ') })}
                width={size.width}
                height={size.height}
                fontSize={FONT_SIZE}
                theme={theme}
              />
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
        fontSize={FONT_SIZE}
        theme={theme}
      />
    </section>
  );
}

/** Runs that have points. A single pane with several runs is coloured and numbered by run, several panes by pane. */
export function drawnCurves(panes: readonly CurvePane[], runColors: readonly string[]): DrawnCurve[] {
  const byRun = panes.length === 1 && panes[0].curves.length > 1;
  return panes.flatMap((pane) =>
    pane.curves.flatMap((points, run): DrawnCurve[] =>
      points.length === 0
        ? []
        : [
            {
              key: `${pane.letter}${run}`,
              letter: byRun ? String(run + 1) : pane.letter,
              color: byRun ? runColors[run % runColors.length] : pane.color,
              points,
            },
          ],
    ),
  );
}

function FieldSwitch({
  field,
  onField,
  color,
  rest,
}: {
  field: CurveField;
  onField(field: CurveField): void;
  color: string;
  rest: string;
}) {
  return (
    <fieldset aria-label={t('plots.curveShown')} style={{ display: 'flex', gap: 10, margin: 0, padding: 0, border: 0, minWidth: 0 }}>
      {(['loss', 'accuracy'] as const).map((id) => (
        <button
          key={id}
          type="button"
          aria-pressed={field === id}
          onClick={() => onField(id)}
          style={{
            padding: '3px 0',
            margin: '-3px 0',
            border: 0,
            borderBottom: `2px solid ${field === id ? color : 'transparent'}`,
            background: 'none',
            color: field === id ? color : rest,
            font: 'inherit',
            fontWeight: field === id ? 600 : 400,
            cursor: 'pointer',
          }}
        >
          {t(id === 'loss' ? 'plots.lossTab' : 'plots.accuracyTab')}
        </button>
      ))}
    </fieldset>
  );
}
