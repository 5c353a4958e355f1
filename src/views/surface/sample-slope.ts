import type { Landscape } from '../../experiment/landscape';

/** The slope, height over the whole plane, at which accuracies one sample apart lie beside each other, and a little more: lines there would be noise. */
export function slopeOfSample({ axes, samples }: Pick<Landscape, 'axes' | 'samples'>): number {
  return (1.6 * (Math.max(...axes.map(({ points }) => points)) - 1)) / samples;
}
