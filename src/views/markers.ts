/** Shapes that tell runs apart besides their colour, around (0, 0) within a radius of 1, as SVG path data: ● ■ ▲ ◆ ▼ + × ★. */
const MARKERS = [
  'M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z',
  'M-.86 -.86h1.72v1.72h-1.72z',
  'M0 -1.1L1 .75H-1z',
  'M0 -1.15L1 0L0 1.15L-1 0z',
  'M0 1.1L1 -.75H-1z',
  'M-.35 -1.05h.7v.7h.7v.7h-.7v.7h-.7v-.7h-.7v-.7h.7z',
  'M-.75 -1.05L0 -.4L.75 -1.05L1.05 -.75L.4 0L1.05 .75L.75 1.05L0 .4L-.75 1.05L-1.05 .75L-.4 0L-1.05 -.75z',
  'M0 -1.1L.3 -.36L1.06 -.34L.47 .14L.66 .88L0 .46L-.66 .88L-.47 .14L-1.06 -.34L-.3 -.36z',
] as const;

/** The marker of a run. */
export function markerOf(run: number): string {
  return MARKERS[run % MARKERS.length] as string;
}
