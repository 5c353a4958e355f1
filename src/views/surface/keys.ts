import type { Probe } from '../../app/state';
import type { Camera, GridAxis } from '../../experiment/recipe';
import { stepAlong } from '../probe-steps';

/** What a key asks of the plot that has the focus. */
export type KeyAct =
  | { readonly kind: 'probe'; readonly probe: Probe | null }
  | { readonly kind: 'camera'; readonly camera: Camera }
  | { readonly kind: 'open' }
  | { readonly kind: 'pin' };

const TURN = 5;
const ZOOM = 1.1;

/** The act of a key press; null where the key means nothing here. `axes` null while the pane has no surface. */
export function keyAct(
  event: {
    readonly key: string;
    readonly shiftKey: boolean;
    readonly ctrlKey: boolean;
    readonly metaKey: boolean;
    readonly altKey: boolean;
  },
  camera: Camera,
  probe: Probe | null,
  axes: readonly [GridAxis, GridAxis] | null,
): KeyAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow && event.shiftKey) {
    const [right, up] = arrow;
    return { kind: 'camera', camera: { ...camera, azimuth: camera.azimuth + right * TURN, elevation: camera.elevation + up * TURN } };
  }
  if (arrow && axes) {
    const at = probe ?? { alpha: 0, beta: 0 };
    const alpha = arrow[0] === 0 ? at.alpha : stepAlong(axes[0], at.alpha, arrow[0]);
    const beta = arrow[1] === 0 ? at.beta : stepAlong(axes[1], at.beta, arrow[1]);
    return { kind: 'probe', probe: { alpha, beta } };
  }
  if (event.key === '+' || event.key === '=') return { kind: 'camera', camera: { ...camera, distance: camera.distance / ZOOM } };
  if (event.key === '-' || event.key === '_') return { kind: 'camera', camera: { ...camera, distance: camera.distance * ZOOM } };
  if (event.key === '0' || event.key === 'Home') return { kind: 'open' };
  if (event.key === 'Escape' && probe) return { kind: 'probe', probe: null };
  if (event.key === 'Enter' || event.key === ' ') return { kind: 'pin' };
  return null;
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};
