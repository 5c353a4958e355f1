import { useEffect, useRef } from 'react';
import { useApp } from '../../app/store';
import { CURVATURE_FIELDS, type CurvatureField, type CurvatureMap } from '../../experiment/curvature-map';
import { nonConvexShare } from '../../experiment/non-convex-share';
import type { Document } from '../../experiment/recipe';
import { formatNumber, formatPercent } from '../../i18n/format';
import { useResults } from '../app';
import { Segmented } from '../controls/Segmented';
import { letterOf } from '../letters';
import { useText } from '../text';
import { aboutSeconds } from './about-seconds';
import { secondsLeft } from './curvature-time';
import { estimateMapSeconds } from './estimate';
import '../../styles/curvature.css';

const LOSS = 'loss';

/** Computes the curvature maps of all panes, says how far they are, and chooses what of them colours the contours. */
export function CurvatureControl({ document }: { document: Document }) {
  const t = useText();
  const panes = useApp((state) => state.panes);
  const shown = useApp((state) => state.curvature);
  const show = useApp((state) => state.showCurvature);
  const compute = useApp((state) => state.mapCurvature);
  const edit = useApp((state) => state.edit);
  const device = useApp((state) => state.device);
  const results = useResults();
  const maps = results.flatMap(({ curvature }, pane) => (curvature ? [{ pane, map: curvature }] : []));
  const ready = panes.filter(({ need }, pane) => need === null && (results[pane]?.snapshot.checkpoints.length ?? 0) > 0);
  const lines = document.panes.some((recipe) => recipe.axes.length < 2);
  const running = maps.some(({ map }) => map.phase === 'running');
  const complete = maps.length === panes.length && maps.every(({ map }) => map.phase === 'done');

  const section = useRef<HTMLElement>(null);
  // What the button brings is below it, often below the fold.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes what is there to see.
  useEffect(() => {
    if (maps.length > 0) section.current?.scrollIntoView({ block: 'nearest' });
  }, [maps.length > 0, complete]);
  const takes = t('curvature.takes', { time: aboutSeconds(estimateMapSeconds(document, device)) });

  const choose = (field: CurvatureField | null) => {
    show(field);
    // A line has no room for a map.
    if (document.shared.view === 'line') edit((present) => ({ ...present, shared: { ...present.shared, view: 'contours' } }));
  };
  const reason = lines ? 'curvature.noLine' : ready.length < panes.length ? 'curvature.notYet' : null;
  return (
    <section ref={section} className="curvature" aria-label={t('curvature.title')}>
      <div className="row-label">
        <span>{t('curvature.title')}</span>
        {running ? (
          <button type="button" className="button" onClick={() => compute(false)}>
            {t('curvature.stop')}
          </button>
        ) : complete ? null : (
          <button
            type="button"
            className="button"
            disabled={reason !== null}
            onClick={() => {
              compute(true);
              choose(shown ?? 'ratio');
            }}
          >
            {t(maps.length > 0 ? 'curvature.goOn' : 'curvature.start')}
          </button>
        )}
      </div>
      <p className="row-note">
        {t('curvature.note')} {reason ? t(reason) : complete || running ? null : takes}
      </p>
      {maps.length > 0 && !complete ? <Progress maps={maps.map(({ map }) => map)} /> : null}
      {maps.length > 0 ? (
        <>
          <div className="row-label">{t('curvature.colours')}</div>
          <Segmented
            label={t('curvature.colours')}
            options={[LOSS, ...CURVATURE_FIELDS].map((id) => ({ id, label: t(`curvature.choose.${id}`) }))}
            value={shown ?? LOSS}
            onChange={(id) => choose(CURVATURE_FIELDS.find((field) => field === id) ?? null)}
          />
          {maps.map(({ pane, map }) =>
            map.phase === 'running' ? null : (
              <p className="row-note" key={pane}>
                {t('curvature.shareOf', { letter: letterOf(pane), percent: formatPercent(nonConvexShare(map.largest, map.smallest), 0) })}
              </p>
            ),
          )}
        </>
      ) : null}
    </section>
  );
}

function Progress({ maps }: { maps: readonly CurvatureMap[] }) {
  const t = useText();
  const done = sum(maps.map(({ finished }) => finished));
  const all = sum(maps.map(({ done: marks }) => marks.length));
  const left = secondsLeft(maps);
  const points = { done: formatNumber(done), all: formatNumber(all) };
  return (
    <div className="curvature-progress">
      <div
        className="progress"
        role="progressbar"
        aria-label={t('curvature.progressName')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round((100 * done) / all)}
      >
        <i style={{ transform: `scaleX(${done / all})` }} />
      </div>
      <span>{left === null ? t('curvature.progress', points) : t('curvature.progressLeft', { ...points, left: aboutSeconds(left) })}</span>
    </div>
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
