import { Suspense, useState } from 'react';
import { useApp } from '../../app/store';
import { useSize } from '../../views/use-size';
import { useResults } from '../app';
import { CaptionText, Curves, ProbePanel } from '../stage/parts';
import { useText } from '../text';
import { useLayout, useMedia } from '../use-media';

/** Below the pictures: what is under the probe, how it was trained, how it was made. */
export function ReadOut() {
  const layout = useLayout();
  const upright = useMedia('(max-width: 899px)');
  const [probe, setProbe] = useState<HTMLElement | null>(null);
  const { height } = useSize(probe);
  return (
    <div className="readout">
      <section ref={setProbe} className="probe">
        <Suspense fallback={null}>
          <ProbePanel size={layout === 'wide' ? 120 : upright ? 96 : 112} height={height} />
        </Suspense>
      </section>
      <CurvesPanel />
      <CaptionPanel />
    </div>
  );
}

export function CurvesPanel() {
  const t = useText();
  const training = useApp((state) => state.panes.some((pane) => pane.phase === 'training'));
  const known = useResults().some((result) => result.snapshot.curves.some((curve) => curve.length > 0));
  if (!known && !training) {
    return (
      <section>
        <div className="panel-title">
          <h2>{t('shell.trainingLoss')}</h2>
        </div>
        <p className="panel-empty">{t('shell.noCurves')}</p>
      </section>
    );
  }
  return (
    <section className="curves">
      <Suspense fallback={null}>
        <Curves />
      </Suspense>
    </section>
  );
}

export function CaptionPanel() {
  const t = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className="caption" tabIndex={0} aria-labelledby="caption-title">
      <div className="panel-title">
        <h2 id="caption-title">{t('shell.howMade')}</h2>
      </div>
      <Suspense fallback={null}>
        <CaptionText />
      </Suspense>
    </section>
  );
}
