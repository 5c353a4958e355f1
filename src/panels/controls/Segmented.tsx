import type { KeyboardEvent } from 'react';

interface Props {
  readonly label: string;
  /** A sentence on what is chosen. */
  readonly about?: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  readonly value: string;
  readonly disabled?: boolean;
  readonly onChange: (id: string) => void;
}

/** One of a few, all visible: a radio group whose arrow keys choose. */
export function Segmented({ label, about, options, value, disabled = false, onChange }: Props) {
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = options.findIndex((option) => option.id === value);
    const to = (from + step + options.length) % options.length;
    const chosen = options[to];
    if (!chosen) return;
    onChange(chosen.id);
    event.currentTarget.querySelectorAll('button')[to]?.focus();
  };
  return (
    <div className={disabled ? 'segmented off' : 'segmented'} role="radiogroup" aria-label={label} title={about} onKeyDown={move}>
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be drawn as one segment that is also a 44 px target.
        <button
          key={option.id}
          type="button"
          role="radio"
          aria-checked={option.id === value}
          tabIndex={option.id === value ? 0 : -1}
          disabled={disabled}
          onClick={() => onChange(option.id)}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
