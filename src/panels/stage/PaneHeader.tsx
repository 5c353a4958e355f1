import { Suspense, useMemo, useState } from 'react';
import { useApp } from '../../app/store';
import { directions } from '../../catalog/directions';
import { MAX_NAME_LENGTH } from '../../experiment/fields';
import { pathShare } from '../../experiment/path-statistics';
import { formatPercent } from '../../i18n/format';
import { useResult } from '../app';
import { figuresOf } from '../figures';
import { Word } from '../glossary/Word';
import { Letter, letterOf } from '../letters';
import { usePaneName } from '../names';
import { changePane } from '../rail/fields';
import { useText } from '../text';
import { LambdaMax } from './LambdaMax';
import { RunErrors } from './parts';

/** Most runs whose test errors all stand over a plane. */
const MOST_ERRORS = 4;

/** Letter, name and the three numbers of a pane. */
export function PaneHeader({ index }: { index: number }) {
  const t = useText();
  const old = useApp((state) => state.panes[index]?.old);
  return (
    <header className="pane-head">
      <Letter pane={index} />
      <PaneName index={index} />
      {old ? <span className="pane-tag">{t('shell.stale')}</span> : <PaneNumbers index={index} />}
    </header>
  );
}

/** The pane's name; pressed, it can be changed. An empty name lets the app name it by what differs. */
function PaneName({ index }: { index: number }) {
  const t = useText();
  const name = usePaneName(index);
  const edit = useApp((state) => state.edit);
  const [draft, setDraft] = useState<string | null>(null);
  if (draft === null) {
    return (
      <button type="button" className="pane-name" title={t('shell.rename')} onClick={() => setDraft(name)}>
        {name}
      </button>
    );
  }
  const commit = () => {
    const typed = draft.trim().slice(0, MAX_NAME_LENGTH);
    if (typed !== name) edit((document) => changePane(document, index, (recipe) => ({ ...recipe, name: typed })));
    setDraft(null);
  };
  return (
    <input
      className="pane-name"
      // biome-ignore lint/a11y/noAutofocus: the person just pressed the name to type here.
      autoFocus
      aria-label={t('shell.nameOf', { letter: letterOf(index) })}
      maxLength={MAX_NAME_LENGTH}
      value={draft}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(null);
      }}
    />
  );
}

/** Test error, roughness and local minima of a pane, and which of its numbers say something there. */
export function useFigures(index: number) {
  const { snapshot } = useResult(index);
  const origin = useApp((state) => state.document.panes[index]?.origin.run ?? 0);
  const runs = useApp((state) => state.document.panes[index]?.runs.length ?? 0);
  const paths = useApp((state) => state.document.shared.paths);
  // Planes laid through paths differ in range and place: their roughness says nothing.
  const comparable = useApp(({ document }) =>
    document.panes.every(({ axes }) => axes.every(({ id }) => directions.get(id).needs !== 'checkpoints')),
  );
  return useMemo(() => {
    const figures = figuresOf(snapshot, origin);
    // A plane through several runs compares them: the error of each stands over it.
    const each = runs > 1 && runs <= MOST_ERRORS && !comparable && figures.runErrors.length === runs;
    const share = paths && snapshot.landscape ? pathShare(snapshot.landscape) : null;
    return { ...figures, runErrors: each ? figures.runErrors : null, several: runs > 1, run: origin + 1, share, comparable };
  }, [snapshot, origin, runs, paths, comparable]);
}

function PaneNumbers({ index }: { index: number }) {
  const t = useText();
  const { landscape, curves } = useResult(index).snapshot;
  const { runErrors, several, run, share, comparable, ...figures } = useFigures(index);
  if (landscape === null && curves.length === 0) return null;
  const about = (figure: { text: string; about: boolean }) =>
    figure.about && figure.text !== '–' ? t('shell.about', { value: figure.text }) : figure.text;
  return (
    <dl className="pane-numbers">
      <div>
        <dt>{several && !runErrors ? t('shell.testErrorOf', { run }) : <Word label="shell.testError" />}</dt>
        {runErrors ? (
          <Suspense fallback={<dd>{figures.testError}</dd>}>
            <RunErrors pane={index} errors={runErrors} />
          </Suspense>
        ) : (
          <dd>{figures.testError}</dd>
        )}
      </div>
      {share === null ? null : (
        <div>
          <dt>
            <Word label="shell.pathShare" />
          </dt>
          <dd>{formatPercent(share)}</dd>
        </div>
      )}
      {comparable ? (
        <>
          <div>
            <dt>
              <Word label="shell.roughness" />
            </dt>
            <dd className={figures.roughness.about ? 'about' : ''}>{about(figures.roughness)}</dd>
          </div>
          <div>
            <dt>
              <Word label="shell.minima" />
            </dt>
            <dd className={figures.minima.about ? 'about' : ''}>{about(figures.minima)}</dd>
          </div>
          <LambdaMax index={index} />
        </>
      ) : null}
    </dl>
  );
}
