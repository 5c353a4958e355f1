/**
 * Thins a curve to what a screen can show: in each pixel column the first, lowest, highest and last point are kept (M4, Jugel et al. 2014), and each point
 * whose value is not finite where finite ones surround it, so that gaps stay gaps. Returns indices in order. `x` must not decrease.
 */
export function thin(count: number, x: (i: number) => number, y: (i: number) => number): number[] {
  const kept: number[] = [];
  let start = 0;
  while (start < count) {
    const column = Math.floor(x(start));
    let end = start;
    while (end + 1 < count && Math.floor(x(end + 1)) === column) end++;
    if (end - start < 4) for (let i = start; i <= end; i++) kept.push(i);
    else kept.push(...extremes(start, end, y));
    start = end + 1;
  }
  return kept;
}

/** First, lowest, highest, last and the first gap of a stretch, in order, each once. */
function extremes(start: number, end: number, y: (i: number) => number): number[] {
  let [lowest, highest, gap] = [-1, -1, -1];
  for (let i = start; i <= end; i++) {
    if (!Number.isFinite(y(i))) {
      if (gap < 0) gap = i;
      continue;
    }
    if (lowest < 0 || y(i) < y(lowest)) lowest = i;
    if (highest < 0 || y(i) > y(highest)) highest = i;
  }
  return [...new Set([start, lowest, highest, gap, end])].filter((i) => i >= 0).sort((a, b) => a - b);
}
