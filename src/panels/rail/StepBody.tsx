import { Fragment, useState } from 'react';
import { useApp } from '../../app/store';
import type { Document } from '../../experiment/recipe';
import { addTexts } from '../../i18n';
import { curvatureStep } from '../../i18n/messages/curvature-step';
import { directionNotes } from '../../i18n/messages/direction-notes';
import { problems } from '../../i18n/messages/problems';
import { railControls } from '../../i18n/messages/rail-controls';
import { runs } from '../../i18n/messages/runs';
import { seedsOffer } from '../../i18n/messages/seeds-offer';
import { CheckOffers } from '../dialogs/check/CheckOffers';
import { DataFiles } from '../images/DataFiles';
import { NetFigure } from '../net/NetFigure';
import { useText } from '../text';
import { CompareUnscaled } from './CompareUnscaled';
import { CurvatureControl } from './CurvatureControl';
import { ORIGIN_EPOCH } from './directions-rows';
import { panesWith, type Row, settled } from './fields';
import { RowControl } from './RowControl';
import { RunsControl } from './RunsControl';
import { type StepSpec, shownRows } from './steps';
import { RUNS_ROW } from './training-rows';

addTexts({ ...curvatureStep, ...directionNotes, ...problems, ...railControls, ...runs, ...seedsOffer });

/** The controls of an open step. */
export function StepBody({ step, document }: { step: StepSpec; document: Document }) {
  const [wanted, setWanted] = useState<number | null>(null);
  const most = Math.max(...document.panes.map((pane) => pane.runs.length));
  const chosen = wanted !== null && most > 1 && wanted < most ? wanted : null;
  const rows = shownRows(step, document, chosen).map((row) =>
    row.id === RUNS_ROW ? (
      <RunsControl key={row.id} document={document} chosen={chosen} onChoose={setWanted} />
    ) : (
      <Fragment key={row.id}>
        <RowControl row={row} document={document} chosenRun={chosen} />
        {row.id === ORIGIN_EPOCH ? <AtScrubber row={row} document={document} /> : null}
      </Fragment>
    ),
  );
  if (step.id === 'directions') return [...rows, <CompareUnscaled key="unscaled" document={document} />, <CheckOffers key="checks" />];
  if (step.id === 'net') return [...rows, <NetFigure key="figure" document={document} />];
  if (step.id === 'surface') return [...rows, <CurvatureControl key="curvature" document={document} />];
  if (step.id !== 'data') return rows;
  const [kind, ...settings] = rows;
  return [kind, <DataFiles key="files" document={document} />, ...settings];
}

/** Moves the picture to the epoch that the curves' slider stands on. */
function AtScrubber({ row, document }: { row: Row; document: Document }) {
  const t = useText();
  const epoch = useApp((state) => state.scrubEpoch);
  const edit = useApp((state) => state.edit);
  const field = row.fields[0];
  if (epoch === null || !field) return null;
  const moved = (present: Document): Document =>
    settled(panesWith(field, present).reduce((changed, pane) => field.write(changed, pane, epoch), present));
  if (document.panes.every((_, pane) => field.read(moved(document), pane) === field.read(document, pane))) return null;
  return (
    <button type="button" className="link-button" onClick={() => edit(moved)}>
      {t('runs.atScrubber', { epoch })}
    </button>
  );
}
