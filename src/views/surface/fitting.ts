import type { Camera } from '../../experiment/recipe';
import { t } from '../text';
import { formatHeight, labelWidth } from '../ticks';
import type { HeightScale } from '../types';
import { layoutBox, overflowOf } from './box-layout';
import type { Frame } from './frame';
import { type Projection, projectionOf, type Room } from './projection';

/** Panes narrower than this have their labels nearer to the box, and shorter ones. */
const COMPACT = 440;

export function isCompact(width: number): boolean {
  return width < COMPACT;
}

/** What of a pane's plot decides how it is fitted. */
export interface FittedPlot {
  readonly frame: Frame;
  /** Null while nothing is shown. */
  readonly scale: HeightScale | null;
}

/** What of a plot says how high things are in it. */
interface ScaledPlot {
  readonly pane: { readonly scale: HeightScale };
  readonly shown: { readonly scale: HeightScale } | null;
}

/** The scale on a plot's axis: that of what it shows; while it shows nothing yet, that of a neighbour with which it shares one, so that the axes of all are alike. */
export function axisScale({ pane, shown }: ScaledPlot, all: readonly ScaledPlot[]): HeightScale | null {
  return shown?.scale ?? all.find((other) => other.shown !== null && other.pane.scale === pane.scale)?.shown?.scale ?? null;
}

/** Names of the box's axes. */
export function boxNames(scale: HeightScale | null) {
  return { alpha: 'α', beta: 'β', height: t(scale?.field === 'accuracy' ? 'surface.accuracy' : 'surface.loss') };
}

/** Fits panes alike, and so that no label is cut off at a pane's border: first without its labels, then with the room that they need. Keeps what it fitted last. */
export class Fitting {
  private readonly known = new Map<string, Projection>();
  private subject: Float32Array | undefined;

  /** For a pane of `width` × `height` px among `plots`; `subject` as in projectionOf, empty for the whole box. */
  projection(camera: Camera, width: number, height: number, plots: readonly FittedPlot[], subject: Float32Array<ArrayBuffer>): Projection {
    if (subject !== this.subject) this.known.clear();
    this.subject = subject;
    const key = [camera.azimuth, camera.elevation, camera.distance, width, height].join();
    const known = this.known.get(key);
    if (known) return known;
    if (this.known.size > 8) this.known.clear();
    const made = fitted(camera, width, height, plots, subject.length > 0 ? subject : undefined);
    this.known.set(key, made);
    return made;
  }
}

function fitted(
  camera: Camera,
  width: number,
  height: number,
  plots: readonly FittedPlot[],
  subject: Float32Array<ArrayBuffer> | undefined,
): Projection {
  // The longest height label, the same for all panes so that their boxes stay alike.
  const texts = plots.flatMap(({ scale }) => scale?.ticks.map((raw) => formatHeight(scale.field, raw)) ?? []);
  const widest = Math.max(0, ...texts.map((text) => labelWidth(text, 11)));
  const bare = projectionOf(camera, width, height, widest, subject);
  const needs = plots.map(({ frame, scale }) => overflowOf(layoutBox(frame, bare, scale, boxNames(scale), isCompact(width)), bare));
  const most = (side: keyof Room): number => Math.max(0, ...needs.map((need) => need[side]));
  const room = { left: most('left'), right: most('right'), top: most('top'), bottom: most('bottom') };
  return Object.values(room).every((px) => px === 0) ? bare : projectionOf(camera, width, height, widest, subject, room);
}
