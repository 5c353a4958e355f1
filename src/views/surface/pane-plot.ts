import type { Landscape, Minimum } from '../../experiment/landscape';
import { minimaOf } from '../../experiment/minima';
import type { Drape, HeightScale, ViewPane } from '../types';
import type { Bake } from './bake';
import type { BakeClient } from './bake-client';
import { type DrapePicture, drapePicture } from './drape';
import { hasFirstPass } from './fill';
import { EMPTY_FRAME, type Frame, frameOf } from './frame';
import type { HeightField } from './height-field';
import { lightsFrom } from './light';
import { PlotMesh } from './plot-mesh';
import { slopeOfSample } from './sample-slope';
import { Sketch } from './sketch';
import { fieldOf } from './table';

/** What a pane's mesh shows at this moment: the data of its last bake, so that ticks, lines and heights always belong together. */
export interface ShownSurface {
  readonly scale: HeightScale;
  readonly frame: Frame;
  readonly field: HeightField;
  /** The local minima of the loss; none where the heights are accuracies, or before their points are known. */
  readonly minima: readonly Minimum[];
  readonly computing: boolean;
  /** Raw value at the trained weights; null where no point of the grid lies there or it is not evaluated yet. */
  readonly trained: number | null;
}

/** What a bake is made of. */
interface Asked {
  readonly landscape: Landscape;
  readonly revision: number;
  readonly scale: HeightScale;
  readonly computing: boolean;
  readonly azimuth: number;
}

/** Intervals along the longer side of the mesh: finished, and while points still come or a software renderer draws, which shows no more of them. */
const SIDE = 256;
export const COARSE_SIDE = 128;
export const ANIMATION_MS = 400;

/** One pane: asks for bakes when its data change, and keeps what was baked. */
export class PanePlot {
  readonly mesh = new PlotMesh();
  private readonly sketch = new Sketch();
  shown: ShownSurface | null = null;
  /** Start of the slow change from one height or range to the other, null when still. */
  animatedFrom: number | null = null;
  /** True where such a change is baked and has not begun: all panes begin together. */
  waits = false;
  private asked: Asked | null = null;
  /** True from a change of the data until its bake is shown. */
  pending = false;
  private laid: { drape: Drape; colormap: string; grey: string; picture: DrapePicture } | null = null;
  private askedAt = 0;
  private timer = 0;

  constructor(
    public pane: ViewPane,
    private readonly client: BakeClient,
    private readonly isCoarse: boolean,
    private readonly onBaked: (plot: PanePlot) => void,
  ) {}

  get frame(): Frame {
    if (this.shown) return this.shown.frame;
    const { landscape, planned } = this.pane;
    const axes = landscape?.axes.length === 2 ? landscape.axes : planned;
    return axes ? frameOf(axes[0], axes[1]) : EMPTY_FRAME;
  }

  /** Points between which all of the surface and its floor lie, as they are drawn now: x, y, z one after another. Null without a surface. */
  get outline(): Float32Array | null {
    return this.shown && this.sketch.points;
  }

  /** Share of the way from the heights before to those now. */
  setBlend(share: number): void {
    this.mesh.setBlend(share);
    this.sketch.setBlend(share);
  }

