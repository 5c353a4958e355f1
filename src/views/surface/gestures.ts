import type { Camera } from '../../experiment/recipe';

/** What the pointer does on a plot, in px of the plot. */
export interface GestureTarget {
  camera(): Camera;
  move(camera: Camera): void;
  commit(): void;
  hover(x: number, y: number): void;
  leave(): void;
  tap(x: number, y: number): void;
  /** Whether a touch here takes hold of the probe instead of turning the view. */
  grabs(x: number, y: number): boolean;
  /** The grabbed probe follows. */
  drag(x: number, y: number): void;
}

const DEGREES_PER_PX = 0.35;
/** A press that moved less than this is a tap. */
const TAP_PX = 5;
const WHEEL_END_MS = 220;

/** Turns pointer and wheel events on `element` into gestures. Returns the function that takes them off again. */
export function listenToGestures(element: HTMLElement, target: GestureTarget): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let grabbed = false;
  let wheelTimer = 0;

  const place = (event: PointerEvent): { x: number; y: number } => {
    const rect = element.getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  };
  const spread = (): number => {
    const [a, b] = [...pointers.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };

  const down = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    const at = place(event);
    if (pointers.size === 0) {
      travelled = 0;
      grabbed = event.pointerType !== 'mouse' && target.grabs(at.x, at.y);
    } else grabbed = false;
    pointers.set(event.pointerId, at);
    element.setPointerCapture(event.pointerId);
  };

  const move = (event: PointerEvent): void => {
    const at = place(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType === 'mouse') target.hover(at.x, at.y);
      return;
    }
    const distance = pointers.size === 2 ? spread() : 0;
    pointers.set(event.pointerId, at);
    travelled += Math.hypot(at.x - before.x, at.y - before.y);
    if (grabbed) {
      target.drag(at.x, at.y);
      return;
    }
    if (travelled < TAP_PX) return;
    element.style.cursor = 'grabbing';
    const camera = target.camera();
    // Two fingers turn half as far each, so that both together turn as one does.
    const turn = DEGREES_PER_PX / pointers.size;
    target.move({
      azimuth: camera.azimuth - (at.x - before.x) * turn,
      elevation: camera.elevation + (at.y - before.y) * turn,
      distance: pointers.size === 2 ? (camera.distance * distance) / Math.max(1, spread()) : camera.distance,
    });
  };

  const up = (event: PointerEvent): void => {
    const at = pointers.get(event.pointerId);
    if (!at) return;
    pointers.delete(event.pointerId);
    if (pointers.size > 0) return;
    element.style.cursor = '';
    if (event.type === 'pointerup' && travelled < TAP_PX) target.tap(at.x, at.y);
    grabbed = false;
    target.commit();
  };

  const leave = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && pointers.size === 0) target.leave();
  };

  const wheel = (event: WheelEvent): void => {
    // A pinch on a touchpad comes as small ctrl + wheel steps; a real ctrl + wheel zooms the page and stays the browser's.
    if (event.ctrlKey && event.deltaMode === 0 && Math.abs(event.deltaY) > 60) return;
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 18 : event.deltaMode === 2 ? 200 : 1;
    const pinch = event.ctrlKey ? 6 : 1;
    const factor = Math.exp(Math.max(-0.3, Math.min(0.3, event.deltaY * lines * pinch * 0.0012)));
    const camera = target.camera();
    target.move({ ...camera, distance: camera.distance * factor });
    window.clearTimeout(wheelTimer);
    wheelTimer = window.setTimeout(() => target.commit(), WHEEL_END_MS);
  };

  element.addEventListener('pointerdown', down);
  element.addEventListener('pointermove', move);
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener('pointerleave', leave);
  element.addEventListener('wheel', wheel, { passive: false });
  return () => {
    window.clearTimeout(wheelTimer);
    element.removeEventListener('pointerdown', down);
    element.removeEventListener('pointermove', move);
    element.removeEventListener('pointerup', up);
    element.removeEventListener('pointercancel', up);
    element.removeEventListener('pointerleave', leave);
    element.removeEventListener('wheel', wheel);
  };
}
