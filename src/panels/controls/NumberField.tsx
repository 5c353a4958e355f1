import { useEffect, useId, useRef, useState } from 'react';
import type { NumberParam } from '../../catalog/params';
import { useText } from '../text';
import { placeTip } from './place-tip';
import { nudge, parseTyped, readTyped, settingText, type TypedProblem } from './scale';

interface Props {
  readonly label: string;
  readonly spec: NumberParam;
  readonly value: number;
  readonly boxed?: boolean;
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (value: number) => void;
}

/** Milliseconds for which it is said why a number was not taken. */
const TOLD = 6000;

/**
 * A number to type. It is taken on Enter or when the field is left; what cannot be taken stays red until then, Escape brings the old one back, and a line
 * by the field says why a number was not taken.
 */
export function NumberField({ label, spec, value, boxed = false, disabled = false, describedBy, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<TypedProblem | null>(null);
  const problemId = useId();
  const invalid = draft !== null && parseTyped(spec, draft) === null;

  const commit = () => {
    if (draft === null) return;
    const typed = readTyped(spec, draft);
    if (typeof typed === 'string') setProblem(typed);
    else if (typed !== value) onChange(typed);
    setDraft(null);
  };

  return (
    <>
      <input
        ref={input}
        type="text"
        inputMode={spec.integer && spec.min >= 0 ? 'numeric' : 'text'}
        className={boxed ? 'number boxed' : 'number'}
        aria-label={label}
        aria-describedby={problem ? problemId : describedBy}
        aria-invalid={invalid}
        title={`${settingText(spec.min)} … ${settingText(spec.max)}`}
        disabled={disabled}
        value={draft ?? settingText(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setProblem(null);
          setDraft(event.currentTarget.value);
        }}
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
      {problem ? (
        <Refusal key={problem} id={problemId} anchor={input.current} spec={spec} problem={problem} onEnd={() => setProblem(null)} />
      ) : null}
    </>
  );
}

interface RefusalProps {
  readonly id: string;
  readonly anchor: HTMLElement | null;
  readonly spec: NumberParam;
  readonly problem: TypedProblem;
  readonly onEnd: () => void;
}

/** Why the old number stands there again. */
function Refusal({ id, anchor, spec, problem, onEnd }: RefusalProps) {
  const t = useText();
  const tip = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!anchor || !tip.current) return;
    tip.current.showPopover();
    placeTip(anchor, tip.current);
    const end = setTimeout(onEnd, TOLD);
    return () => clearTimeout(end);
  }, [anchor, onEnd]);
  return (
    <span ref={tip} id={id} role="alert" popover="manual" className="term-tip">
      {t(`rail.number.${problem}`, { min: settingText(spec.min), max: settingText(spec.max) })}
    </span>
  );
}
