import { Dices, type LucideIcon, Repeat } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useText } from '../../text';
import { MoreDialog, type MoreDialogId } from '../MoreDialog';
import { useSeedReason, useTrainingReason } from './use-reason';
import '../../../styles/seeds-offer.css';

/** One press to the same planes along other random directions, one to other trainings of the same recipes; each says why where there are none. */
export function CheckOffers() {
  const [seeds, trainings] = [useSeedReason(), useTrainingReason()];
  return (
    <>
      <Offer id="seeds" Icon={Dices} reason={seeds} isTold={seeds !== null && seeds === trainings} />
      <Offer id="trainings" Icon={Repeat} reason={trainings} />
    </>
  );
}

interface OfferProps {
  readonly id: MoreDialogId & ('seeds' | 'trainings');
  readonly Icon: LucideIcon;
  readonly reason: string | null;
  /** The next one says the same. */
  readonly isTold?: boolean;
}

function Offer({ id, Icon, reason, isTold = false }: OfferProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <div className="seeds-offer">
      <button type="button" className="button" disabled={reason !== null} onClick={() => setOpen(true)}>
        <Icon size={14} strokeWidth={1.75} aria-hidden />
        {t(`${id}.open`)}
      </button>
      {isTold ? null : <p className="row-note">{t(reason ?? `${id}.about`)}</p>}
      <Suspense fallback={null}>{open ? <MoreDialog id={id} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}
