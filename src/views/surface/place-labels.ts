/** A text to be placed: its centre and size in CSS px. Lower `rank` wins where two would touch. */
export interface LabelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly rank: number;
}

function touches(a: LabelBox, b: LabelBox, gap: number): boolean {
  return Math.abs(a.x - b.x) * 2 < a.width + b.width + 2 * gap && Math.abs(a.y - b.y) * 2 < a.height + b.height;
}

/** Which labels to show so that none touch: best rank first, `gap` px free at the sides. Returns indices in the given order. */
export function placeLabels(labels: readonly LabelBox[], gap = 3): number[] {
  const order = labels.map((_, i) => i).sort((a, b) => labels[a].rank - labels[b].rank || a - b);
  const kept: number[] = [];
  for (const i of order) if (kept.every((k) => !touches(labels[i], labels[k], gap))) kept.push(i);
  return kept.sort((a, b) => a - b);
}

/** Centres of texts, moved down so far that none overlap: what lies higher stays, what comes below it makes way. In the given order; ranks do not count. */
export function stackLabels(labels: readonly Omit<LabelBox, 'rank'>[]): number[] {
  const placed: { readonly at: number; readonly box: Omit<LabelBox, 'rank'> }[] = [];
  const order = labels.map((box, at) => ({ at, box })).sort((a, b) => a.box.y - b.box.y || a.at - b.at);
  for (const { at, box } of order) {
    let { y } = box;
    // Those already placed lie above or at the same height: the lowest of them that it touches decides, and then perhaps the next.
    for (const { box: above } of placed.toSorted((a, b) => a.box.y - b.box.y)) {
      const besides = Math.abs(above.x - box.x) * 2 >= above.width + box.width;
      if (!besides && Math.abs(above.y - y) * 2 < above.height + box.height) y = above.y + (above.height + box.height) / 2;
    }
    placed.push({ at, box: { ...box, y } });
  }
  return labels.map((_, i) => placed.find(({ at }) => at === i)?.box.y as number);
}
