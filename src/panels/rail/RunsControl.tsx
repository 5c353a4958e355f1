import { Plus, X } from 'lucide-react';
import { useApp } from '../../app/store';
import { MAX_RUNS } from '../../experiment/fields';
import type { Document, Recipe } from '../../experiment/recipe';
import { runNames } from '../../experiment/run-names';
import { say } from '../../i18n/say';
import { markerOf } from '../../views/markers';
import { IconButton } from '../controls/IconButton';
import { Letter, letterOf } from '../letters';
import { useText } from '../text';
import { changePane, settled } from './fields';
import { RunMark } from './RunMark';
import { addRun, removeRun } from './runs';
import '../../styles/runs.css';

interface Props {
  readonly document: Document;
  /** The run that the settings below are for; null for all. */
  readonly chosen: number | null;
  readonly onChoose: (run: number | null) => void;
}

/** The runs of the panes: one list where all panes have the same, else one for each. A chosen run is set alone. */
export function RunsControl({ document, chosen, onChoose }: Props) {
  const t = useText();
  const edit = useApp((state) => state.edit);
  const lists = document.panes.map(namesOf);
  const together = lists.every((names) => names.join('\n') === lists[0]?.join('\n'));
  const shown = together
    ? [{ panes: document.panes.map((_, pane) => pane), names: lists[0] ?? [] }]
    : lists.map((names, pane) => ({ panes: [pane], names }));
  const several = lists.some((names) => names.length > 1);

  const change = (panes: readonly number[], of: (recipe: Recipe) => Recipe) =>
    edit((present) => settled(panes.reduce((changed, pane) => changePane(changed, pane, of), present)));
  const remove = (panes: readonly number[], run: number) => {
    change(panes, (recipe) => removeRun(recipe, run));
    onChoose(null);
  };
  return (
    <div className="runs">
      {shown.map(({ panes, names }) => (
        <div className="runs-of" key={panes.join()} data-pane={together ? undefined : panes[0]}>
          <div className="row-label">
            {together ? <span>{t('runs.list')}</span> : <Letter pane={panes[0] ?? 0} little />}
            <IconButton
              label={t(names.length < MAX_RUNS ? 'runs.add' : 'runs.most')}
              disabled={names.length >= MAX_RUNS}
              onClick={() => change(panes, addRun)}
            >
              <Plus size={15} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </div>
          {names.length > 1 ? (
            <ul aria-label={together ? t('runs.list') : t('runs.listOf', { letter: letterOf(panes[0] ?? 0) })}>
              {names.map((name, run) => (
                <li className="run-chip" data-run={run} key={markerOf(run)}>
                  <button
                    type="button"
                    className="run-choose"
                    aria-pressed={chosen === run}
                    aria-label={t('runs.choose', { run: run + 1, name })}
                    onClick={() => onChoose(chosen === run ? null : run)}
                  >
                    <RunMark run={run} />
                    <span className="run-number">{run + 1}</span>
                    <span className="run-name">{name}</span>
                  </button>
                  <button
                    type="button"
                    className="run-remove"
                    aria-label={t('runs.remove', { run: run + 1, name })}
                    title={t('runs.remove', { run: run + 1, name })}
                    onClick={() => remove(panes, run)}
                  >
                    <X size={13} strokeWidth={1.75} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ))}
      {several ? (
        <p className="row-note" role="status">
          {chosen === null ? t('runs.forAll') : t('runs.forOne', { run: chosen + 1 })}{' '}
          {chosen === null ? null : (
            <button type="button" className="link-button" onClick={() => onChoose(null)}>
              {t('runs.setAll')}
            </button>
          )}
        </p>
      ) : null}
    </div>
  );
}

function namesOf(recipe: Recipe): string[] {
  return runNames(recipe).map(say);
}
