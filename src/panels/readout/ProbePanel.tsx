import type { CSSProperties } from 'react';
import type { ProbeReading } from '../../app/results';
import { useApp } from '../../app/store';
import { dataShape } from '../../experiment/limits';
import { formatCoordinate, formatLoss, formatNumber, formatPercent } from '../../i18n/format';
import { useResults } from '../app';
import { Letter, letterOf } from '../letters';
import { useText } from '../text';
import { CurvatureNote } from './CurvatureNote';
import { BoundaryNote, PaneBoundary } from './PaneBoundary';
import { SampleStrip } from './SampleStrip';
import { SpectrumButton } from './SpectrumButton';

interface Props {
  /** Side of the boundary plots of one or two panes, CSS pixels. */
  readonly size: number;
  /** Of the panel, CSS pixels, where several rows of boundaries grow with it. */
  readonly height?: number;
  /** On a touch screen the pin is under the finger. */
  readonly touch?: boolean;
}

/** Side of a boundary beside the samples of another pane. */
const BESIDE_SAMPLES = 48;

/** Side of a boundary in two rows of them, at least, and what the panel has above, between and below them. */
const ROW = 72;
const AROUND_ROWS = 68;
/** From this side on numbers stand below their names. */
const ROOMY = 100;

/** Loss, accuracy and decision boundary of every pane at one point: the pin, a checkpoint, or the trained weights. On images, samples with the nets' answers. */
export function ProbePanel({ size, height = 0, touch = false }: Props) {
  const t = useText();
  const epoch = useApp((state) => state.scrubEpoch);
  const probe = useApp((state) => state.probe);
  const recipes = useApp((state) => state.document.panes);
  const readings = useReadings();
  const ofImages = recipes.map((recipe) => dataShape(recipe).inputShape.length === 3);
  const samples = ofImages.some(Boolean);
  const known = readings.some((reading) => reading !== null);
  if (!known && !samples) {
    return (
      <>
        <div className="panel-title">
          <h2>{t('shell.underPin')}</h2>
        </div>
        <p className="panel-empty">{t('shell.nothingUnder')}</p>
      </>
    );
  }
  const inRows = Math.min(size, Math.max(ROW, Math.floor((height - AROUND_ROWS) / 2)));
  const side = samples ? BESIDE_SAMPLES : readings.length > 2 ? inRows : size;
  return (
    <>
      {known ? (
        <Title readings={readings} touch={touch} />
      ) : (
        <div className="panel-title">
          <h2>{t('samples.title')}</h2>
        </div>
      )}
      {known ? (
        <div
          className={samples ? 'readings beside' : 'readings'}
          data-count={readings.length}
          data-roomy={side >= ROOMY || undefined}
          style={{ '--boundary': `${side}px` } as CSSProperties}
        >
          {readings.map((reading, pane) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its position.
            <div className="reading" key={pane}>
              {ofImages[pane] ? null : <PaneBoundary pane={pane} boundary={reading?.boundary ?? null} size={side} />}
              <div>
                {touch ? null : <Letter pane={pane} little={samples} />}
                <Numbers reading={reading} pane={pane} touch={touch} />
              </div>
            </div>
          ))}
        </div>
      ) : null}
      {probe !== null && epoch === null ? <InexactNote readings={readings} /> : null}
      {epoch === null ? <CurvatureNote /> : null}
      {samples ? <SampleStrip readings={readings} /> : <BoundaryNote boundary={readings[0]?.boundary ?? null} />}
    </>
  );
}

/** The reading of every pane. The boundary at the trained weights travels with every result, also where the weights do not. */
function useReadings(): readonly (ProbeReading | null)[] {
  const probe = useApp((state) => state.probe);
  return useResults().map(({ underProbe, snapshot }) =>
    underProbe && !underProbe.boundary && probe === null && underProbe.epoch === null
      ? { ...underProbe, boundary: snapshot.boundary }
      : underProbe,
  );
}

/** Why the numbers are those of the grid point nearest, where they are. */
function InexactNote({ readings }: { readonly readings: readonly (ProbeReading | null)[] }) {
  const t = useText();
  const inexact = readings.filter((reading) => reading?.exact === false);
  if (inexact.length === 0) return null;
  return <p className="reading-note">{t(inexact.some((reading) => reading?.failed) ? 'share.probeFailed' : 'share.probeNeedsRun')}</p>;
}

/** A checkpoint's weights at an earlier epoch are not those of the place on the plane. */
function hasSpectrum(reading: ProbeReading | null): boolean {
  return reading?.exact === true && reading.epoch === null;
}

interface TitleProps {
  readonly readings: readonly (ProbeReading | null)[];
  readonly touch: boolean;
}

function Title({ readings, touch }: TitleProps) {
  const t = useText();
  const probe = useApp((state) => state.probe);
  const epoch = useApp((state) => state.scrubEpoch);
  const setProbe = useApp((state) => state.setProbe);
  const onLine = useApp(({ document }) => document.panes.every(({ axes }) => axes.length === 1));
  const live = epoch === null && readings.some((reading) => reading !== null && reading.epoch !== null);
  const at = probe ?? { alpha: 0, beta: 0 };
  const alpha = formatCoordinate(at.alpha);
  const title = (): string => {
    if (epoch !== null) return t('shell.atEpoch', { epoch: formatNumber(readings.find((reading) => reading !== null)?.epoch ?? epoch) });
    if (live) return t('shell.asTheyTrain');
    if (probe === null) return t('shell.atTrained');
    return t(touch ? 'shell.underFinger' : 'shell.underPin');
  };
  return (
    <div className="panel-title">
      <h2>{title()}</h2>
      {epoch === null && !live ? (
        <span>{onLine ? `α ${alpha}` : t('shell.coordinates', { alpha, beta: formatCoordinate(at.beta) })}</span>
      ) : null}
      {probe !== null && epoch === null && !live ? (
        <button type="button" className="link-button" onClick={() => setProbe(null)}>
          {t(touch ? 'shell.toTrainedShort' : 'shell.toTrained')}
        </button>
      ) : null}
      {readings.some(hasSpectrum) ? <SpectrumButton /> : null}
    </div>
  );
}

function Numbers({ reading, pane, touch }: { reading: ProbeReading | null; pane: number; touch: boolean }) {
  const t = useText();
  return (
    <dl>
      <dt>{touch ? t('shell.lossOf', { letter: letterOf(pane) }) : t('shell.loss')}</dt>
      <dd>{reading ? formatLoss(reading.loss) : '–'}</dd>
      <dt>{t('shell.accuracy')}</dt>
      <dd>{reading ? (Number.isNaN(reading.loss) ? '–' : formatPercent(reading.accuracy)) : '–'}</dd>
    </dl>
  );
}
