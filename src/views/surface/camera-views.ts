import type { Camera, CameraView } from '../../experiment/recipe';
import { DEFAULT_CAMERA } from './projection';

/** Degrees above the floor, by the pane's width over its height: a tall pane is filled from higher up, a flat one from lower down. */
const ELEVATIONS = [
  [0.78, 38],
  [1.1, 27],
  [1.6, 27],
  [2.3, 21],
] as const;
const VALLEY = 14;
const ABOVE = 89;

/** The camera of a view, on panes of that shape, where the data open from `azimuth`. A literal camera stays as it is. */
export function cameraOf(camera: Camera | CameraView, azimuth: number, aspect: number): Camera {
  if (typeof camera !== 'string') return camera;
  const { distance } = DEFAULT_CAMERA;
  // From above, α runs to the right and β upwards, as on the contours.
  if (camera === 'map') return { azimuth: 0, elevation: ABOVE, distance };
  return { azimuth, elevation: camera === 'valley' ? VALLEY : elevationFor(aspect), distance };
}

function elevationFor(aspect: number): number {
  const after = ELEVATIONS.findIndex(([at]) => aspect < at);
  if (after === 0) return ELEVATIONS[0][1];
  if (after < 0) return ELEVATIONS[ELEVATIONS.length - 1][1];
  const [[from, low], [to, high]] = [ELEVATIONS[after - 1], ELEVATIONS[after]];
  return Math.round(low + ((high - low) * (aspect - from)) / (to - from));
}
