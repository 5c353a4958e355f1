import { useMemo } from 'react';
import { useApp } from '../../app/store';
import { optimizers } from '../../catalog/optimizers';
import { numberOf } from '../../catalog/params';
import { hasBatchNorm } from '../../experiment/limits';
import { say } from '../../i18n/say';
import { useText } from '../text';
import { useStability } from './use-sharpness';

/** What the curve of sharpness shows, how it was measured, and why a run has no limit. */
export function SharpnessCaption() {
  const t = useText();
  const shown = useApp((state) => state.curve === 'sharpness');
  const recipes = useApp((state) => state.document.panes);
  const gap = useApp((state) => (state.language === 'zh' ? '' : ' '));
  const stability = useStability().flat();
  const normalised = useMemo(() => recipes.some(hasBatchNorm), [recipes]);
  if (!shown) return null;
  const decays = recipes.some(({ runs }) =>
    runs.some(({ optimizer: { id, params } }) => optimizers.get(id).decayInGradient && numberOf(params, 'weightDecay') > 0),
  );
  const limits = stability.flatMap((limit) => ('reason' in limit ? [] : [limit]));
  const reasons = new Set(stability.flatMap((limit) => ('reason' in limit ? [say(limit.reason.sentence)] : [])));
  const sentences = [
    t('sharpening.about'),
    ...(normalised ? [t('sharpening.aboutBatchNorm')] : []),
    ...(decays ? [t('sharpening.aboutDecay')] : []),
    ...(limits.length > 0 ? [t('sharpening.aboutLimit')] : []),
    ...(limits.some(({ plain }) => !plain) ? [t('sharpening.aboutMomentum')] : []),
    ...reasons,
  ];
  return <p className="prose">{sentences.join(gap)}</p>;
}
