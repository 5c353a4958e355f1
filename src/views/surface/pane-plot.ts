import type { Landscape } from '../../experiment/landscape';
import { type Minimum, minimaOf } from '../../experiment/minima';
import type { Drape, HeightScale, ViewPane } from '../types';
import type { Bake } from './bake';
import type { BakeClient } from './bake-client';
import { type DrapePicture, drapePicture } from './drape';
import { hasFirstPass } from './fill';
import { EMPTY_FRAME, type Frame, frameOf } from './frame';
import type { HeightField } from './height-field';
import { PlotMesh } from './plot-mesh';
import { fieldOf } from './table';

/** What a pane's mesh shows at this moment: the data of its last bake, so that ticks, lines and heights always belong together. */
export interface ShownSurface {
  readonly scale: HeightScale;
  readonly frame: Frame;
  readonly field: HeightField;
  /** The local minima of the loss; none where the heights are accuracies, or before their points are known. */
  readonly minima: readonly Minimum[];
  readonly computing: boolean;
}

/** Intervals along the longer side of the mesh: finished, and while points still come. */
const SIDE = 256;
const SIDE_COMPUTING = 128;
export const ANIMATION_MS = 400;

/** One pane: asks for bakes when its data change, and keeps what was baked. */
export class PanePlot {
  readonly mesh = new PlotMesh();
  shown: ShownSurface | null = null;
  /** Start of the log/linear animation, null when still. */
  animatedFrom: number | null = null;
  private asked: { landscape: Landscape; revision: number; scale: HeightScale; computing: boolean } | null = null;
  /** True from a change of the data until its bake is shown. */
  pending = false;
  private laid: { drape: Drape; colormap: string; grey: string; picture: DrapePicture } | null = null;
  private askedAt = 0;
  private timer = 0;

  constructor(
    public pane: ViewPane,
    private readonly client: BakeClient,
    private readonly onBaked: (plot: PanePlot) => void,
  ) {}

  get frame(): Frame {
    if (this.shown) return this.shown.frame;
    const landscape = this.pane.landscape;
    return landscape?.axes.length === 2 ? frameOf(landscape.axes[0], landscape.axes[1]) : EMPTY_FRAME;
  }

  /** Brings the plot in step with its pane. `interval` is the least time between two bakes while points still come. */
  update(pane: ViewPane, interval: number, animate: boolean): void {
    this.pane = pane;
    const { landscape } = pane;
    const { asked } = this;
    const isSame =
      asked !== null &&
      asked.landscape === landscape &&
      asked.revision === pane.revision &&
      asked.computing === pane.computing &&
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
      this.ask(animate);
      return;
    }
    if (this.timer === 0) {
      const wait = Math.max(0, this.askedAt + interval - performance.now());
      this.timer = window.setTimeout(() => {
        this.timer = 0;
        this.ask(animate);
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

  private ask(animate: boolean): void {
    const { landscape, revision, scale, computing } = this.pane;
    if (!landscape) return;
    const isModeChange =
      animate &&
      this.asked?.landscape === landscape &&
      this.asked.revision === revision &&
      this.asked.scale.field === scale.field &&
      this.asked.scale.mode !== scale.mode;
    const asked = { landscape, revision, scale, computing };
    this.asked = asked;
    this.askedAt = performance.now();
    const [alpha, beta] = landscape.axes;
    const frame = frameOf(alpha, beta);
    const raws = fieldOf(landscape, scale.field);
    const { colors } = scale;
    const minima = scale.field === 'loss' ? (minimaOf(landscape) ?? []) : [];
    const input = {
      heights: Float32Array.from(raws, (raw) => scale.normalise(raw)),
      colors: colors ? Float32Array.from(raws, (raw) => colors.normalise(raw)) : null,
      done: landscape.done.slice(),
      nAlpha: alpha.points,
      nBeta: beta.points,
      halfX: frame.halfX,
      halfZ: frame.halfZ,
      side: computing ? SIDE_COMPUTING : SIDE,
    };
    this.client.request(this.pane.index, input, computing, (bake) => {
      this.pending = this.timer !== 0 || this.asked !== asked;
      this.take(bake, { frame, scale, computing, minima }, isModeChange);
    });
  }

  private take(bake: Bake, of: Omit<ShownSurface, 'field'>, isModeChange: boolean): void {
    const { frame, scale } = of;
    const animates =
      isModeChange && this.shown !== null && this.shown.field.width === bake.width && this.shown.field.height === bake.height;
    this.mesh.setBake(bake, frame, scale, animates);
    this.animatedFrom = animates ? performance.now() : null;
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
