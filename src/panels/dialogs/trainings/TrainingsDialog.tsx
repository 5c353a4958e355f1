import { useState } from 'react';
import { appStore, useApp } from '../../../app/store';
import { inView } from '../../../experiment/range';
import { otherTraining, seedsOf, TRAINING_COUNTS, trainingPanes, trainingPoints } from '../../../experiment/trainings/planes';
import { comparedMeasures, measuredOf, measureOf, troubleOfTraining } from '../../../experiment/trainings/summary';
import { FEWEST_TRAININGS, trainingsVerdict } from '../../../experiment/trainings/verdict';
import { addTexts } from '../../../i18n';
import { formatPercent, formatSeconds } from '../../../i18n/format';
import { trainings as texts } from '../../../i18n/messages/trainings';
import { sayAlone } from '../../../i18n/say';
import { letterOf } from '../../letters';
import { useText } from '../../text';
import { CheckDialog } from '../check/CheckDialog';
import { useCheck } from '../check/use-check';
import { DotPlot } from './DotPlot';
import { planeReading, trainingOf } from './readings';
import { expectedSeconds, TRAININGS } from './source';
import { TrainingsTable } from './TrainingsTable';
import { measureText } from './words';
import '../../../styles/trainings.css';

addTexts(texts);

/** The page's recipes trained from other seeds, as small maps on one scale; how the headline's measures are spread over them; what all of them say; and the way to one of them. */
export function TrainingsDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  const [count, setCount] = useState<number>(6);
  const check = useCheck(TRAININGS, count);
  const { document, cards, planes, missing, phase } = check;
  const panes = trainingPanes(document);
  const [first] = comparedMeasures(document);

  const readings = cards.map((card) =>
    trainingOf(
      document,
      planes.filter((plane) => plane.card === card),
    ),
  );
  const troubles = readings.map((reading) => reading && troubleOfTraining(document, reading));
  const known = readings.filter((reading) => reading !== null);
  const measured = measuredOf(document, known);
  const out = troubles.filter((trouble) => trouble !== null).length;
  const counted = known.length - out;
  const isOver = known.length === cards.length;

  const sentences = [
    ...trainingsVerdict(document, measured).map(sayAlone),
    ...(isOver && counted < FEWEST_TRAININGS ? [t('trainings.tooFew')] : []),
    ...(out > 0 ? [t('trainings.left', { count: out, all: known.length })] : []),
  ];
  const titleOf = (card: number): string => {
    const seeds = seedsOf(otherTraining(document, card));
    return seeds.length === 1 ? t('seeds.seed', { seed: seeds[0] }) : t('trainings.seeds', { seeds: listOf(seeds) });
  };
  const noteOf = (card: number): string | null => {
    const trouble = troubles[card];
    if (!trouble) return null;
    const key = `trainings.out.${trouble.what}`;
    return t(panes.length > 1 ? key : `${key}.one`, { letter: letterOf(trouble.pane), share: formatPercent(trouble.share ?? 0) });
  };
  const expected = formatSeconds(Math.max(1, expectedSeconds(missing)));
  return (
    <CheckDialog
      title={t('trainings.title')}
      lead={t('trainings.lead', { points: trainingPoints(document) })}
      className="trainings"
      check={check}
      panes={panes}
      counts={TRAINING_COUNTS}
      count={count}
      onCount={setCount}
      progress={{
        done: known.length,
        all: cards.length,
        text:
          phase === 'asking'
            ? t('trainings.expected', { time: expected })
            : t(phase === 'busy' ? 'trainings.busy' : 'trainings.stopped', { done: known.length, all: cards.length, time: expected }),
      }}
      sentences={sentences}
      titleOf={titleOf}
      figuresOf={(plane) => {
        const reading = planeReading(document, plane);
        return reading ? [t(`trainings.figure.${first}`, { value: measureText(first, measureOf(first, reading)) })] : [];
      }}
      noteOf={noteOf}
      earlyChoice={false}
      onChoose={(card) => {
        const chosen = inView(otherTraining(document, card));
        const { refineSurface, runSurfaces } = appStore.getState();
        const { directionSeed } = document.shared;
        for (const plane of planes) if (plane.card === card) refineSurface(plane, { recipe: chosen.panes[plane.pane], directionSeed });
        edit((now) => otherTraining(now, card));
        runSurfaces();
      }}
      aside={
        <aside className="trainings-dots" aria-label={t('trainings.dots')}>
          {(counted > 0 ? measured : []).map((one) => (
            <DotPlot key={one.measure} measured={one} panes={panes} />
          ))}
          <p>{t('trainings.legend')}</p>
        </aside>
      }
      table={
        <TrainingsTable
          document={document}
          cards={cards}
          planes={planes}
          measured={measured}
          titleOf={titleOf}
          isOut={(card) => Boolean(troubles[card])}
        />
      }
      onClose={onClose}
    />
  );
}

/** Seeds that one reads at a glance. */
const MOST_LISTED = 4;

function listOf(seeds: readonly number[]): string {
  const listed = seeds.slice(0, MOST_LISTED).join(', ');
  return seeds.length > MOST_LISTED ? `${listed} …` : listed;
}
