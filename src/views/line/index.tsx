import { useRef } from 'react';
import { createPortal } from 'react-dom';
import type { Probe } from '../../app/state';
import type { Landscape } from '../../experiment/landscape';
import type { Split } from '../../experiment/recipe';
import { formatCoordinate, formatLoss, formatPercent } from '../../i18n/format';
import { EmptyPane } from '../EmptyPane';
import { spread } from '../probe-steps';
import { heightScale } from '../scale';
import { t } from '../text';
import type { TextTable, ViewPane, ViewProps, ViewSpec } from '../types';
import { type StoredLine, storedLine } from './extract';
import { LinePlot, where } from './LinePlot';
import { widthsInWords } from './repeats';
import { weightsInWords } from './WeightHistograms';

const TABLE_POINTS = 33;

function LineView({ panes, shared, probe, onProbe, theme }: ViewProps) {
  const hovered = useRef<Probe | null>(null);
  const all = panes.flatMap((pane) => drawn(pane));
  return panes.map((pane) => {
    // The loss axis stays a loss axis where the pane's surface shows accuracy.
    const scale =
      pane.scale.field === 'loss'
        ? pane.scale
        : heightScale(shared.sharedScale ? all : drawn(pane), { field: 'loss', mode: shared.height, cap: shared.cap });
    return createPortal(
      pane.landscape === null ? (
        <EmptyPane text={pane.coming ? '' : t('plots.empty')} theme={theme} />
      ) : (
        <LinePlot
          pane={pane}
          landscape={pane.landscape}
          weights={shared.sharedScale ? panes.flatMap(({ ends }) => ends) : pane.ends}
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

/** Everything that a pane draws. */
function drawn(pane: ViewPane): (Landscape | null)[] {
  return [pane.landscape, ...pane.companions.map(({ landscape }) => landscape)];
}

/** Up to 33 points of the line along the first axis: coordinate, loss, accuracy; of the lines drawn with it, too. */
function toTable(pane: ViewPane): TextTable {
  const name = `${pane.letter} ${pane.name}`;
  if (!pane.landscape) return { caption: t('plots.noTable', { pane: name }), head: [], rows: [] };
  const line = storedLine(pane.landscape, 0);
  const points = spread(line.range.points, TABLE_POINTS);
  const twin = pane.companions.find(({ seed }) => seed === null);
  const repeats = pane.companions.filter(({ seed }) => seed !== null);
  const heads = (split: Split) => (twin ? [t(`lines.${split}Loss`), t(`lines.${split}Accuracy`)] : [t('plots.loss'), t('plots.accuracy')]);
  const other = twin && storedLine(twin.landscape, 0);
  const others = repeats.map(({ landscape }) => storedLine(landscape, 0));
  const words = widthsInWords([pane.landscape, ...repeats.map(({ landscape }) => landscape)]);
  const caption = t('plots.lineCaption', { pane: name, where: where(line), shown: points.length, all: line.range.points });
  return {
    caption: [caption, ...(words ? [`${words}.`] : []), ...pane.ends.map(weightsInWords)].join(' '),
    head: [
      'α',
      ...heads(pane.split),
      ...(twin ? heads(twin.split) : []),
      ...repeats.map(({ seed }) => t('lines.seedLoss', { loss: t('plots.loss'), seed: seed ?? 0 })),
    ],
    rows: points.map((i) => [
      formatCoordinate(line.coordinates[i]),
      ...lossAndAccuracy(line, i),
      ...(other ? lossAndAccuracy(other, i) : []),
      ...others.map((repeat) => lossAndAccuracy(repeat, i)[0]),
    ]),
  };
}

function lossAndAccuracy(line: StoredLine, i: number): [string, string] {
  if (line.done[i] === 0) return ['…', '–'];
  return [formatLoss(line.loss[i]), Number.isFinite(line.loss[i]) ? formatPercent(line.accuracy[i]) : '–'];
}

/** Loss and accuracy along one axis: the paper's one-dimensional plot. */
export const lineView: ViewSpec = {
  id: 'line',
  label: 'catalog.view.line',
  accepts: () => true,
  Component: LineView,
  toTable,
};
