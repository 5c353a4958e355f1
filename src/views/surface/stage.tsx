import { createRoot, useFrame } from '@react-three/fiber';
import { WebGLRenderer } from 'three';
import type { Probe } from '../../app/state';
import type { Camera } from '../../experiment/recipe';
import { roundTo } from '../probe-steps';
import { formatHeight, labelWidth } from '../ticks';
import type { ViewPane, ViewProps } from '../types';
import { BakeClient } from './bake-client';
import { DrawClock } from './draw-clock';
import { alphaAt, betaAt } from './frame';
import type { Graphics } from './graphics';
import { castRay } from './height-field';
import { PaneOverlay, type Rect } from './overlay';
import { ANIMATION_MS, PanePlot } from './pane-plot';
import { layoutProbe } from './probe-mark';
import { boundedCamera, type Projection, projectionOf } from './projection';
import { rootSvg } from './svg-painter';
import { TOKENS } from './tokens';

export type StageStatus = 'drawing' | 'lost' | 'failed';

const NO_RECT: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Pause after the last change before the fine picture is drawn where drawing is slow. */
const SETTLE_MS = 320;
/** Device pixels per CSS px of the fine picture of a software renderer: antialiasing by drawing four times the pixels, once. */
const FINE_RATIO = 2;
const SETTLE_COMPUTING_MS = 1200;
/** Mesh intervals along the longer side that a slow renderer draws while things move. */
const COARSE_SIDE = 128;

interface Entry {
  readonly plot: PanePlot;
  readonly overlay: PaneOverlay;
  /** Of the pane's element, in the host; measured once per frame, before anything is written. */
  rect: Rect;
}

/**
 * The one canvas behind all panes and what lies over it. Draws only when something changed: never on probe moves (those are SVG), never
 * when idle. Where the renderer is software it draws coarsely while things move and once finely after.
 */
export class SurfaceStage {
  private readonly host = document.createElement('div');
  private readonly canvas = document.createElement('canvas');
  private readonly below: SVGSVGElement;
  private readonly above: SVGSVGElement;
  private readonly entries = new Map<number, Entry>();
  private readonly client: BakeClient;
  private readonly clock = new DrawClock();
  private readonly root: ReturnType<typeof createRoot>;
  private readonly resize: ResizeObserver;
  private readonly watched = new Set<Element>();
  private renderer: WebGLRenderer | null = null;
  private request: () => void = () => {};
  private props: ViewProps;
  private camera: Camera;
  private sentCamera: Camera;
  private gesturing = false;
  private turn: { from: Camera; to: Camera; start: number } | null = null;
  private probe: Probe | null;
  private overlayFrame = 0;
  private settleTimer = 0;
  private throttleTimer = 0;
  private lastDraw = 0;
  private fine = false;
  private wanted = false;
  private look = '';
  private layout = '';

  constructor(
    props: ViewProps,
    private readonly graphics: Graphics,
    private readonly onStatus: (status: StageStatus) => void,
  ) {
    this.props = props;
    this.camera = boundedCamera(props.shared.camera);
    this.sentCamera = props.shared.camera;
    this.probe = props.probe;
    this.host.setAttribute('aria-hidden', 'true');
    this.host.dataset.surfaceStage = graphics.kind;
    this.host.style.cssText =
      'position:absolute;inset:0;pointer-events:none;overflow:hidden;font-variant-numeric:tabular-nums;user-select:none;-webkit-user-select:none';
    this.below = rootSvg(this.host);
    this.canvas.style.cssText = 'position:absolute;inset:0;display:block';
    this.host.append(this.canvas);
    this.above = rootSvg(this.host);
    props.container.append(this.host);
    this.client = new BakeClient(() => this.tell('failed'));
    this.canvas.addEventListener('webglcontextlost', this.lose);
    this.canvas.addEventListener('webglcontextrestored', this.regain);
    this.resize = new ResizeObserver(() => this.fit());
    const stage = this;
    function Draw(): null {
      useFrame(() => stage.draw(), 1);
      return null;
    }
    this.root = createRoot(this.canvas);
    this.root.configure({
      frameloop: 'demand',
      flat: true,
      dpr: 1,
      size: this.hostSize(),
      gl: (defaults) => {
        this.renderer = new WebGLRenderer({
          canvas: defaults.canvas,
          alpha: true,
          antialias: graphics.kind === 'hardware',
          powerPreference: 'high-performance',
        });
        this.renderer.autoClear = false;
        this.renderer.setClearColor(0x000000, 0);
        return this.renderer;
      },
      onCreated: (state) => {
        this.request = () => state.invalidate();
        this.requestDraw();
      },
    });
    this.root.render(<Draw />);
    this.resize.observe(props.container);
    this.update(props);
  }