  /** Brings the plot in step with its pane, lit for a picture that opens from `azimuth`. `interval` is the least time between two bakes while points still come. */
  update(pane: ViewPane, azimuth: number, interval: number, animate: boolean): void {
    this.pane = pane;
    const { landscape } = pane;
    const { asked } = this;
    const isSame =
      asked !== null &&
      asked.landscape === landscape &&
      asked.revision === pane.revision &&
      asked.computing === pane.computing &&
      asked.azimuth === azimuth &&
      isSameScale(asked.scale, pane.scale);
    if (isSame) return;
    if (!landscape || !isDrawable(landscape)) {
      this.clear();
      return;
    }
    this.pending = true;
    if (!pane.computing || !asked) {
      window.clearTimeout(this.timer);
      this.timer = 0;
      this.ask(azimuth, animate);
      return;
    }
    if (this.timer === 0) {
      const wait = Math.max(0, this.askedAt + interval - performance.now());
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.ask(azimuth, animate);
      }, wait);
    }
  }

  /** The picture that is laid over the surface, made anew when it or its colours change; null without one. */
  drapeIn(colormap: string, grey: string): DrapePicture | null {
    const { drape } = this.pane;
    if (!drape) this.laid = null;
    else if (this.laid?.drape !== drape || this.laid.colormap !== colormap || this.laid.grey !== grey)
      this.laid = { drape, colormap, grey, picture: drapePicture(drape, colormap, grey) };
    return this.laid?.picture ?? null;
  }

  /** Nothing to show: neither what is shown nor what is still being baked. */
  private clear(): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.asked = null;
    this.pending = false;
    this.client.cancel(this.pane.index);
    if (!this.shown) return;
    this.shown = null;
    this.mesh.hide();
    this.onBaked(this);
  }

  dispose(): void {
    window.clearTimeout(this.timer);
    this.client.cancel(this.pane.index);
    this.mesh.dispose();
  }

  private ask(azimuth: number, animate: boolean): void {
    const { landscape, revision, scale, computing } = this.pane;
    if (!landscape) return;
    const changesSlowly = animate && this.asked !== null && isSlowChange(this.asked, this.pane);
    const asked = { landscape, revision, scale, computing, azimuth };
    this.asked = asked;
    this.askedAt = performance.now();
    const [alpha, beta] = landscape.axes;
    const frame = frameOf(alpha, beta);
    const raws = fieldOf(landscape, scale.field);
    const { colors } = scale;
    const minima = scale.field === 'loss' ? (minimaOf(landscape) ?? []) : [];
    const origin = originOf(landscape);
    const trained = origin < 0 ? null : raws[origin];
    const input = {
      heights: Float32Array.from(raws, (raw) => scale.normalise(raw)),
      colors: colors ? Float32Array.from(raws, (raw) => colors.normalise(raw)) : null,
      done: landscape.done.slice(),
      nAlpha: alpha.points,
      nBeta: beta.points,
      halfX: frame.halfX,
      halfZ: frame.halfZ,
      side: computing || this.isCoarse ? COARSE_SIDE : SIDE,
      key: lightsFrom(azimuth).key,
    };
    this.client.request(this.pane.index, input, computing, (bake) => {
      this.pending = this.timer !== 0 || this.asked !== asked;
      this.take(bake, { frame, scale, computing, minima, trained }, asked, changesSlowly);
    });
  }

  private take(bake: Bake, of: Omit<ShownSurface, 'field'>, { azimuth, landscape }: Asked, changesSlowly: boolean): void {
    const { frame, scale } = of;
    const animates =
      changesSlowly && this.shown !== null && this.shown.field.width === bake.width && this.shown.field.height === bake.height;
    this.mesh.setBake(bake, frame, scale, azimuth, scale.field === 'accuracy' ? slopeOfSample(landscape) : 0, animates);
    this.sketch.set(bake, frame, animates);
    this.waits = animates;
    this.animatedFrom = null;
    if (animates) this.setBlend(0);
    this.shown = {
      ...of,
      field: {
        width: bake.width,
        height: bake.height,
        halfX: frame.halfX,
        halfZ: frame.halfZ,
        heights: bake.heights,
        marks: bake.marks,
      },
    };
    this.onBaked(this);
  }
}

/** Whether a picture turns slowly into the next: another height of the same points, or the same directions over the other range, which is complete. */
function isSlowChange(before: Asked, { landscape, otherRange, revision, computing, scale }: ViewPane): boolean {
  if (before.scale.field !== scale.field || before.computing || computing) return false;
  if (before.landscape === landscape) return before.revision === revision && before.scale.mode !== scale.mode;
  return before.landscape === otherRange;
}

/** Index of the point at α = 0, β = 0; −1 where none lies there or it is still to come. */
function originOf({ axes: [alpha, beta], done }: Landscape): number {
  const [i, j] = [alpha, beta].map(({ min, max, points }) => (-min / (max - min)) * (points - 1));
  if (i < 0 || j < 0 || i > alpha.points - 1 || j > beta.points - 1) return -1;
  if (Math.abs(i - Math.round(i)) > 1e-6 || Math.abs(j - Math.round(j)) > 1e-6) return -1;
  const at = Math.round(j) * alpha.points + Math.round(i);
  return done[at] > 0 ? at : -1;
}

function isDrawable({ axes, done }: Landscape): boolean {
  return axes.length === 2 && hasFirstPass(done, axes[0].points, axes[1].points);
}

function isSameScale(a: HeightScale, b: HeightScale): boolean {
  return (
    a === b ||
    (a.field === b.field &&
      a.mode === b.mode &&
      a.min === b.min &&
      a.max === b.max &&
      a.ticks.join() === b.ticks.join() &&
      isSameColors(a.colors, b.colors))
  );
}

function isSameColors(a: HeightScale | undefined, b: HeightScale | undefined): boolean {
  return a?.min === b?.min && a?.max === b?.max;
}
