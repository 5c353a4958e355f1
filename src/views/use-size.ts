import { useLayoutEffect, useState } from 'react';

/** Inner size of an element, CSS pixels; follows it. Zero until it is laid out. */
export function useSize(element: HTMLElement | null): { readonly width: number; readonly height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => {
      const [width, height] = [element.clientWidth, element.clientHeight];
      setSize((old) => (old.width === width && old.height === height ? old : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

/** Type size of ticks in a plot whose shorter side has so many pixels: 11 px in a pane, larger in presenter mode. */
export function tickSize(side: number): number {
  return Math.round(Math.min(19, Math.max(11, 11 + (side - 600) / 33)));
}
