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
