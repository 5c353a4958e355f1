import { useApp } from '../../app/store';
import { formatLoss } from '../../i18n/format';
import { useResult } from '../app';
import { Word } from '../glossary/Word';
import { letterOf } from '../letters';
import { useText } from '../text';

/** What is known of a pane's λmax, and whether it can be measured; null where there is nothing to say. */
export function useLambdaMax(index: number): { readonly value: number | null; readonly measuring: boolean } | null {
  const { snapshot, measuring } = useResult(index);
  const idle = useApp((state) => state.run.kind === 'idle');
  const { landscape, checkpoints, measured } = snapshot;
  const value = measured?.lambdaMax ?? null;
  if (value === null && (landscape === null || checkpoints.length === 0 || !(idle || measuring))) return null;
  return { value, measuring };
}

/** The number, or the button that measures it. */
export function LambdaMaxValue({ index }: { index: number }) {
  const t = useText();
  const measure = useApp((state) => state.measureLambdaMax);
  const known = useLambdaMax(index);
  if (known === null) return '–';
  if (known.value !== null) return formatLoss(known.value);
  if (known.measuring) return '…';
  return (
    <button
      type="button"
      className="link-button"
      aria-label={t('shell.lambdaMaxMeasure', { letter: letterOf(index) })}
      onClick={() => measure(index)}
    >
      {t('shell.measure')}
    </button>
  );
}

/** λmax at the point that a pane's plane is drawn around, or the way to measure it; nothing where it is not known and the weights are not here. */
export function LambdaMax({ index }: { index: number }) {
  const t = useText();
  const known = useLambdaMax(index);
  return known === null ? null : (
    <div title={t('shell.lambdaMaxTitle')}>
      <dt>
        <Word label="shell.lambdaMax" />
      </dt>
      <dd className={known.measuring ? 'about' : ''}>
        <LambdaMaxValue index={index} />
      </dd>
    </div>
  );
}
