import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { Probe } from '../app/state';

interface ProbeHandlers {
  onPointerMove(event: PointerEvent<Element>): void;
  onPointerDown(event: PointerEvent<Element>): void;
  onPointerLeave(): void;
  onKeyDown(event: KeyboardEvent<Element>): void;
}

/**
 * Pointer and keys of a plot that can be probed. A click, drag, touch or key pins the probe; while none is pinned a mouse over the plot moves it, and on
 * leaving it goes back to the trained weights. `hovered` is the probe that a mouse put there, shared by all panes of a view. `locate` gives the probe at
 * client coordinates, null outside the plot; `byKey` as probeForKey.
 */
export function useProbe(
  probe: Probe | null,
  onProbe: (probe: Probe | null) => void,
  hovered: RefObject<Probe | null>,
  locate: (clientX: number, clientY: number) => Probe | null,
  byKey: (key: string, shift: boolean, probe: Probe | null) => Probe | null | undefined,
): ProbeHandlers {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  const isHovered =
    probe !== null && hovered.current !== null && hovered.current.alpha === probe.alpha && hovered.current.beta === probe.beta;
  const isPinned = probe !== null && !isHovered;

  const put = (next: Probe | null, byHover: boolean) => {
    hovered.current = byHover ? next : null;
    onProbe(next);
  };
  const follow = ({ clientX, clientY }: PointerEvent<Element>, byHover: boolean) => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const next = locate(clientX, clientY);
      if (next) put(next, byHover);
    });
  };

  return {
    onPointerMove(event) {
      if (event.buttons > 0) follow(event, false);
      else if (event.pointerType === 'mouse' && !isPinned) follow(event, true);
    },
    onPointerDown(event) {
      if (event.button !== 0) return;
      cancelAnimationFrame(frame.current);
      event.currentTarget.setPointerCapture(event.pointerId);
      const next = locate(event.clientX, event.clientY);
      if (next) put(next, false);
    },
    onPointerLeave() {
      cancelAnimationFrame(frame.current);
      if (isHovered) put(null, false);
    },
    onKeyDown(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = byKey(event.key, event.shiftKey, probe);
      if (next === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      put(next, false);
    },
  };
}
