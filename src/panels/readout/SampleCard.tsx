import { Check, X } from 'lucide-react';
import { t } from '../../i18n';
import { formatPercent } from '../../i18n/format';
import { answerTo, SampleImage } from '../../views/samples';
import { Letter } from '../letters';
import type { SampleGroup } from './use-samples';

/** A class by its name, or by its number. */
export function className({ dataset: { classNames } }: SampleGroup, cls: number): string {
  const key = classNames?.[cls];
  return key ? t(key) : t('samples.classNumber', { number: cls });
}

/** Below this size, CSS pixels, the label stands beside the image. */
const ABREAST = 40;

/** One image with its label, and what each net takes it for: a tick, or a cross with the class it chose. */
export function SampleCard({ group, index, target }: { group: SampleGroup; index: number; target: number }) {
  const { dataset, split, labels, panes, answers } = group;
  return (
    <li className={target < ABREAST ? 'sample abreast' : 'sample'}>
      <SampleImage dataset={dataset} split={split} index={index} target={target} />
      <p className="sample-label">{className(group, labels[index])}</p>
      {panes.map((pane, i) => {
        const answer = answerTo(answers[i], labels, index);
        if (!answer) return null;
        const { right, predicted, share } = answer;
        return (
          <p key={pane} className={right ? 'sample-answer' : 'sample-answer wrong'} data-pane={pane}>
            {panes.length > 1 ? <Letter pane={pane} little /> : null}
            {right ? <Check size={12} strokeWidth={2} aria-hidden /> : <X size={12} strokeWidth={2.5} aria-hidden />}
            <span className="unseen">{t(right ? 'samples.right' : 'samples.wrong')}</span>
            {right ? null : <span className="sample-taken">{className(group, predicted)}</span>}
            <span>{formatPercent(share, 0)}</span>
          </p>
        );
      })}
    </li>
  );
}
