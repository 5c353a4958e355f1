import { lazy, Suspense, useState } from 'react';
import type { Probe } from '../../app/state';
import { useApp } from '../../app/store';
import { useText } from '../text';

const SpectrumDialog = lazy(() => import('../dialogs/SpectrumDialog').then((module) => ({ default: module.SpectrumDialog })));

/** Opens the Hessian's spectra of all panes where the probe stands. */
export function SpectrumButton() {
  const t = useText();
  const probe = useApp((state) => state.probe);
  const [at, setAt] = useState<Probe | null>(null);
  return (
    <>
      <button
        type="button"
        className="link-button"
        aria-label={t('curvature.spectrumHere')}
        title={t('curvature.spectrumAbout')}
        onClick={() => setAt(probe ?? { alpha: 0, beta: 0 })}
      >
        {t('curvature.spectrum')}
      </button>
      <Suspense fallback={null}>{at ? <SpectrumDialog at={at} onClose={() => setAt(null)} /> : null}</Suspense>
    </>
  );
}
