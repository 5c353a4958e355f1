import { type PointerEvent, Suspense, useRef, useState } from 'react';
import { CaptionPanel, CurvesPanel } from '../readout/ReadOut';
import { ProbePanel } from '../stage/parts';
import { useText } from '../text';

/** A drag of this many pixels opens or closes it. */
const DRAG = 24;

/** What is under the finger; dragged up or pressed, also the curves and how the picture was made. */
export function Sheet() {
  const t = useText();
  const [open, setOpen] = useState(false);
  const start = useRef<number | null>(null);
  /** A drag ends in a click, which must not undo it. */
  const dragged = useRef(false);

  const onDown = (event: PointerEvent<HTMLElement>) => {
    start.current = event.clientY;
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onUp = (event: PointerEvent<HTMLElement>) => {
    if (start.current === null) return;
    const moved = event.clientY - start.current;
    start.current = null;
    dragged.current = Math.abs(moved) > DRAG;
    if (dragged.current) setOpen(moved < 0);
  };

  return (
    <section className="sheet" aria-label={t('shell.reading')}>
      <button
        type="button"
        className="sheet-handle"
        aria-expanded={open}
        aria-label={t(open ? 'shell.less' : 'shell.moreBelow')}
        onPointerDown={onDown}
        onPointerUp={onUp}
        onClick={() => {
          if (!dragged.current) setOpen(!open);
          dragged.current = false;
        }}
      >
        <i />
      </button>
      <div className="sheet-body">
        <Suspense fallback={null}>
          <ProbePanel size={76} touch />
        </Suspense>
        {open ? (
          <div className="sheet-more">
            <CurvesPanel />
            <CaptionPanel />
          </div>
        ) : null}
      </div>
    </section>
  );
}
