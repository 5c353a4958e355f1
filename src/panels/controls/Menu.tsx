import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';

interface MenuProps {
  /** Classes of the button that opens it. */
  readonly className: string;
  readonly label: string;
  /** Name of the button, where it is more than the menu's. */
  readonly name?: string;
  /** What the button shows. */
  readonly button: ReactNode;
  /** Edge of the button that the menu lines up with. */
  readonly align?: 'start' | 'end';
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  /** `place` is to be called by items that come late. */
  readonly children: (close: () => void, place: () => void) => ReactNode;
}

const GAP = 6;
const EDGE = 8;

/** A button with a menu: a native popover, so Escape and a click outside close it. Arrow keys move between its items. */
export function Menu({ className, label, name = label, button, align = 'start', disabled = false, describedBy, children }: MenuProps) {
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    const box = anchor.current?.getBoundingClientRect();
    const element = menu.current;
    if (!box || !element) return;
    const left = align === 'end' ? box.right - element.offsetWidth : box.left;
    element.style.left = `${Math.max(EDGE, Math.min(left, innerWidth - element.offsetWidth - EDGE))}px`;
    // Below its button where it fits, else as far up as it takes.
    const top = Math.min(box.bottom + GAP, innerHeight - element.offsetHeight - EDGE);
    element.style.top = `${Math.max(EDGE, top)}px`;
    const items = itemsOf(element);
    (items.find((item) => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus();
  };

  const close = () => {
    menu.current?.hidePopover();
    anchor.current?.focus();
  };

  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !menu.current) return;
    event.preventDefault();
    const items = itemsOf(menu.current);
    const from = items.indexOf(document.activeElement as HTMLElement);
    items[(from + step + items.length) % items.length]?.focus();
  };

  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-label={name}
        title={label}
        aria-describedby={describedBy}
        aria-haspopup="menu"
        aria-expanded={open}
        popoverTarget={id}
        disabled={disabled}
      >
        {button}
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="menu"
        onKeyDown={move}
        onToggle={(event) => {
          const shown = event.newState === 'open';
          setOpen(shown);
          if (shown) requestAnimationFrame(place);
        }}
      >
        {open ? children(close, place) : null}
      </div>
    </>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled)')];
}

interface ItemProps {
  readonly label: ReactNode;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly icon?: ReactNode;
  /** Given for one of several: whether it is the chosen one. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly onSelect: () => void;
}

/** One line of a menu. */
export function MenuItem({ label, detail, hint, icon, checked, disabled = false, onSelect }: ItemProps) {
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: 'menuitem' } : { role: 'menuitemradio', 'aria-checked': checked })}
      className="menu-item"
      disabled={disabled}
      onClick={onSelect}
    >
      <span aria-hidden="true">{checked ? '✓' : icon}</span>
      <span className="label">{label}</span>
      {hint ? <kbd>{hint}</kbd> : <span />}
      {detail ? <span className="detail">{detail}</span> : null}
    </button>
  );
}
