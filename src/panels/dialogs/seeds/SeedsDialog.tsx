import { useRef, useState } from 'react';
import { appStore, useApp } from '../../../app/store';
import { checkPoints, SEED_COUNTS, seedPanes, withSeed } from '../../../experiment/seed-check';
import { surfaceStatistics } from '../../../experiment/statistics';
import { addTexts } from '../../../i18n';
import { seeds as texts } from '../../../i18n/messages/seeds';
import { ColorBar } from '../../../views/color-bar';
import { paneScales } from '../../../views/scale';
import type { HeightScale } from '../../../views/types';
import { Dialog } from '../../controls/Dialog';
import { Segmented } from '../../controls/Segmented';
import { letterOf } from '../../letters';
import { useText } from '../../text';
import { SeedCard } from './SeedCard';
import { SeedTable } from './SeedTable';
import { type SeedCheck, useSeedCheck } from './use-seed-check';
import { spreadInWords } from './words';
import '../../../styles/seeds.css';

addTexts(texts);

/** The planes of all panes along several random directions as small maps on one scale, how their numbers vary, and the way to one of them (METHOD.md, section 8). */
export function SeedsDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const gap = useApp((state) => (state.language === 'zh' ? '' : ' '));
  const theme = useApp((state) => state.theme);
  const edit = useApp((state) => state.edit);
  const [count, setCount] = useState<number>(6);
  const check = useSeedCheck(count);
  const { document, seeds, planes, busy, problem } = check;
  const { colormap } = document.shared;
  const scales = useScales(check);
  const panes = seedPanes(document);
  const spread = spreadInWords(
    panes.map((pane) => ({
      letter: letterOf(pane),
      statistics: planes
        .filter((plane) => plane.pane === pane)
        .map(({ landscape, complete }) => (landscape && complete ? surfaceStatistics(landscape) : null)),
    })),
  );
  const choose = (seed: number): void => {
    onClose();
    if (seed === seeds[0]) return;
    edit((now) => withSeed(now, seed));
    // A seed that was on the page before has its picture already.
    const { panes: status, runPane } = appStore.getState();
    for (const pane of panes) if (status[pane]?.need === 'surface') runPane(pane);
  };
  const bars = document.shared.sharedScale ? panes.slice(0, 1) : panes;
  return (
    <Dialog open title={t('seeds.title')} className="seeds" onClose={onClose}>
      <p className="dialog-lead">{t('seeds.lead', { points: checkPoints(document) })}</p>
      <div className="seeds-controls">
        <span id="seeds-how">{t('seeds.how')}</span>
        <Segmented
          label={t('seeds.how')}
          options={SEED_COUNTS.map((each) => ({ id: String(each), label: String(each) }))}
          value={String(count)}
          onChange={(id) => setCount(Number(id))}
        />
        <Progress check={check} />
      </div>
      {problem ? (
        <p className="seeds-problem" role="alert">
          {t(problem.key, problem.values)}
        </p>
      ) : null}
      <p className="seeds-spread" role="status" aria-busy={busy}>
        {spread.join(gap)}
      </p>
      <ul className="seeds-grid" data-panes={panes.length}>
        {seeds.map((seed, index) => (
          <li key={seed}>
            <SeedCard
              seed={seed}
              planes={planes.filter((plane) => plane.seed === seed)}
              scales={scales}
              colormap={colormap}
              theme={theme}
              present={index === 0}
              onChoose={() => choose(seed)}
            />
          </li>
        ))}
      </ul>
      <div className="seeds-bars">
        {bars.map((pane) => {
          const scale = scales[pane];
          return scale ? <ColorBar key={pane} scale={scale} colormap={colormap} theme={theme} width={260} namePlace="above" /> : null;
        })}
      </div>
      <details className="seeds-table">
        <summary>{t('seeds.table')}</summary>
        <SeedTable seeds={seeds} planes={planes} />
      </details>
    </Dialog>
  );
}

/** How far it is, and the way to stop and go on. */
function Progress({ check: { planes, busy, stop, goOn } }: { check: SeedCheck }) {
  const t = useText();
  const done = planes.filter(({ complete }) => complete).length;
  const all = planes.length;
  if (done === all) return null;
  return (
    <div className="seeds-progress">
      <div className="progress" role="progressbar" aria-label={t('seeds.title')} aria-valuemin={0} aria-valuemax={all} aria-valuenow={done}>
        <i style={{ transform: `scaleX(${done / all})` }} />
      </div>
      <span>{t('seeds.progress', { done, all })}</span>
      <button type="button" className="button" onClick={busy ? stop : goOn}>
        {t(busy ? 'seeds.stop' : 'seeds.goOn')}
      </button>
    </div>
  );
}

/** One scale for all pictures, or one for those of each pane where the panes have scales of their own. It only widens while pictures come in. */
function useScales({ document, planes, busy }: SeedCheck): readonly HeightScale[] {
  const before = useRef<readonly HeightScale[] | null>(null);
  const { height, cap, sharedScale } = document.shared;
  const panes = document.panes.map(({ view }, pane) => ({
    field: view.field,
    landscapes: planes.filter((plane) => plane.pane === pane).map(({ landscape }) => landscape),
  }));
  const fresh = paneScales(panes, { mode: height, cap, shared: sharedScale, previous: busy ? before.current : null });
  // Equal ones stay the same objects, so that finished maps are not drawn again.
  const scales = fresh.map((scale, pane) => {
    const old = before.current?.[pane];
    return old && old.min === scale.min && old.max === scale.max && old.cut === scale.cut ? old : scale;
  });
  before.current = scales;
  return scales;
}
