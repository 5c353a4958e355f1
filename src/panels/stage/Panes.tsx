import { Suspense, useCallback, useState } from 'react';
import { useApp } from '../../app/store';
import { useText } from '../text';
import { Pane } from './Pane';
import { Stage } from './parts';
import { StageBoundary } from './StageBoundary';

/** The pictures: one pane each, side by side, and the stage that draws into all of them. On a phone only the chosen one. */
export function Panes({ only = null, bare = false }: { only?: number | null; bare?: boolean }) {
  const t = useText();
  const count = useApp((state) => state.document.panes.length);
  const view = useApp((state) => state.document.shared.view);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const [bodies, setBodies] = useState<readonly (HTMLElement | null)[]>([]);
  const shown = Array.from({ length: count }, (_, index) => index).filter((index) => only === null || index === only);

  const setBody = useCallback((index: number, element: HTMLElement | null) => {
    setBodies((old) => {
      if ((old[index] ?? null) === element) return old;
      const next = [...old];
      next[index] = element;
      return next;
    });
  }, []);

  const elements = shown.map((index) => ({ index, element: bodies[index] ?? null }));
  return (
    <section ref={setContainer} className="panes" data-count={shown.length} data-view={view} aria-label={t('shell.panes')}>
      {shown.map((index) => (
        <Pane key={index} index={index} bare={bare} onBody={setBody} />
      ))}
      <StageBoundary>
        <Suspense fallback={null}>
          {container && elements.every(({ element }) => element !== null) ? (
            <Stage container={container} bodies={elements as readonly { index: number; element: HTMLElement }[]} />
          ) : null}
        </Suspense>
      </StageBoundary>
    </section>
  );
}
