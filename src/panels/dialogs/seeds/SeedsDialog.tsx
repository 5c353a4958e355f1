import { useState } from 'react';
import { results } from '../../../app/results';
import { appStore, useApp } from '../../../app/store';
import { MOST_HOLES } from '../../../experiment/headline/trouble';
import { inView } from '../../../experiment/range';
import { checkedSeeds, checkPoints, SEED_COUNTS, seedPanes, seedPlanes, withSeed } from '../../../experiment/seed-check';
import { type SurfaceStatistics, surfaceStatistics } from '../../../experiment/statistics';
import { formatNumber, formatPercent } from '../../../i18n/format';
import { letterOf } from '../../letters';
import { useText } from '../../text';
import { CheckDialog } from '../check/CheckDialog';
import { CheckTable } from '../check/CheckTable';
import { type CheckedPlane, type CheckSource, useCheck } from '../check/use-check';
import { roughnessText, spreadInWords } from './words';

const SOURCE: CheckSource = {
  cards: checkedSeeds,
  planes: (document, count) =>
    seedPlanes(inView(document), checkedSeeds(document, count), (pane) => results.pane(pane).snapshot.landscape?.axes ?? null),
  known: () => null,
  compute: (planes, onPart, signal) =>
    appStore
      .getState()
      .evaluatePlanes(planes, (index, landscape, complete) => onPart(index, { landscape, complete, trained: null, curve: [] }), signal),
  waits: () => false,
};

/** The planes of all panes along several random directions as small maps on one scale, how their numbers vary, and the way to one of them (METHOD.md, section 8). */
export function SeedsDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  const [count, setCount] = useState<number>(6);
  const check = useCheck(SOURCE, count);
  const { document, planes } = check;
  const panes = seedPanes(document);
  const spread = spreadInWords(
    panes.map((pane) => ({ letter: letterOf(pane), statistics: planes.filter((plane) => plane.pane === pane).map(statisticsOf) })),
  );
  const holed = planes.filter((plane) => (statisticsOf(plane)?.holes ?? 0) > MOST_HOLES).length;
  const done = planes.filter(({ complete }) => complete).length;
  return (
    <CheckDialog
      title={t('seeds.title')}
      lead={t('seeds.lead', { points: checkPoints(document) })}
      check={check}
      panes={panes}
      counts={SEED_COUNTS}
      count={count}
      onCount={setCount}
      progress={{ done, all: planes.length, text: t('seeds.progress', { done, all: planes.length }) }}
      sentences={holed > 0 ? [...spread, t('seeds.holed', { count: holed })] : spread}
      titleOf={(seed) => t('seeds.seed', { seed })}
      figuresOf={(plane) => {
        const statistics = statisticsOf(plane);
        if (!statistics) return [];
        return [t('seeds.roughness', { roughness: roughnessText(statistics.roughness) }), t('seeds.minima', { count: statistics.minima })];
      }}
      earlyChoice
      onChoose={(seed) => {
        edit((now) => withSeed(now, seed));
        // A seed that was on the page before has its picture already.
        const { panes: status, runPane } = appStore.getState();
        for (const pane of panes) if (status[pane]?.need === 'surface') runPane(pane);
      }}
      table={<SeedTable seeds={check.cards} panes={panes} planes={planes} />}
      onClose={onClose}
    />
  );
}

const COLUMNS = ['roughness', 'minima', 'holes'] as const;

/** The numbers of all pictures, "–" while they are not known; those of holes where there are any. */
function SeedTable(props: {
  readonly seeds: readonly number[];
  readonly panes: readonly number[];
  readonly planes: readonly CheckedPlane[];
}) {
  const { seeds, panes, planes } = props;
  const t = useText();
  const isHoled = planes.some((plane) => (statisticsOf(plane)?.holes ?? 0) > 0);
  const columns = isHoled ? COLUMNS : COLUMNS.slice(0, 2);
  const cellOf = (column: (typeof COLUMNS)[number], statistics: SurfaceStatistics | null): string => {
    if (!statistics) return '–';
    if (column === 'roughness') return roughnessText(statistics.roughness);
    return column === 'minima' ? formatNumber(statistics.minima) : formatPercent(statistics.holes);
  };
  return (
    <CheckTable
      columns={panes.flatMap((pane) => columns.map((column) => t(`seeds.column.${column}`, { letter: letterOf(pane) })))}
      rows={seeds.map((seed) => ({
        title: String(seed),
        cells: planes
          .filter((plane) => plane.card === seed)
          .flatMap((plane) => columns.map((column) => cellOf(column, statisticsOf(plane)))),
      }))}
    />
  );
}

function statisticsOf({ landscape, complete }: CheckedPlane): SurfaceStatistics | null {
  return landscape && complete ? surfaceStatistics(landscape) : null;
}
