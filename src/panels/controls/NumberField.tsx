import { useState } from 'react';
import type { NumberParam } from '../../catalog/params';
import { nudge, parseTyped, settingText } from './scale';

interface Props {
  readonly label: string;
  readonly spec: NumberParam;
  readonly value: number;
  readonly boxed?: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** A number to type. It is taken on Enter or when the field is left; what cannot be taken stays red, and Escape brings the old one back. */
export function NumberField({ label, spec, value, boxed = false, disabled = false, describedBy, onChange }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const invalid = draft !== null && parseTyped(spec, draft) === null;

  const commit = () => {
    if (draft === null) return;
    const typed = parseTyped(spec, draft);
    if (typed !== null && typed !== value) onChange(typed);
    setDraft(null);
  };

  return (
    <input
      type="text"
      inputMode={spec.integer && spec.min >= 0 ? 'numeric' : 'text'}
      className={boxed ? 'number boxed' : 'number'}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      title={`${settingText(spec.min)} … ${settingText(spec.max)}`}
      disabled={disabled}
      value={draft ?? settingText(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') commit();
        if (event.key === 'Escape') setDraft(null);
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          setDraft(null);
          onChange(nudge(spec, value, event.key === 'ArrowUp' ? 1 : -1));
        }
      }}
    />
  );
}
