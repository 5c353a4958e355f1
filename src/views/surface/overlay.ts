import type { Probe } from '../../app/state';
import { formatCoordinate, formatPercent } from '../../i18n/format';
import { cssColorOf } from '../colormaps';
import { type DrawnPath, middleMark } from '../paths';
import { t } from '../text';
import { formatTick, labelWidth } from '../ticks';
import type { HeightScale } from '../types';
import { BEAD_RADIUS, paintBead, paintStem } from './bead';
import { layoutBox } from './box-layout';
import { LABEL_SIZE, layoutContourLabels } from './contour-labels';
import { boxNames, isCompact } from './fitting';
import { type Frame, xOf, zOf } from './frame';
import { paintMinima } from './minima-marks';
import { paintPaths } from './paint-paths';
import type { ShownSurface } from './pane-plot';
import { layoutPaths } from './path-marks';
import { layoutProbe, type ProbeMark } from './probe-mark';
import type { Projection } from './projection';
import { childSvg, SvgPainter } from './svg-painter';
import type { SurfaceTokens } from './tokens';

/** Halos are at least this light on the map, so that dark numbers read on dark levels too. */
const HALO_FLOOR = 0.62;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything around one pane's surface that is not triangles: box lines under the canvas; labels and the probe over it. Text stays text. */
export class PaneOverlay {
  private readonly below: SVGSVGElement;
  private readonly above: SVGSVGElement;
  private readonly lines: SvgPainter;
  private readonly marks: SvgPainter;

  constructor(below: SVGSVGElement, above: SVGSVGElement) {
    this.below = childSvg(below);
    this.above = childSvg(above);
    this.lines = new SvgPainter(this.below);
    this.marks = new SvgPainter(this.above);
  }

  /** `scale`: on the axis of heights. `silent`: the pane says itself why it is empty. `note`: a few words in the corner. */
  paint(
    rect: Rect,
    projection: Projection,
    frame: Frame,
    scale: HeightScale | null,
    shown: ShownSurface | null,
    probe: Probe | null,
    paths: readonly DrawnPath[],
    tokens: SurfaceTokens,
    colormap: string,
    silent: boolean,
    note = '',
  ): void {
    for (const svg of [this.below, this.above]) {
      svg.setAttribute('x', rect.x.toFixed(2));
      svg.setAttribute('y', rect.y.toFixed(2));
      svg.setAttribute('width', rect.width.toFixed(2));
      svg.setAttribute('height', rect.height.toFixed(2));
    }
    const { unit } = projection;
    const compact = isCompact(rect.width);
    const box = layoutBox(frame, projection, scale, boxNames(scale), compact);
    this.lines.begin();
    for (const [i, { x1, y1, x2, y2, kind }] of box.lines.entries()) {
      const stroke = kind === 'grid' ? tokens.grid : tokens.strongLine;
      this.lines.draw(`line ${i}`, 'line', { x1, y1, x2, y2, stroke, 'stroke-width': 1, 'stroke-linecap': 'round' });
    }
    this.lines.end();

    this.marks.begin();
    for (const { key, text, x, y, anchor, kind, opacity } of box.labels) {
      const isName = kind === 'name';
      const attributes = {
        x,
        y: y + (isName ? 4.2 : 3.9) * unit,
        'text-anchor': anchor,
        'font-size': (isName ? 12 : 11) * unit,
        fill: isName ? tokens.ink1 : tokens.ink2,
        opacity,
      };
      this.marks.draw(key, 'text', attributes, text);
    }
    if (shown && note) {
      const attributes = { x: rect.width - 12, y: 16 * unit, 'text-anchor': 'end', 'font-size': 11 * unit, fill: tokens.ink3 };
      this.marks.draw('note', 'text', attributes, note);
    }
    if (shown) {
      const origin = layoutProbe(frame, shown.field, projection, 0, 0, compact);
      const mark = probe ? layoutProbe(frame, shown.field, projection, probe.alpha, probe.beta, compact) : origin;
      const inPlane = isInside(frame, probe?.alpha ?? 0, probe?.beta ?? 0);
      // A named checkpoint in the middle has the label of the trained weights.
      const middle = probe ? undefined : middleMark(paths);
      const label = probe ? this.probeText(probe) : (middle?.name ?? trainedText(shown, compact));
      const labelHalf = ((labelWidth(label, 12) + 16) * unit) / 2;
      const avoid: [number, number, number, number][] = inPlane
        ? [
            [mark.labelX, mark.labelY - 11 * unit, labelHalf, 11 * unit],
            [mark.x, mark.y, 11 * unit, 11 * unit],
            [(mark.x + mark.labelX) / 2, (mark.y + mark.labelY) / 2, 4, Math.abs(mark.y - mark.labelY) / 2],
          ]
        : [];
      this.paintContourLabels(shown, projection, avoid, colormap);
      const drawn = middle ? paths.map((path) => (path === middle ? { ...path, name: null } : path)) : paths;
      paintMinima(this.marks, shown, projection);
      if (shown.scale.field === 'loss') paintPaths(this.marks, layoutPaths(drawn, frame, shown.field, shown.scale, projection), unit);
      const isMarked = paths.some(({ head }) => Math.abs(head.alpha) < 1e-6 && Math.abs(head.beta) < 1e-6);
      if (isInside(frame, 0, 0) && !isMarked) {
        const depth = projection.project([xOf(frame, 0), 0, zOf(frame, 0)]).depth;
        paintBead(this.marks, origin, (BEAD_RADIUS * projection.focal) / depth, unit, probe === null);
      }
      if (inPlane) this.paintProbe(mark, label, labelHalf, rect, tokens, unit, probe !== null || isMarked);
    } else if (!silent) {
      const centre = projection.project([0, 0.1, 0]);
      const attributes = {
        x: centre.x,
        y: centre.y,
        'text-anchor': 'middle',
        'font-size': 14 * unit,
        'font-weight': 600,
        fill: tokens.ink1,
      };
      this.marks.draw('empty', 'text', attributes, t('surface.empty'));
    }
    this.marks.end();
  }

