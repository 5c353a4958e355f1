import type { Probe } from '../../app/state';
import type { Camera } from '../../experiment/recipe';
import { pathsAndMarks } from '../paths';
import { roundTo } from '../probe-steps';
import type { Drape, ViewPane, ViewProps } from '../types';
import { BakeClient } from './bake-client';
import { CameraRig, ease } from './camera-rig';
import { cameraOf } from './camera-views';
import { Company } from './company';
import { DrawClock } from './draw-clock';
import { axisScale, Fitting } from './fitting';
import { alphaAt, betaAt } from './frame';
import type { Graphics } from './graphics';
import { castRay } from './height-field';
import { Opening } from './opening';
import { PaneOverlay, type Rect } from './overlay';
import { ANIMATION_MS, COARSE_SIDE, PanePlot } from './pane-plot';
import { layoutProbe } from './probe-mark';
import type { Projection } from './projection';
import { type Picture, StageCanvas } from './stage-canvas';
import { StageHost } from './stage-host';
import { TOKENS } from './tokens';

export type StageStatus = 'drawing' | 'lost' | 'failed';

const NO_RECT: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Pause after the last change before the fine picture is drawn where drawing is slow. */
const SETTLE_MS = 320;
/** Device pixels per CSS px of the fine picture of a software renderer: antialiasing by drawing four times the pixels, once. */
const FINE_RATIO = 2;
const SETTLE_COMPUTING_MS = 1200;

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
  private readonly host: StageHost;
  private readonly entries = new Map<number, Entry>();
  private readonly client: BakeClient;
  private readonly clock = new DrawClock();
  private readonly canvas: StageCanvas;
  private readonly resize: ResizeObserver;
  private readonly watched = new Set<Element>();
  private props: ViewProps;
  private readonly opening = new Opening();
  private readonly company = new Company();
  private readonly fitting = new Fitting();
  private readonly rig: CameraRig;
  private subject: Float32Array<ArrayBuffer> | undefined;
  private probe: Probe | null;
  private overlayFrame = 0;
  private settleTimer = 0;
  private throttleTimer = 0;
  private lastDraw = 0;
  /** Whether any surface has been drawn yet. */
  private shows = false;
  private fine = false;
  private wanted = false;
  private look = '';
  private drapes: readonly (Drape | undefined)[] = [];
  private layout = '';

  constructor(
    props: ViewProps,
    private readonly graphics: Graphics,
    private readonly onStatus: (status: StageStatus) => void,
  ) {
    this.props = props;
    this.rig = new CameraRig(this.wantedCamera());
    this.probe = props.probe;
    this.host = new StageHost(props.container, graphics.kind);
    this.client = new BakeClient(() => this.tell('failed'));
    this.host.canvas.addEventListener('webglcontextlost', this.lose);
    this.host.canvas.addEventListener('webglcontextrestored', this.regain);
    this.resize = new ResizeObserver(() => this.fit());
    this.canvas = new StageCanvas(this.host, graphics, () => this.draw());
    this.resize.observe(props.container);
    this.update(props);
  }

  update(props: ViewProps): void {
    this.props = props;
    if (this.company.update(props)) this.subject = undefined;
    this.probe = props.probe;
    const present = new Set(props.panes.map((pane) => pane.index));
    for (const [index, entry] of this.entries) if (!present.has(index)) this.remove(index, entry);
    const azimuth = this.opening.azimuthOf(props.company);
    for (const pane of props.panes) {
      this.entryOf(pane).plot.update(pane, azimuth, this.clock.computingInterval, !props.reducedMotion);
      if (!this.watched.has(pane.element)) {
        this.watched.add(pane.element);
        this.resize.observe(pane.element);
      }
    }
    if (this.plots().some((plot) => plot.pending)) this.host.mark('coarse');
    this.followDocument();
    for (const element of this.watched) {
      if (props.panes.some((pane) => pane.element === element)) continue;
      this.watched.delete(element);
      this.resize.unobserve(element);
    }
    this.requestOverlay();
    const look = `${props.theme} ${props.shared.colormap}`;
    const drapes = props.panes.map(({ drape }) => drape);
    const isSame = drapes.length === this.drapes.length && drapes.every((drape, i) => drape === this.drapes[i]);
    const looksNew = look !== this.look;
    this.look = look;
    this.drapes = drapes;
    if (looksNew || (!isSame && !this.comesIn())) this.requestDraw();
    else if (!isSame) this.requestDrawInTime();
    else if (!this.shows && this.plots().some(({ shown }) => shown) && !this.plots().some(({ pending }) => pending)) this.requestDraw();
  }

  /** The camera of a gesture that is still going on; `commitCamera` ends it. */
  get liveCamera(): Camera {
    return this.rig.camera;
  }

  moveCamera(camera: Camera): void {
    this.rig.move(camera);
    this.requestDraw();
  }

  commitCamera(): void {
    const camera = this.rig.commit();
    if (camera) this.props.onCamera(camera);
    this.settle();
  }

  /** Turns to where the data open, whatever a gesture has just done. */
  openView(): void {
    this.rig.release();
    this.props.onCamera('opening');
    this.props = { ...this.props, shared: { ...this.props.shared, camera: 'opening' } };
    this.followDocument();
  }

  /** What the document wants, on panes of their present shape. */
  private wantedCamera(): Camera {
    const { company, panes, shared } = this.props;
    const { clientWidth = 0, clientHeight = 0 } = panes[0]?.element ?? {};
    return cameraOf(shared.camera, this.opening.azimuthOf(company), clientWidth / Math.max(1, clientHeight));
  }

  /** Whether bakes are under way of surfaces that are complete. */
  private isWaiting(): boolean {
    return this.plots().some((plot) => plot.pending && !plot.pane.computing && plot.shown !== null);
  }

  /** Turns there, at once where nothing was shown before or motion is not wanted. */
  private followDocument(): void {
    // A picture that opens from another side turns with its heights, not before them.
    if (typeof this.props.shared.camera === 'string' && this.isWaiting()) return;
    const animates = !this.props.reducedMotion && this.plots().some((plot) => plot.shown);
    if (this.rig.follow(this.wantedCamera(), animates, performance.now())) this.requestDraw();
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
    this.host.canvas.removeEventListener('webglcontextlost', this.lose);
    this.host.canvas.removeEventListener('webglcontextrestored', this.regain);
    this.canvas.dispose();
    this.host.dispose();
  }

  private entryOf(pane: ViewPane): Entry {
    let entry = this.entries.get(pane.index);
    if (!entry) {
      const plot = new PanePlot(pane, this.client, this.graphics.kind === 'software', () => this.afterBake());
      entry = { plot, overlay: new PaneOverlay(this.host.below, this.host.above), rect: NO_RECT };
      this.entries.set(pane.index, entry);
    }
    return entry;
  }

  private remove(index: number, { plot, overlay }: Entry): void {
    this.entries.delete(index);
    plot.dispose();
    overlay.dispose();
    this.subject = undefined;
    this.requestDraw();
  }

  private afterBake(): void {
    this.subject = undefined;
    this.followDocument();
    // The first picture is of all panes that are complete: drawn one after another they would come later.
    if (!this.shows && this.plots().some((plot) => plot.pending && !plot.pane.computing)) return;
    if (this.props.panes.some((pane) => pane.computing)) this.requestDrawInTime();
    else this.requestDraw();
  }

  private plots(): PanePlot[] {
    return [...this.entries.values()].map(({ plot }) => plot);
  }

  /** Whether more points of a surface or of a map over it are still on their way. */
  private comesIn(): boolean {
    return this.props.panes.some((pane) => pane.computing) || this.drapes.some((drape) => drape?.landscape.done.includes(0));
  }

  /** Of what still comes in no more pictures are drawn than leave the page most of its time. */
  private requestDrawInTime(): void {
    this.host.mark('coarse');
    const wait = this.lastDraw + this.clock.computingInterval - performance.now();
    if (wait <= 0) this.requestDraw();
    else if (this.throttleTimer === 0) {
      this.throttleTimer = window.setTimeout(() => {
        this.throttleTimer = 0;
        this.requestDraw();
      }, wait);
    }
  }

  /** Asks for a picture of what is now there. A slow renderer is asked again only when it has finished the one before. */
  private requestDraw(): void {
    this.fine = this.graphics.kind === 'hardware' && !this.clock.isSlow;
    this.host.mark('coarse');
    window.clearTimeout(this.settleTimer);
    this.settleTimer = 0;
    if (this.clock.isBusy) this.wanted = true;
    else this.canvas.request();
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
    const start = performance.now();
    this.lastDraw = start;
    this.wanted = false;
    const moving = this.advance(start);
    const { fine } = this;
    const isSoftware = this.graphics.kind === 'software';
    const ratio = isSoftware ? (fine ? FINE_RATIO : 1) : Math.min(2, window.devicePixelRatio || 1);
    const pictures = this.pictures(ratio);
    const gl = this.canvas.render(pictures, ratio);
    if (pictures.length > 0) this.shows = true;
    this.paintOverlays();
    const done = (): void => this.afterDraw(moving);
    if (gl && isSoftware) this.clock.finish(gl, start, fine, done);
    else if (gl) this.clock.watch(gl, start, fine, done);
    performance.measure('draw', { start, end: performance.now(), detail: pictures.length });
    // Who watches has been told; kept for all time they would add up.
    performance.clearMeasures('draw');
  }

  private pictures(ratio: number): Picture[] {
    this.measure();
    this.layout = this.layoutNow();
    const tokens = TOKENS[this.props.theme];
    return [...this.entries.values()].flatMap(({ plot, rect }) => {
      const { mesh, shown } = plot;
      if (!shown || isEmpty(rect)) return [];
      mesh.setLook(tokens, this.props.shared.colormap);
      mesh.setDrape(plot.drapeIn(this.props.shared.colormap, tokens.strongLine));
      mesh.setPixelRatio(ratio);
      mesh.setStride(!this.fine ? Math.max(1, Math.floor(mesh.side / COARSE_SIDE)) : 1);
      mesh.aim(this.projection(rect));
      return [{ scene: mesh.scene, camera: mesh.camera, rect }];
    });
  }

  private afterDraw(moving: boolean): void {
    if (this.wanted || moving) this.canvas.request();
    else this.settle();
    const plots = this.plots();
    const rests = !this.wanted && !moving && !plots.some((plot) => plot.pending) && (this.fine || !plots.some((plot) => plot.shown));
    this.host.mark(rests ? 'fine' : 'coarse');
  }

  /** After a pause in which nothing moved, the fine picture. */
  private settle(): void {
    if (this.fine || this.rig.isHeld || !this.plots().some((plot) => plot.shown)) return;
    window.clearTimeout(this.settleTimer);
    // While more comes in, the next coarse picture is due before a fine one would be worth its time.
    const pause = this.comesIn() ? this.clock.computingInterval + SETTLE_COMPUTING_MS : SETTLE_MS;
    this.settleTimer = window.setTimeout(() => {
      this.fine = true;
      this.canvas.request();
    }, pause);
  }

  /** Moves animations on; true while one is running. */
  private advance(now: number): boolean {
    let moving = this.rig.advance(now);
    const plots = this.plots();
    const ready = !plots.some((plot) => plot.pending);
    for (const plot of plots) {
      if (plot.waits && ready) {
        plot.waits = false;
        plot.animatedFrom = now;
      }
      if (plot.animatedFrom === null) continue;
      const share = ease((now - plot.animatedFrom) / ANIMATION_MS);
      plot.setBlend(share);
      this.subject = undefined;
      if (share < 1) moving = true;
      else plot.animatedFrom = null;
    }
    return moving;
  }

  private paintOverlays(): void {
    cancelAnimationFrame(this.overlayFrame);
    this.overlayFrame = 0;
    const tokens = TOKENS[this.props.theme];
    const plots = this.plots();
    for (const { plot, overlay, rect } of this.entries.values()) {
      if (isEmpty(rect)) overlay.hide();
      else {
        // A surface that is there and not drawn yet is not missing.
        const silent = plot.pane.landscape !== null || plot.pane.coming || plot.pane.element.querySelector('[role="alert"]') !== null;
        const { landscape } = plot.pane;
        const paths = landscape ? pathsAndMarks(landscape, plot.pane, this.props.epoch, this.props.shared.paths) : [];
        const projection = this.projection(rect);
        overlay.paint(
          rect,
          projection,
          plot.frame,
          axisScale(plot, plots),
          plot.shown,
          this.probe,
          paths,
          tokens,
          this.props.shared.colormap,
          silent,
          plot.pane.note,
        );
      }
    }
  }

  private projection({ width, height }: Rect): Projection {
    const plots = this.plots();
    this.subject ??= joined([...plots.flatMap(({ outline }) => outline ?? []), ...this.company.outlines(this.props)]);
    const drawn = plots.map((plot) => ({ frame: plot.frame, scale: axisScale(plot, plots) }));
    return this.fitting.projection(this.rig.camera, width, height, drawn, this.subject);
  }

  private measure(): void {
    const outer = this.host.element.getBoundingClientRect();
    for (const entry of this.entries.values()) {
      const inner = entry.plot.pane.element.getBoundingClientRect();
      entry.rect = { x: inner.left - outer.left, y: inner.top - outer.top, width: inner.width, height: inner.height };
    }
  }

  private layoutNow(): string {
    return [...this.entries.values()].map(({ rect: { x, y, width, height } }) => [x, y, width, height].join()).join(' ');
  }

  private fit(): void {
    this.canvas.fit();
    this.followDocument();
    this.requestDraw();
  }

  /** Labels without their surface would mislead: only the sentence shows. */
  private tell(status: StageStatus): void {
    this.host.show(status === 'drawing');
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

function joined(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

/** A pane that is not laid out, as the other ones on a phone. */
function isEmpty(rect: Rect): boolean {
  return rect.width < 2 || rect.height < 2;
}
