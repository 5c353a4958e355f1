import { useApp } from '../../app/store';
import { formatNumber } from '../../i18n/format';
import { useText } from '../text';

/** How far the reading of a file is, with the way to stop it. */
export function ReadingProgress({ file, fraction }: { file: string; fraction: number }) {
  const t = useText();
  const cancel = useApp((state) => state.cancelImages);
  return (
    <div className="images-reading">
      <p>
        <span>{t('images.open.reading', { file })}</span>
        <b>{t('rail.run.percent', { percent: formatNumber(fraction * 100) })}</b>
      </p>
      <Progress label={t('images.open.reading', { file })} fraction={fraction} />
      <button type="button" className="button" onClick={cancel}>
        {t('images.open.cancel')}
      </button>
    </div>
  );
}

/** A bar with the share of the bytes that is there. */
export function Progress({ label, fraction }: { label: string; fraction: number }) {
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(fraction * 100)}
    >
      <i style={{ transform: `scaleX(${fraction})` }} />
    </div>
  );
}