  update(props: ViewProps): void {
    this.props = props;
    this.probe = props.probe;
    const wanted = props.shared.camera;
    if (!this.gesturing && !isSameCamera(wanted, this.sentCamera)) this.turnTo(wanted);
    const present = new Set(props.panes.map((pane) => pane.index));
    for (const [index, entry] of this.entries) if (!present.has(index)) this.remove(index, entry);
    for (const pane of props.panes) {
      this.entryOf(pane).plot.update(pane, this.clock.computingInterval, !props.reducedMotion);
      if (!this.watched.has(pane.element)) {
        this.watched.add(pane.element);
        this.resize.observe(pane.element);
      }
    }
    for (const element of this.watched) {
      if (props.panes.some((pane) => pane.element === element)) continue;
      this.watched.delete(element);
      this.resize.unobserve(element);
    }
    this.requestOverlay();
    const look = `${props.theme} ${props.shared.colormap}`;
    if (look !== this.look) this.requestDraw();
    this.look = look;
  }

  /** The camera of a gesture that is still going on; `commitCamera` ends it. */
  get liveCamera(): Camera {
    return this.camera;
  }

  moveCamera(camera: Camera): void {
    this.gesturing = true;
    this.turn = null;
    this.camera = boundedCamera(camera);
    this.requestDraw();
  }

  commitCamera(): void {
    if (!this.gesturing) return;
    this.gesturing = false;
    const { azimuth, elevation, distance } = this.camera;
    this.sentCamera = { azimuth: round(azimuth, 10), elevation: round(elevation, 10), distance: round(distance, 100) };
    this.camera = this.sentCamera;
    if (!isSameCamera(this.sentCamera, this.props.shared.camera)) this.props.onCamera(this.sentCamera);
    this.settle();
  }

  /** α and β under a pixel of a pane, rounded as all views do; null beside the surface. */
  pick(index: number, x: number, y: number): Probe | null {
    const entry = this.entries.get(index);
    const shown = entry?.plot.shown;
    if (!entry || !shown) return null;
    const projection = this.projection(entry.rect);
    const hit = castRay(shown.field, projection.eye, projection.rayThrough(x, y));
    return (
      hit && { alpha: roundTo(shown.frame.alpha, alphaAt(shown.frame, hit.x)), beta: roundTo(shown.frame.beta, betaAt(shown.frame, hit.z)) }
    );
  }

  /** Where the probe's ring stands on a pane, px; null while nothing is shown. */
  probeAt(index: number): { readonly x: number; readonly y: number } | null {
    const entry = this.entries.get(index);
    const shown = entry?.plot.shown;
    if (!entry || !shown) return null;
    const projection = this.projection(entry.rect);
    return layoutProbe(shown.frame, shown.field, projection, this.probe?.alpha ?? 0, this.probe?.beta ?? 0, true);
  }

  dispose(): void {
    window.clearTimeout(this.settleTimer);
    window.clearTimeout(this.throttleTimer);
    cancelAnimationFrame(this.overlayFrame);
    this.resize.disconnect();
    this.clock.dispose();
    this.client.dispose();
    for (const [index, entry] of this.entries) this.remove(index, entry);
    this.canvas.removeEventListener('webglcontextlost', this.lose);
    this.canvas.removeEventListener('webglcontextrestored', this.regain);
    this.root.unmount();
    this.host.remove();
  }

  private entryOf(pane: ViewPane): Entry {
    let entry = this.entries.get(pane.index);
    if (!entry) {
      const plot = new PanePlot(pane, this.client, () => this.afterBake());
      entry = { plot, overlay: new PaneOverlay(this.below, this.above), rect: NO_RECT };
      this.entries.set(pane.index, entry);
    }
    return entry;
  }

