import { useApp } from '../../app/store';
import { formatLoss } from '../../i18n/format';
import { useResult } from '../app';
import { Word } from '../glossary/Word';
import { letterOf } from '../letters';
import { useText } from '../text';

/** λmax at the point that a pane's plane is drawn around, or the way to measure it; nothing where it is not known and the weights are not here. */
export function LambdaMax({ index }: { index: number }) {
  const t = useText();
  const { snapshot, measuring } = useResult(index);
  const measure = useApp((state) => state.measureLambdaMax);
  const idle = useApp((state) => state.run.kind === 'idle');
  const { landscape, checkpoints, measured } = snapshot;
  const value = measured?.lambdaMax ?? null;
  if (value === null && (landscape === null || checkpoints.length === 0 || !(idle || measuring))) return null;
  return (
    <div title={t('shell.lambdaMaxTitle')}>
      <dt>
        <Word label="shell.lambdaMax" />
      </dt>
      <dd className={measuring ? 'about' : ''}>
        {value !== null ? (
          formatLoss(value)
        ) : measuring ? (
          '…'
        ) : (
          <button
            type="button"
            className="link-button"
            aria-label={t('shell.lambdaMaxMeasure', { letter: letterOf(index) })}
            onClick={() => measure(index)}
          >
            {t('shell.measure')}
          </button>
        )}
      </dd>
    </div>
  );
}
