import type { Camera } from '../../experiment/recipe';
import { boundedCamera } from './projection';

const TURN_MS = 400;

/** Slow at both ends; share and result in 0 … 1. */
export function ease(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * (3 - 2 * x);
}

/** The camera that all panes share: follows the document, but a gesture leads it until it ends. Times in ms. */
export class CameraRig {
  private live: Camera;
  private agreed: Camera;
  private turn: { readonly from: Camera; readonly to: Camera; readonly start: number } | null = null;
  private held = false;

  constructor(camera: Camera) {
    this.live = boundedCamera(camera);
    this.agreed = camera;
  }

  get camera(): Camera {
    return this.live;
  }

  /** True from the first move of a gesture until it is committed. */
  get isHeld(): boolean {
    return this.held;
  }

  /** Takes the document's camera over, turning there if `animate`; false where there is nothing to do. */
  follow(wanted: Camera, animate: boolean, now: number): boolean {
    if (this.held || isSame(wanted, this.agreed)) return false;
    this.agreed = wanted;
    const to = boundedCamera(wanted);
    if (!animate) {
      this.live = to;
      this.turn = null;
      return true;
    }
    const around = to.azimuth - this.live.azimuth;
    const azimuth = this.live.azimuth + (around > 180 ? 360 : around < -180 ? -360 : 0);
    this.turn = { from: { ...this.live, azimuth }, to, start: now };
    return true;
  }

  /** One step of a gesture. */
  move(camera: Camera): void {
    this.held = true;
    this.turn = null;
    this.live = boundedCamera(camera);
  }

  /** Ends the gesture; the camera to store, short numbers, or null where it is what the document has. */
  commit(): Camera | null {
    if (!this.held) return null;
    this.held = false;
    const { azimuth, elevation, distance } = this.live;
    this.live = { azimuth: round(azimuth, 10), elevation: round(elevation, 10), distance: round(distance, 100) };
    if (isSame(this.live, this.agreed)) return null;
    this.agreed = this.live;
    return this.live;
  }

  /** Ends a gesture without a word, so that what is wanted next is turned to. */
  release(): void {
    this.held = false;
    this.agreed = this.live;
  }

  /** Moves a turn on; true while it is not over. */
  advance(now: number): boolean {
    if (!this.turn) return false;
    const { from, to, start } = this.turn;
    const share = ease((now - start) / TURN_MS);
    const mix = (a: number, b: number): number => a + (b - a) * share;
    this.live = boundedCamera({
      azimuth: mix(from.azimuth, to.azimuth),
      elevation: mix(from.elevation, to.elevation),
      distance: mix(from.distance, to.distance),
    });
    if (share < 1) return true;
    this.live = to;
    this.turn = null;
    return false;
  }
}

function isSame(a: Camera, b: Camera): boolean {
  return a.azimuth === b.azimuth && a.elevation === b.elevation && a.distance === b.distance;
}

function round(value: number, per: number): number {
  return Math.round(value * per) / per;
}
