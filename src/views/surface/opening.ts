import type { Landscape } from '../../experiment/landscape';
import { thinLandscape } from '../../experiment/link/thin-surface';
import { heightScale } from '../scale';
import type { Companion } from '../types';
import { frameOf } from './frame';
import { openingAzimuth, type Plane, USUAL_AZIMUTH } from './opening-azimuth';

/** Points along an axis of a surface in a link. */
const LINK_SIDE = 33;

/** The side from which the panes' surfaces open, and from which their light comes. It stays as it is while points still come, so that nothing turns by itself. */
export class Opening {
  private azimuth: number | null = null;
  private of: readonly unknown[] = [];

  /** Degrees. The heights are those of the loss, however they are drawn: another scale is looked at from the same side. */
  azimuthOf(panes: readonly Pick<Companion, 'landscape' | 'revision' | 'computing'>[]): number {
    const planes = panes.flatMap(({ landscape }) => (landscape?.axes.length === 2 ? [landscape] : []));
    const of = panes.flatMap(({ landscape, revision }) => [landscape, revision]);
    const isSame = of.length === this.of.length && of.every((part, i) => part === this.of[i]);
    if (isSame || planes.length === 0 || panes.some(({ computing }) => computing)) return this.azimuth ?? USUAL_AZIMUTH;
    this.of = of;
    this.azimuth = openingAzimuth(openingPlanes(planes));
    return this.azimuth;
  }
}

/** Planes as the search for their side sees them: on the points that links keep, so that a picture opens from one side wherever it came from. */
export function openingPlanes(planes: readonly Landscape[]): Plane[] {
  const kept = planes.map((plane) => thinLandscape(plane, LINK_SIDE));
  const { normalise } = heightScale(kept, { field: 'loss', mode: 'loss', cap: null });
  return kept.map(({ axes: [alpha, beta], loss }) => ({
    heights: Float32Array.from(loss, normalise),
    columns: alpha.points,
    rows: beta.points,
    frame: frameOf(alpha, beta),
  }));
}
