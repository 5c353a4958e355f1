import { Dices, type LucideIcon, Repeat } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useText } from '../../text';
import { MoreDialog, type MoreDialogId } from '../MoreDialog';
import { useSeedReason, useTrainingReason } from './use-reason';
import '../../../styles/seeds-offer.css';

/** One press to the same planes along other random directions, one to other trainings of the same recipes; each says why where there are none. */
export function CheckOffers() {
  return (
    <>
      <Offer id="seeds" Icon={Dices} reason={useSeedReason()} />
      <Offer id="trainings" Icon={Repeat} reason={useTrainingReason()} />
    </>
  );
}

function Offer({
  id,
  Icon,
  reason,
}: {
  readonly id: MoreDialogId & ('seeds' | 'trainings');
  readonly Icon: LucideIcon;
  readonly reason: string | null;
}) {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <div className="seeds-offer">
      <button type="button" className="button" disabled={reason !== null} onClick={() => setOpen(true)}>
        <Icon size={14} strokeWidth={1.75} aria-hidden />
        {t(`${id}.open`)}
      </button>
      <p className="row-note">{t(reason ?? `${id}.about`)}</p>
      <Suspense fallback={null}>{open ? <MoreDialog id={id} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}
