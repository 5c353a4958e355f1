/** Layers as beads on a line, with arcs over them where there are skips. */
export function SkipGlyph({ on }: { on: boolean }) {
  return (
    <svg width="32" height="12" viewBox="0 0 32 12" fill="none" stroke="currentColor" strokeWidth="1.3" aria-hidden="true">
      <path d="M1.5 9.5h29" />
      {on ? <path d="M2 9.2c.8-8.4 8.6-8.4 9.4 0 .8-8.4 8.4-8.4 9.2 0 .8-8.4 8.6-8.4 9.4 0" strokeWidth="1.1" /> : null}
      {[2, 11.4, 20.6, 30].map((x) => (
        <circle key={x} cx={x} cy="9.5" r="1.7" fill="currentColor" stroke="none" />
      ))}
    </svg>
  );
}
