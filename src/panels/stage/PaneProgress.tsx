import { loadingShare } from '../../app/images/wanted';
import { useApp } from '../../app/store';
import { formatNumber } from '../../i18n/format';
import { letterOf } from '../letters';
import { useText } from '../text';

/** Under the pane's header while it works: how far the training or the pass is. */
export function PaneProgress({ index }: { index: number }) {
  const t = useText();
  const status = useApp((state) => state.panes[index]);
  const loading = useApp((state) => loadingShare(state, index));
  if (!status) return <div />;
  const { phase } = status;
  const fraction = loading ?? status.fraction;
  if (loading === null && phase !== 'training' && phase !== 'paused' && phase !== 'evaluating' && phase !== 'queued') return <div />;
  const [columns, rows] = status.passPoints;
  return (
    <div className="pane-progress">
      <div
        className="progress"
        role="progressbar"
        aria-label={t('shell.progressOf', { letter: letterOf(index) })}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(fraction * 100)}
      >
        <i style={{ transform: `scaleX(${fraction})` }} />
      </div>
      <span>
        {loading !== null ? (
          <>
            {t('shell.loadingData')} <b>{t('rail.run.percent', { percent: formatNumber(loading * 100) })}</b>
          </>
        ) : phase === 'evaluating' ? (
          <>
            {t('shell.pass', { pass: status.pass, passes: status.passes })}{' '}
            <b>{rows > 1 ? `${formatNumber(columns)} × ${formatNumber(rows)}` : formatNumber(columns)}</b>
          </>
        ) : phase === 'queued' ? (
          t('shell.queued')
        ) : (
          <>
            {t(phase === 'paused' ? 'shell.pausedAt' : 'shell.epoch')}{' '}
            <b>{t('shell.epochOf', { epoch: status.epoch, epochs: status.epochs })}</b>
          </>
        )}
      </span>
    </div>
  );
}
