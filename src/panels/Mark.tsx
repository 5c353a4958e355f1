/** Contours around a minimum. */
export function Mark({ size = 19 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <circle cx="10" cy="10" r="8.7" />
      <circle cx="10" cy="10" r="5.1" />
      <circle cx="10" cy="10" r="1.9" fill="currentColor" stroke="none" />
    </svg>
  );
}
