import { lazy, Suspense, useState } from 'react';
import { useText } from '../text';

const TrustDialog = lazy(() => import('../dialogs/TrustDialog').then((module) => ({ default: module.TrustDialog })));

/** Opens what a careful plot says beside the picture. */
export function TrustButton() {
  const t = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="link-button trust-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {t('captions.trust')}
      </button>
      <Suspense fallback={null}>{open ? <TrustDialog onClose={() => setOpen(false)} /> : null}</Suspense>
    </>
  );
}
