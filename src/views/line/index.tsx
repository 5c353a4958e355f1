import { useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Probe } from '../../app/state';
import { t } from '../../i18n';
import { formatCoordinate, formatLoss, formatPercent } from '../../i18n/format';
import { EmptyPane } from '../EmptyPane';
import { spread } from '../probe-steps';
import { heightScale } from '../scale';
import type { TextTable, ViewPane, ViewProps, ViewSpec } from '../types';
import { storedLine } from './extract';
import { LinePlot, where } from './LinePlot';

const TABLE_POINTS = 33;

function LineView({ panes, shared, probe, onProbe, theme }: ViewProps) {
  const hovered = useRef<Probe | null>(null);
  const landscapes = panes.map((pane) => pane.landscape);
  return panes.map((pane) => {
    // The loss axis stays a loss axis where the pane's surface shows accuracy.
    const scale =
      pane.scale.field === 'loss'
        ? pane.scale
        : heightScale(shared.sharedScale ? landscapes : [pane.landscape], { field: 'loss', mode: shared.height, cap: shared.cap });
    return createPortal(
      pane.landscape === null ? (
        <EmptyPane text={t('plots.empty')} theme={theme} />
      ) : (
        <LinePlot
          pane={pane}
          landscape={pane.landscape}
          lineAxis={shared.lineAxis}
          scale={scale}
          probe={probe}
          onProbe={onProbe}
          hovered={hovered}
          theme={theme}
        />
      ),
      pane.element,
      String(pane.index),
    );
  });
}

/** Up to 33 points of the line along the first axis: coordinate, loss, accuracy. */
function toTable(pane: ViewPane): TextTable {
  const name = `${pane.letter} ${pane.name}`;
  if (!pane.landscape) return { caption: t('plots.noTable', { pane: name }), head: [], rows: [] };
  const line = storedLine(pane.landscape, 0);
  const points = spread(line.range.points, TABLE_POINTS);
  return {
    caption: t('plots.lineCaption', { pane: name, where: where(line), shown: points.length, all: line.range.points }),
    head: ['α', t('plots.loss'), t('plots.accuracy')],
    rows: points.map((i) => [
      formatCoordinate(line.coordinates[i]),
      line.done[i] === 0 ? '…' : formatLoss(line.loss[i]),
      line.done[i] === 0 || !Number.isFinite(line.loss[i]) ? '–' : formatPercent(line.accuracy[i]),
    ]),
  };
}

/** Loss and accuracy along one axis: the paper's one-dimensional plot. */
export const lineView: ViewSpec = {
  id: 'line',
  label: 'catalog.view.line',
  accepts: () => true,
  Component: LineView,
  toTable,
};
