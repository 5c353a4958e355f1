import { Repeat } from 'lucide-react';
import { Suspense, useState } from 'react';
import { addTexts } from '../../../i18n';
import { seedsOffer } from '../../../i18n/messages/seeds-offer';
import { useText } from '../../text';
import { MoreDialog } from '../MoreDialog';
import { useTrainingReason } from './use-reason';
import '../../../styles/seeds-offer.css';

addTexts(seedsOffer);

/** Beside a sentence that holds for the trainings on the page only: the way to others, where there is one. */
export function TrainingsLink() {
  const t = useText();
  const reason = useTrainingReason();
  const [open, setOpen] = useState(false);
  if (reason !== null && !open) return null;
  return (
    <>
      <button
        type="button"
        className="button trainings-link"
        aria-label={t('trainings.open')}
        title={t('trainings.open')}
        onClick={() => setOpen(true)}
      >
        <Repeat size={14} strokeWidth={1.75} aria-hidden />
        <span>{t('trainings.open')}</span>
      </button>
      <Suspense fallback={null}>{open ? <MoreDialog id="trainings" onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
