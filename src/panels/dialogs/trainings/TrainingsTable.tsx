import type { Document } from '../../../experiment/recipe';
import { trainingPanes } from '../../../experiment/trainings/planes';
import { type NumberSpread, spreadOf } from '../../../experiment/trainings/spread';
import { comparedMeasures, type Measured, measureOf } from '../../../experiment/trainings/summary';
import { formatNumber } from '../../../i18n/format';
import { letterOf } from '../../letters';
import { useText } from '../../text';
import { CheckTable } from '../check/CheckTable';
import type { CheckedPlane } from '../check/use-check';
import { planeReading } from './readings';
import { deviationText, measureText } from './words';

interface Props {
  readonly document: Document;
  readonly cards: readonly number[];
  readonly planes: readonly CheckedPlane[];
  readonly measured: readonly Measured[];
  readonly titleOf: (card: number) => string;
  /** Whether a training is left out of the sums below. */
  readonly isOut: (card: number) => boolean;
}

const SUMS = ['mean', 'deviation', 'ratio'] as const;

/** The numbers of every training, "–" while they are not known, and below them their means, deviations and largest ÷ smallest. */
export function TrainingsTable({ document, cards, planes, measured, titleOf, isOut }: Props) {
  const t = useText();
  const panes = trainingPanes(document);
  const measures = comparedMeasures(document);
  const columns = panes.flatMap((pane) => measures.map((measure) => ({ pane, measure })));
  const spreads = columns.map(({ pane, measure }): NumberSpread | null => {
    const found = measured.find((one) => one.measure === measure)?.values[panes.indexOf(pane)] ?? [];
    return found.length > 1 ? spreadOf(found) : null;
  });
  const sumText = (sum: (typeof SUMS)[number], spread: NumberSpread | null, i: number): string => {
    if (!spread) return '–';
    if (sum === 'ratio') return formatNumber(spread.ratio, 1);
    return (sum === 'deviation' ? deviationText : measureText)(columns[i].measure, spread[sum]);
  };
  return (
    <CheckTable
      columns={columns.map(({ pane, measure }) =>
        t(panes.length > 1 ? 'trainings.columnOf' : 'trainings.column', {
          letter: letterOf(pane),
          measure: t(`trainings.measure.${measure}`),
        }),
      )}
      rows={cards.map((card) => ({
        title: isOut(card) ? t('trainings.outRow', { title: titleOf(card) }) : titleOf(card),
        cells: columns.map(({ pane, measure }) => {
          const plane = planes.find((one) => one.card === card && one.pane === pane);
          const reading = plane ? planeReading(document, plane) : null;
          return reading ? measureText(measure, measureOf(measure, reading)) : '–';
        }),
      }))}
      foot={SUMS.map((sum) => ({ title: t(`trainings.sum.${sum}`), cells: spreads.map((spread, i) => sumText(sum, spread, i)) }))}
    />
  );
}