  private remove(index: number, { plot, overlay }: Entry): void {
    this.entries.delete(index);
    plot.dispose();
    overlay.dispose();
    this.requestDraw();
  }

  private afterBake(): void {
    const computing = this.props.panes.some((pane) => pane.computing);
    const wait = computing ? this.lastDraw + this.clock.computingInterval - performance.now() : 0;
    if (wait <= 0) this.requestDraw();
    else if (this.throttleTimer === 0) {
      this.throttleTimer = window.setTimeout(() => {
        this.throttleTimer = 0;
        this.requestDraw();
      }, wait);
    }
  }

  private turnTo(camera: Camera): void {
    this.sentCamera = camera;
    const to = boundedCamera(camera);
    if (this.props.reducedMotion) this.camera = to;
    else {
      const from = { ...this.camera };
      if (to.azimuth - from.azimuth > 180) from.azimuth += 360;
      if (from.azimuth - to.azimuth > 180) from.azimuth -= 360;
      this.turn = { from, to, start: performance.now() };
    }
    this.requestDraw();
  }

  /** Asks for a picture of what is now there. A slow renderer is asked again only when it has finished the one before. */
  private requestDraw(): void {
    this.fine = this.graphics.kind === 'hardware' && !this.clock.isSlow;
    this.host.dataset.surfaceDrawn = 'coarse';
    window.clearTimeout(this.settleTimer);
    this.settleTimer = 0;
    if (this.clock.isBusy) this.wanted = true;
    else this.request();
  }
  private requestOverlay(): void {
    if (this.overlayFrame === 0) {
      this.overlayFrame = requestAnimationFrame(() => {
        this.measure();
        if (this.layoutNow() !== this.layout) this.requestDraw();
        this.paintOverlays();
      });
    }
  }

  private draw(): void {
    const { renderer } = this;
    if (!renderer) return;
    const start = performance.now();
    this.lastDraw = start;
    this.wanted = false;
    const moving = this.advance(start);
    const ratio = this.graphics.kind === 'software' ? (this.fine ? FINE_RATIO : 1) : Math.min(2, window.devicePixelRatio || 1);
    if (renderer.getPixelRatio() !== ratio) renderer.setPixelRatio(ratio);
    renderer.setScissorTest(false);
    renderer.clear();
    renderer.setScissorTest(true);
    const tokens = TOKENS[this.props.theme];
    const size = this.hostSize();
    // Half the vertices can't be told apart on software's fine picture, and cost half the time.
    const thin = !this.fine || this.graphics.kind === 'software';
    this.measure();
    this.layout = this.layoutNow();
    for (const { plot, rect } of this.entries.values()) {
      if (!plot.shown || rect.width < 2 || rect.height < 2) continue;
      const { mesh } = plot;
      mesh.setLook(tokens, this.props.shared.colormap);
      mesh.setPixelRatio(ratio);
      mesh.setStride(thin ? Math.max(1, Math.floor(mesh.side / COARSE_SIDE)) : 1);
      mesh.aim(this.projection(rect));
      const bottom = size.height - rect.y - rect.height;
      renderer.setViewport(rect.x, bottom, rect.width, rect.height);
      renderer.setScissor(rect.x, bottom, rect.width, rect.height);
      renderer.render(mesh.scene, mesh.camera);
    }
    this.paintOverlays();
    const gl = renderer.getContext() as WebGL2RenderingContext;
    if (this.graphics.kind === 'software') this.clock.finish(gl, start, () => this.afterDraw(moving));
    else this.clock.watch(gl, start, () => this.afterDraw(moving));
    performance.measure('draw', { start, end: performance.now() });
  }

  private afterDraw(moving: boolean): void {
    if (this.wanted || moving) this.request();
    else this.settle();
    const plots = [...this.entries.values()].map(({ plot }) => plot);
    const rests = !this.wanted && !moving && !plots.some((plot) => plot.pending) && (this.fine || !plots.some((plot) => plot.shown));
    this.host.dataset.surfaceDrawn = rests ? 'fine' : 'coarse';
  }

