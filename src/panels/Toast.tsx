import { useEffect, useMemo, useRef } from 'react';
import { useApp } from '../app/store';
import type { Problem } from '../experiment/recipe';
import { useText } from './text';

/** For each sentence, ms. */
const STAYS_MS = 4000;
/** The same list as long as there is nothing to say. */
const SILENCE: readonly Problem[] = [];

/** Short sentences about what just happened, mostly one. A popover, so that it lies above an open dialog. */
export function Toast() {
  const t = useText();
  const toast = useApp((state) => state.toast);
  const linkNotes = useApp((state) => state.linkNotes);
  const sentences = useMemo(
    () => (toast || linkNotes.length > 0 ? [...(toast ? [toast] : []), ...linkNotes] : SILENCE),
    [toast, linkNotes],
  );
  const showToast = useApp((state) => state.showToast);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (sentences.length === 0) return;
    // Hidden first: showing it again lifts it above a dialog that opened since.
    if (element.current?.matches(':popover-open')) element.current.hidePopover();
    element.current?.showPopover();
    const timer = setTimeout(() => showToast(null), STAYS_MS * sentences.length);
    return () => clearTimeout(timer);
  }, [sentences, showToast]);
  useEffect(() => {
    if (sentences.length === 0 && element.current?.matches(':popover-open')) element.current.hidePopover();
  }, [sentences]);
  return (
    <div ref={element} className="toast" popover="manual" role="status" aria-live="polite">
      {sentences.map(({ key, values }) => (
        <p key={key + JSON.stringify(values)}>{t(key, values)}</p>
      ))}
    </div>
  );
}
