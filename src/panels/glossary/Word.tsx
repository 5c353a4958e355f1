import { useEffect, useId, useRef, useState } from 'react';
import { placeTip } from '../controls/place-tip';
import { useText } from '../text';
import { type Term, termOf } from './terms';

interface Props {
  /** Key of the text. */
  readonly label: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** A text of the page; where it is a word of the field, one that explains itself when it is pointed at, focused or tapped. */
export function Word({ label, values }: Props) {
  const t = useText();
  const term = termOf(label);
  const text = t(label, values);
  return term ? <Explained term={term} text={text} /> : text;
}

/** Milliseconds for which the pointer rests on a word before it is explained. */
const REST = 350;

function Explained({ term, text }: { term: Term; text: string }) {
  const t = useText();
  const id = useId();
  const word = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [open, setOpen] = useState(false);
  const [ready, setReady] = useState(false);

  const show = () => {
    // The explanations are fetched when the first is asked for.
    import('./explanations').then(() => setReady(true));
    setOpen(true);
  };
  const hide = () => {
    clearTimeout(rest.current);
    setOpen(false);
  };
  useEffect(() => () => clearTimeout(rest.current), []);
  useEffect(() => {
    const [anchor, element] = [word.current, tip.current];
    if (!open || !ready || !anchor || !element) return;
    element.showPopover();
    placeTip(anchor, element);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // What lies below, a dialog for instance, stays open.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    };
    const onAway = (event: Event) => {
      if (!(event.target instanceof Node) || !(anchor.contains(event.target) || element.contains(event.target))) setOpen(false);
    };
    addEventListener('keydown', onKey, true);
    addEventListener('pointerdown', onAway, true);
    addEventListener('scroll', onAway, true);
    return () => {
      removeEventListener('keydown', onKey, true);
      removeEventListener('pointerdown', onAway, true);
      removeEventListener('scroll', onAway, true);
    };
  }, [open, ready]);

  return (
    <span className="term-place" onPointerLeave={(event) => event.pointerType === 'mouse' && hide()}>
      <button
        ref={word}
        type="button"
        className="term"
        aria-describedby={open && ready ? id : undefined}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') rest.current = setTimeout(show, REST);
        }}
        onFocus={(event) => event.currentTarget.matches(':focus-visible') && show()}
        onBlur={hide}
        onClick={show}
      >
        {text}
      </button>
      {open && ready ? (
        <span ref={tip} id={id} role="tooltip" popover="manual" className="term-tip">
          <b>{t(`glossary.${term.id}`)}</b>
          <span>{t(`glossary.${term.id}.about`)}</span>
          {term.paper ? <small>{paperPlace(term.paper, t)}</small> : null}
        </span>
      ) : null}
    </span>
  );
}

/** "In the paper: section 4." */
export function paperPlace(paper: NonNullable<Term['paper']>, t: ReturnType<typeof useText>): string {
  return 'section' in paper ? t('glossary.section', { section: paper.section }) : t('glossary.figure', { figure: paper.figure });
}
