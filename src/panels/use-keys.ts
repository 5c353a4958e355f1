import { useEffect } from 'react';
import { performKey } from '../app/commands';
import { appStore } from '../app/store';

/** Keys of the commands, anywhere on the page but in text fields and while a dialog or menu is open. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isTyping(event.target) || document.querySelector('dialog[open], [role="menu"]:popover-open')) return;
      if (performKey(event, appStore)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** Text fields and selects take letters for themselves. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type === 'text';
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