  /** After a pause in which nothing moved, the fine picture. */
  private settle(): void {
    if (this.fine || this.gesturing || ![...this.entries.values()].some(({ plot }) => plot.shown)) return;
    window.clearTimeout(this.settleTimer);
    const pause = this.props.panes.some((pane) => pane.computing) ? SETTLE_COMPUTING_MS : SETTLE_MS;
    this.settleTimer = window.setTimeout(() => {
      this.fine = true;
      this.request();
    }, pause);
  }

  /** Moves animations on; true while one is running. */
  private advance(now: number): boolean {
    let moving = false;
    if (this.turn) {
      const share = ease((now - this.turn.start) / ANIMATION_MS);
      const { from, to } = this.turn;
      const mix = (a: number, b: number): number => a + (b - a) * share;
      this.camera = boundedCamera({
        azimuth: mix(from.azimuth, to.azimuth),
        elevation: mix(from.elevation, to.elevation),
        distance: mix(from.distance, to.distance),
      });
      if (share < 1) moving = true;
      else this.turn = null;
    }
    for (const { plot } of this.entries.values()) {
      if (plot.animatedFrom === null) continue;
      const share = ease((now - plot.animatedFrom) / ANIMATION_MS);
      plot.mesh.setBlend(share);
      if (share < 1) moving = true;
      else plot.animatedFrom = null;
    }
    return moving;
  }

  private paintOverlays(): void {
    cancelAnimationFrame(this.overlayFrame);
    this.overlayFrame = 0;
    const tokens = TOKENS[this.props.theme];
    for (const { plot, overlay, rect } of this.entries.values()) {
      if (rect.width < 2 || rect.height < 2) overlay.hide();
      else {
        const silent = plot.pane.element.querySelector('[role="alert"]') !== null;
        overlay.paint(rect, this.projection(rect), plot.frame, plot.shown, this.probe, tokens, this.props.shared.colormap, silent);
      }
    }
  }

  /** Room that the longest height label takes, the same for all panes so that their boxes stay alike. */
  private get widestTick(): number {
    const texts = [...this.entries.values()].flatMap(
      ({ plot }) => plot.shown?.scale.ticks.map((raw) => formatHeight(plot.pane.scale.field, raw)) ?? [],
    );
    return Math.max(0, ...texts.map((text) => labelWidth(text, 11)));
  }

  private projection(rect: Rect): Projection {
    return projectionOf(this.camera, rect.width, rect.height, this.widestTick);
  }

  private hostSize(): { width: number; height: number; top: number; left: number } {
    return { width: this.props.container.clientWidth, height: this.props.container.clientHeight, top: 0, left: 0 };
  }

  private measure(): void {
    const outer = this.host.getBoundingClientRect();
    for (const entry of this.entries.values()) {
      const inner = entry.plot.pane.element.getBoundingClientRect();
      entry.rect = { x: inner.left - outer.left, y: inner.top - outer.top, width: inner.width, height: inner.height };
    }
  }

  private layoutNow(): string {
    return [...this.entries.values()].map(({ rect: { x, y, width, height } }) => [x, y, width, height].join()).join(' ');
  }

  private fit(): void {
    const size = this.hostSize();
    if (size.width > 0 && size.height > 0) this.root.configure({ frameloop: 'demand', flat: true, dpr: 1, size });
    this.requestDraw();
  }

  /** Labels without their surface would mislead: only the sentence shows. */
  private tell(status: StageStatus): void {
    this.host.style.visibility = status === 'drawing' ? '' : 'hidden';
    this.onStatus(status);
  }

  private readonly lose = (event: Event): void => {
    event.preventDefault();
    this.tell('lost');
  };

  private readonly regain = (): void => {
    this.tell('drawing');
    this.requestDraw();
  };
}

function isSameCamera(a: Camera, b: Camera): boolean {
  return a.azimuth === b.azimuth && a.elevation === b.elevation && a.distance === b.distance;
}

function round(value: number, per: number): number {
  return Math.round(value * per) / per;
}

function ease(share: number): number {
  const x = Math.min(1, Math.max(0, share));
  return x * x * (3 - 2 * x);
}
