import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useText } from '../text';
import { IconButton } from './IconButton';
import '../../styles/dialogs.css';

interface Props {
  readonly open: boolean;
  readonly title: string;
  readonly className?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/**
 * A modal dialog: the native element, which keeps the focus inside and closes on Escape; a click on the backdrop closes it too. It is no child of what opens
 * it, whose style it would take.
 */
export function Dialog({ open, title, className = '', onClose, children }: Props) {
  const t = useText();
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (!dialog) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // The first thing to decide, or the title to read on from; not the close button.
      dialog.querySelector<HTMLElement>('[data-first], h2')?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return createPortal(
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Escape; this is only the click on the backdrop.
    <dialog
      ref={element}
      className={`dialog ${className}`}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget && !within(event.currentTarget, event)) onClose();
      }}
    >
      {open ? (
        <>
          <div className="dialog-head">
            <h2 id={id} tabIndex={-1}>
              {title}
            </h2>
            <IconButton label={t('shell.close')} onClick={onClose}>
              <X size={16} strokeWidth={1.75} aria-hidden />
            </IconButton>
          </div>
          {children}
        </>
      ) : null}
    </dialog>,
    document.body,
  );
}

function within(dialog: HTMLElement, at: { readonly clientX: number; readonly clientY: number }): boolean {
  const box = dialog.getBoundingClientRect();
  return at.clientX >= box.left && at.clientX <= box.right && at.clientY >= box.top && at.clientY <= box.bottom;
}