  hide(): void {
    this.lines.begin();
    this.lines.end();
    this.marks.begin();
    this.marks.end();
  }

  dispose(): void {
    this.below.remove();
    this.above.remove();
  }

  private probeText({ alpha, beta }: Probe): string {
    return t('surface.probe', { alpha: formatCoordinate(alpha), beta: formatCoordinate(beta) });
  }

  private paintContourLabels(
    shown: ShownSurface,
    projection: Projection,
    avoid: readonly (readonly [number, number, number, number])[],
    colormap: string,
  ): void {
    const { field, frame, scale } = shown;
    const origin = [xOf(frame, clamp(0, frame.alpha)), zOf(frame, clamp(0, frame.beta))] as const;
    for (const { key, text, x, y, h } of layoutContourLabels(field, projection, scale, origin, avoid)) {
      const attributes = {
        x,
        y: y + 3.7 * projection.unit,
        'text-anchor': 'middle',
        'font-size': LABEL_SIZE * projection.unit,
        'font-weight': 600,
        fill: '#11161C',
        stroke: cssColorOf(colormap, Math.min(1, Math.max(HALO_FLOOR, h + 0.22)), 0.85),
        'stroke-width': 3.5 * projection.unit,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      };
      this.marks.draw(key, 'text', attributes, text);
    }
  }

  private paintProbe(
    mark: ProbeMark,
    label: string,
    labelHalf: number,
    rect: Rect,
    tokens: SurfaceTokens,
    unit: number,
    rings: boolean,
  ): void {
    paintStem(this.marks, mark, rings ? (mark.hidden ? 8 * unit : 0) : 11 * unit, unit);
    if (rings) this.paintRing(mark, unit);
    this.paintLabel(mark, label, labelHalf, rect, tokens, unit);
  }

  private paintRing(mark: ProbeMark, unit: number): void {
    if (mark.hidden) {
      this.marks.draw('ring case', 'circle', {
        cx: mark.x,
        cy: mark.y,
        r: 5 * unit,
        fill: 'none',
        stroke: '#11161C',
        'stroke-width': 3 * unit,
        opacity: 0.35,
      });
      const ring = {
        cx: mark.x,
        cy: mark.y,
        r: 5 * unit,
        fill: 'none',
        stroke: '#FFFFFF',
        'stroke-width': 2 * unit,
        'stroke-dasharray': `${2 * unit} ${1.927 * unit}`,
      };
      this.marks.draw('ring hidden', 'circle', ring);
    } else {
      this.marks.draw('ring', 'circle', {
        cx: mark.x,
        cy: mark.y,
        r: 5 * unit,
        fill: '#11161C',
        stroke: '#FFFFFF',
        'stroke-width': 2 * unit,
      });
    }
  }

  private paintLabel(mark: ProbeMark, label: string, labelHalf: number, rect: Rect, tokens: SurfaceTokens, unit: number): void {
    const x = Math.min(rect.width - labelHalf - 2, Math.max(labelHalf + 2, mark.labelX));
    const y = Math.max(24 * unit, mark.labelY);
    const box = {
      x: x - labelHalf,
      y: y - 22 * unit,
      width: labelHalf * 2,
      height: 22 * unit,
      rx: 4,
      fill: tokens.raised,
      stroke: tokens.strongLine,
    };
    this.marks.draw('label box', 'rect', box);
    const text = { x, y: y - 6.7 * unit, 'text-anchor': 'middle', 'font-size': 12 * unit, 'font-weight': 500, fill: tokens.ink1 };
    this.marks.draw('label', 'text', text, label);
  }
}

/** What is written at the trained weights: what they are, where there is room, and the value there in two digits, which every device agrees on. */
function trainedText({ trained, scale }: ShownSurface, compact: boolean): string {
  if (trained === null || Number.isNaN(trained)) return t('surface.trainedWeights');
  const value = scale.field === 'loss' ? t('surface.lossIs', { loss: formatTick(Number(trained.toPrecision(2))) }) : formatPercent(trained);
  return compact ? value : t('surface.trainedIs', { value });
}

function clamp(value: number, axis: { readonly min: number; readonly max: number }): number {
  return Math.min(axis.max, Math.max(axis.min, value));
}

function isInside(frame: Frame, alpha: number, beta: number): boolean {
  return clamp(alpha, frame.alpha) === alpha && clamp(beta, frame.beta) === beta;
}
