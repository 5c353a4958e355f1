import { Images } from 'lucide-react';
import { kindOf } from '../../app/images/kinds';
import { useApp } from '../../app/store';
import { useText } from '../text';
import { useLayout } from '../use-media';
import { OpenButton } from './OpenButton';
import { ReadingProgress } from './ReadingProgress';
import '../../app/images/texts';
import '../../styles/images.css';

/** Over the pictures: the images that they are about are not here, what that means, and the way to bring them. */
export function WantedStrip({ asset }: { asset: string }) {
  const t = useText();
  const status = useApp((state) => state.assets[asset]);
  const arrived = useApp((state) => state.panes.some(({ phase }) => phase === 'shared' || phase === 'ready-made'));
  const tab = useApp((state) => state.phoneTab);
  const layout = useLayout();
  const stepOpen = useApp((state) => state.openStep === 'data');
  // Where the step is in sight it says all this itself, and more.
  if (stepOpen && (layout !== 'phone' || tab === 'recipe')) return null;
  if (!status || status.phase === 'loading' || status.phase === 'opened') return null;
  const kind = kindOf(asset);
  const problem = status.phase === 'missing' ? status.problem : null;
  return (
    <div className={problem ? 'notice error' : 'notice warning'} role="alert">
      <Images size={18} strokeWidth={1.75} aria-hidden />
      <div>
        <h2>{t(`images.open.missing.${kind}`)}</h2>
        {status.phase === 'reading' ? (
          <ReadingProgress file={status.file} fraction={status.fraction} />
        ) : (
          <p>
            {problem ? t(problem.key, problem.values) : t(`images.open.toTrain.${kind}`)}
            {arrived && !problem ? ` ${t('images.open.pictureStays')}` : null}
          </p>
        )}
      </div>
      {status.phase === 'missing' ? (
        <div className="notice-ways">
          <OpenButton kind={kind} label="images.open.choose" filled />
        </div>
      ) : null}
    </div>
  );
}
