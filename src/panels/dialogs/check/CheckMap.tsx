import { useEffect, useMemo, useRef, useState } from 'react';
import type { Landscape } from '../../../experiment/landscape';
import { drawContours } from '../../../views/contours/draw';
import { heightField } from '../../../views/contours/field';
import { contourLevels } from '../../../views/contours/levels';
import { colorsOf } from '../../../views/loss-scale';
import { plotTheme } from '../../../views/plot-theme';
import type { HeightScale } from '../../../views/types';
import { useSize } from '../../../views/use-size';

interface Props {
  /** A plane; null while none of its points is there. */
  readonly landscape: Landscape | null;
  readonly scale: HeightScale;
  readonly colormap: string;
  readonly theme: 'light' | 'dark';
}

/** A small contour map of a plane, square whatever its ranges, with a dot at the trained weights. What it shows is said beside it in numbers. */
export function CheckMap({ landscape, scale, colormap, theme }: Props) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width } = useSize(frame);
  const field = useMemo(() => (landscape ? heightField(landscape, colorsOf(scale)) : null), [landscape, scale]);
  const levels = useMemo(() => contourLevels(scale).filter(({ major }) => major), [scale]);
  const resolution = landscape && scale.field === 'accuracy' ? 1 / landscape.samples : 0;
  useEffect(() => {
    if (!canvas.current || !field || width === 0) return;
    drawContours(canvas.current, field, levels, { width, height: width, colormap, theme: plotTheme(theme), resolution });
  }, [field, levels, width, colormap, theme, resolution]);
  const middle = landscape?.axes.map(({ min, max }) => (100 * -min) / (max - min));
  const inside = middle?.every((share) => share >= 0 && share <= 100);
  return (
    <span className="seed-map" ref={setFrame} aria-hidden>
      {field ? <canvas ref={canvas} /> : null}
      {middle && inside ? <i style={{ left: `${middle[0]}%`, bottom: `${middle[1]}%` }} /> : null}
    </span>
  );
}
