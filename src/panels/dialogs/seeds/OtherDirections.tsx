import { Dices } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useText } from '../../text';
import { useSeedReason } from './use-seed-reason';
import '../../../styles/seeds-offer.css';

const SeedsDialog = lazy(() => import('./SeedsDialog').then((module) => ({ default: module.SeedsDialog })));

/** One press to the same planes along other random directions; says why where there are none. */
export function OtherDirections() {
  const t = useText();
  const reason = useSeedReason();
  const [open, setOpen] = useState(false);
  return (
    <div className="seeds-offer">
      <button type="button" className="button" disabled={reason !== null} onClick={() => setOpen(true)}>
        <Dices size={14} strokeWidth={1.75} aria-hidden />
        {t('seeds.open')}
      </button>
      <p className="row-note">{t(reason ?? 'seeds.about')}</p>
      <Suspense fallback={null}>{open ? <SeedsDialog onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  );
}
