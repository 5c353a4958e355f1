import { Suspense } from 'react';
import type { AppState } from '../../app/state';
import { useApp } from '../../app/store';
import { useResults } from '../app';
import { useText } from '../text';
import { useLayout, useMedia } from '../use-media';
import { Bar, HeightNote } from './parts';

/** The line below the pictures: one sentence, and the colour bar they share. */
export function Foot() {
  const t = useText();
  const key = useApp(footKey);
  const layout = useLayout();
  const upright = useMedia('(max-width: 899px)');
  const width = layout === 'wide' ? 380 : upright ? 240 : 300;
  const known = useResults().some((result) => result.snapshot.landscape !== null);
  // A line is drawn in its pane's colour: the bar would say nothing.
  const line = useApp((state) => state.document.shared.view === 'line');
  const shared = useApp((state) => state.document.shared.sharedScale || state.document.panes.length === 1);
  return (
    <div className="foot">
      <div>
        <p className="small">{t(key)}</p>
        {ABOUT_HEIGHTS.has(key) ? (
          <Suspense fallback={null}>
            <HeightNote />
          </Suspense>
        ) : null}
      </div>
      <div className="bar">
        {shared && known && !line ? (
          <Suspense fallback={null}>
            <Bar pane={null} width={width} />
          </Suspense>
        ) : null}
      </div>
    </div>
  );
}

/** The sentences after which what the heights mean is said, too: those of a picture that is finished. */
const ABOUT_HEIGHTS = new Set(['shell.foot.surface', 'shell.foot.line', 'shell.foot.together', 'shell.foot.togetherOwn']);

/** The sentence that helps most now. */
export function footKey(state: Pick<AppState, 'notice' | 'panes' | 'probe' | 'document' | 'scrubEpoch' | 'curvature'>): string {
  const { view, sharedScale } = state.document.shared;
  const phases = state.panes.map((pane) => pane.phase);
  if (state.notice) return 'shell.foot.notice';
  if (phases.includes('evaluating')) return 'shell.foot.evaluating';
  if (['training', 'queued', 'paused'].some((phase) => phases.includes(phase as (typeof phases)[number]))) return 'shell.foot.training';
  if (view === 'line') return 'shell.foot.line';
  if (state.curvature) return `curvature.foot.${state.curvature}`;
  if (view === 'contours') return 'shell.foot.contours';
  if (state.panes.length > 1 && state.probe !== null) return sharedScale ? 'shell.foot.together' : 'shell.foot.togetherOwn';
  return state.document.panes.some((pane) => pane.view.field === 'accuracy') ? 'shell.foot.accuracy' : 'shell.foot.surface';
}
