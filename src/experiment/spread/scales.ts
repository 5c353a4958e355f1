/** What headlines compare. */
export const COMPARED = ['roughness', 'minima', 'flat', 'error'] as const;
export type Compared = (typeof COMPARED)[number];

/** Smoother than any surface of a net; a plane's logarithm would be none. */
const SMOOTHEST = 1e-3;

/**
 * A number on the scale on which seeds spread it alike whatever it is, so that the spread of one recipe says something of the next: the logarithm of a roughness (seeds move it by a tenth to a fifth of itself), the root
 * of a count, the angle whose squared sine a share from 0 to 1 is (both as for counts by chance: Anscombe 1948).
 */
export function scaled(measure: Compared, value: number): number {
  if (measure === 'roughness') return Math.log(Math.max(SMOOTHEST, value));
  return measure === 'minima' ? Math.sqrt(value) : Math.asin(Math.sqrt(Math.min(1, Math.max(0, value))));
}
