import { useEffect, useRef } from 'react';
import { useApp } from '../app/store';
import { useText } from './text';

const STAYS_MS = 4000;

/** One short sentence about what just happened. A popover, so that it lies above an open dialog. */
export function Toast() {
  const t = useText();
  const toast = useApp((state) => state.toast);
  const showToast = useApp((state) => state.showToast);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!toast) return;
    // Hidden first: showing it again lifts it above a dialog that opened since.
    if (element.current?.matches(':popover-open')) element.current.hidePopover();
    element.current?.showPopover();
    const timer = setTimeout(() => showToast(null), STAYS_MS);
    return () => clearTimeout(timer);
  }, [toast, showToast]);
  useEffect(() => {
    if (!toast && element.current?.matches(':popover-open')) element.current.hidePopover();
  }, [toast]);
  return (
    <div ref={element} className="toast" popover="manual" role="status" aria-live="polite">
      {toast ? t(toast.key, toast.values) : ''}
    </div>
  );
}
