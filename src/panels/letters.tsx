const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** The letter of pane 0 … 3. */
export function letterOf(pane: number): string {
  return LETTERS[pane] ?? String(pane + 1);
}

/** A pane's letter on its colour. Read out as the letter. */
export function Letter({ pane, little = false }: { pane: number; little?: boolean }) {
  return (
    <span className={little ? 'letter little' : 'letter'} data-pane={pane}>
      {letterOf(pane)}
    </span>
  );
}
