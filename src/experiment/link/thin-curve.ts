import type { CurvePoint } from '../checkpoint';

const SERIES = ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy'] as const;

/**
 * At most `max` points of a training curve: its ends, each series' extremes, the epochs in `keep`, then the point that is
 * farthest from the straight line between its kept neighbours, over and over (Douglas and Peucker 1973, by count), on log loss and accuracy.
 */
export function thinCurve(curve: readonly CurvePoint[], max: number, keep: readonly number[] = []): readonly CurvePoint[] {
  if (curve.length <= max) return curve;
  const heights = SERIES.map((series) => curve.map((point) => shownHeight(series, point[series])));
  const kept = new Set([0, curve.length - 1]);
  const add = (index: number) => {
    if (index >= 0 && kept.size < max) kept.add(index);
  };
  for (const epoch of keep) add(curve.findIndex((point) => point.epoch === epoch));
  for (const series of heights) {
    add(extreme(series, (a, b) => a < b));
    add(extreme(series, (a, b) => a > b));
  }
  const ends = [...kept].sort((a, b) => a - b);
  const segments = ends.slice(1).map((to, i) => farthest(heights, ends[i] as number, to));
  while (kept.size < max) {
    let widest = -1;
    for (let i = 0; i < segments.length; i++) {
      if ((segments[i] as Segment).off > (widest < 0 ? Number.NEGATIVE_INFINITY : (segments[widest] as Segment).off)) widest = i;
    }
    const segment = segments[widest];
    if (!segment || segment.at < 0) break;
    kept.add(segment.at);
    segments.splice(widest, 1, farthest(heights, segment.from, segment.at), farthest(heights, segment.at, segment.to));
  }
  return [...kept].sort((a, b) => a - b).map((index) => curve[index] as CurvePoint);
}

interface Segment {
  readonly from: number;
  readonly to: number;
  /** Index of the point farthest off the line, −1 where there is none between; and how far it is. */
  readonly at: number;
  readonly off: number;
}

function farthest(heights: readonly number[][], from: number, to: number): Segment {
  let at = -1;
  let off = -1;
  for (let i = from + 1; i < to; i++) {
    const share = (i - from) / (to - from);
    let sum = 0;
    for (const series of heights) {
      sum += Math.abs((series[i] as number) - (series[from] as number) * (1 - share) - (series[to] as number) * share);
    }
    if (sum > off) {
      off = sum;
      at = i;
    }
  }
  return { from, to, at, off: at < 0 ? Number.NEGATIVE_INFINITY : off };
}

/** Beyond every finite loss or accuracy: a value that is not finite is a cliff, whose edges are kept before all else. */
const HOLE = 60;

/** Decades of loss; accuracy stretched so that its whole range counts as much as two decades. */
function shownHeight(series: (typeof SERIES)[number], value: number): number {
  if (!Number.isFinite(value)) return HOLE;
  if (series === 'trainAccuracy' || series === 'testAccuracy') return 2 * value;
  return value > 0 ? Math.log10(value) : -HOLE;
}

function extreme(series: readonly number[], better: (a: number, b: number) => boolean): number {
  let best = -1;
  series.forEach((value, i) => {
    if (value !== HOLE && (best < 0 || better(value, series[best] as number))) best = i;
  });
  return best;
}
