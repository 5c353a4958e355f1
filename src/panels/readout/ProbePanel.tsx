import { type CSSProperties, Suspense } from 'react';
import { useApp } from '../../app/store';
import { formatCoordinate, formatLoss, formatNumber, formatPercent } from '../../i18n/format';
import { useResults } from '../app';
import { Letter, letterOf } from '../letters';
import { Boundary, BoundaryNote } from '../stage/parts';
import { useText } from '../text';

interface Props {
  /** Side of the boundary plots of one or two panes, CSS pixels. */
  readonly size: number;
  /** On a touch screen the pin is under the finger. */
  readonly touch?: boolean;
}

/** Loss, accuracy and decision boundary of every pane at one point: the pin, a checkpoint, or the trained weights. */
export function ProbePanel({ size, touch = false }: Props) {
  const t = useText();
  const probe = useApp((state) => state.probe);
  const epoch = useApp((state) => state.scrubEpoch);
  const setProbe = useApp((state) => state.setProbe);
  const results = useResults();
  // The boundary at the trained weights travels with every result, also where the weights do not.
  const readings = results.map(({ underProbe, snapshot }) =>
    underProbe && !underProbe.boundary && probe === null && underProbe.epoch === null
      ? { ...underProbe, boundary: snapshot.boundary }
      : underProbe,
  );
  const known = readings.some((reading) => reading !== null);
  const side = results.length > 2 ? 72 : size;
  const live = epoch === null && readings.some((reading) => reading !== null && reading.epoch !== null);
  const at = probe ?? { alpha: 0, beta: 0 };
  const titleOf = (): string => {
    if (epoch !== null) return t('shell.atEpoch', { epoch: formatNumber(readings.find((reading) => reading !== null)?.epoch ?? epoch) });
    if (live) return t('shell.asTheyTrain');
    if (probe === null) return t('shell.atTrained');
    return t(touch ? 'shell.underFinger' : 'shell.underPin');
  };
  if (!known) {
    return (
      <>
        <div className="panel-title">
          <h2>{t('shell.underPin')}</h2>
        </div>
        <p className="panel-empty">{t('shell.nothingUnder')}</p>
      </>
    );
  }
  return (
    <>
      <div className="panel-title">
        <h2>{titleOf()}</h2>
        {epoch === null ? (
          <span>{t('shell.coordinates', { alpha: formatCoordinate(at.alpha), beta: formatCoordinate(at.beta) })}</span>
        ) : null}
        {probe !== null && epoch === null ? (
          <button type="button" className="link-button" onClick={() => setProbe(null)}>
            {t(touch ? 'shell.toTrainedShort' : 'shell.toTrained')}
          </button>
        ) : null}
      </div>
      <div className="readings" data-count={results.length} style={{ '--boundary': `${side}px` } as CSSProperties}>
        {readings.map((reading, pane) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a pane is its position.
          <div className="reading" key={pane}>
            <div className="boundary">
              <Suspense fallback={null}>
                <Boundary pane={pane} boundary={reading?.boundary ?? null} size={side} />
              </Suspense>
            </div>
            <div>
              {touch ? null : <Letter pane={pane} />}
              <dl>
                <dt>{touch ? t('shell.lossOf', { letter: letterOf(pane) }) : t('shell.loss')}</dt>
                <dd>{reading ? formatLoss(reading.loss) : '–'}</dd>
                <dt>{t('shell.accuracy')}</dt>
                <dd>{reading ? (Number.isNaN(reading.loss) ? '–' : formatPercent(reading.accuracy)) : '–'}</dd>
              </dl>
            </div>
          </div>
        ))}
      </div>
      {probe !== null && epoch === null && readings.some((reading) => reading && !reading.exact) ? (
        <p className="reading-note">{t('share.probeNeedsRun')}</p>
      ) : null}
      <Suspense fallback={null}>
        <BoundaryNote boundary={readings[0]?.boundary ?? null} />
      </Suspense>
    </>
  );
}
