import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import type { Probe } from '../app/state';

interface ProbeHandlers {
  onPointerEnter(event: PointerEvent<Element>): void;
  onPointerMove(event: PointerEvent<Element>): void;
  onPointerDown(event: PointerEvent<Element>): void;
  onPointerLeave(event: PointerEvent<Element>): void;
  onKeyDown(event: KeyboardEvent<Element>): void;
}

/**
 * Pointer and keys of a plot that can be probed. A mouse over it moves the probe, a click, drag or touch puts it down; on leaving, the probe goes back to
 * where it was put last. `locate` gives the probe at client coordinates, null outside the plot; `byKey` as probeForKey.
 */
export function useProbe(
  probe: Probe | null,
  onProbe: (probe: Probe | null) => void,
  locate: (clientX: number, clientY: number) => Probe | null,
  byKey: (key: string, shift: boolean, probe: Probe | null) => Probe | null | undefined,
): ProbeHandlers {
  const settled = useRef<Probe | null>(probe);
  const hovering = useRef(false);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const move = (event: PointerEvent<Element>) => {
    const { clientX, clientY } = event;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const next = locate(clientX, clientY);
      if (next) onProbe(next);
    });
  };

  return {
    onPointerEnter(event) {
      if (event.pointerType !== 'mouse' || hovering.current) return;
      settled.current = probe;
      hovering.current = true;
    },
    onPointerMove(event) {
      if (event.pointerType === 'mouse' || event.buttons > 0) move(event);
      if (event.buttons > 0) settled.current = locate(event.clientX, event.clientY) ?? settled.current;
    },
    onPointerDown(event) {
      const next = locate(event.clientX, event.clientY);
      if (!next || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      settled.current = next;
      onProbe(next);
    },
    onPointerLeave(event) {
      cancelAnimationFrame(frame.current);
      if (event.pointerType !== 'mouse' || !hovering.current) return;
      hovering.current = false;
      onProbe(settled.current);
    },
    onKeyDown(event) {
      const next = byKey(event.key, event.shiftKey, probe);
      if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      settled.current = next;
      onProbe(next);
    },
  };
}
