import { useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Probe } from '../../app/state';
import { formatCoordinate, formatLoss, formatPercent } from '../../i18n/format';
import { EmptyPane } from '../EmptyPane';
import { coordinateOf, spread } from '../probe-steps';
import { t } from '../text';
import type { TextTable, ViewPane, ViewProps, ViewSpec } from '../types';
import { ContourPlot } from './ContourPlot';

const TABLE_POINTS = 9;

function ContoursView({ panes, shared, probe, epoch, onProbe, theme }: ViewProps) {
  const hovered = useRef<Probe | null>(null);
  return panes.map((pane) =>
    createPortal(
      pane.landscape === null ? (
        <EmptyPane text={pane.coming ? '' : t('plots.empty')} theme={theme} />
      ) : pane.landscape.axes.length < 2 ? (
        <EmptyPane text={t('plots.notPlane')} theme={theme} />
      ) : (
        <ContourPlot
          pane={pane}
          landscape={pane.landscape}
          colormap={shared.colormap}
          probe={probe}
          epoch={epoch}
          showsPaths={shared.paths}
          onProbe={onProbe}
          hovered={hovered}
          theme={theme}
        />
      ),
      pane.element,
      String(pane.index),
    ),
  );
}

/** Loss or accuracy at up to 9 × 9 evenly spread points, highest β first as on the map. */
function toTable(pane: ViewPane): TextTable {
  const { landscape, scale } = pane;
  const name = `${pane.letter} ${pane.name}`;
  if (!landscape || landscape.axes.length < 2) return { caption: t('plots.noTable', { pane: name }), head: [], rows: [] };
  const [alpha, beta] = landscape.axes;
  const columns = spread(alpha.points, TABLE_POINTS);
  const rows = spread(beta.points, TABLE_POINTS).reverse();
  const read = (i: number) => {
    if (landscape.done[i] === 0) return '…';
    return scale.field === 'loss' ? formatLoss(landscape.loss[i]) : formatPercent(landscape.accuracy[i]);
  };
  return {
    caption: t('plots.contoursCaption', {
      field: t(scale.name ?? (scale.field === 'loss' ? 'plots.colorBarLinear' : 'plots.colorBarAccuracy')),
      pane: name,
      shown: columns.length * rows.length,
      all: landscape.loss.length,
    }),
    head: ['β \\ α', ...columns.map((i) => formatCoordinate(coordinateOf(alpha, i)))],
    rows: rows.map((j) => [formatCoordinate(coordinateOf(beta, j)), ...columns.map((i) => read(j * alpha.points + i))]),
  };
}

/** The plane from above: filled bands and iso-lines of loss or accuracy. */
export const contoursView: ViewSpec = {
  id: 'contours',
  label: 'catalog.view.contours',
  accepts: (landscape) => landscape.axes.length === 2,
  Component: ContoursView,
  toTable,
};
