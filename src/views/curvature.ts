import type { CurvatureField, CurvatureMap } from '../experiment/curvature-map';
import type { Landscape, PlanePath } from '../experiment/landscape';
import { nonConvexShare } from '../experiment/non-convex-share';
import { formatLoss, formatPercent } from '../i18n/format';
import { linearScale, paneScales } from './scale';
import { t } from './text';
import type { HeightScale, ViewPane } from './types';

/** A curvature map in the shape in which contours are drawn. */
export interface DrawnCurvature {
  readonly map: CurvatureMap;
  readonly field: CurvatureField;
  readonly landscape: Landscape;
  readonly scale: HeightScale;
}

/**
 * Maps as landscapes whose "loss" is what is drawn: the ratio up to 1, where as much bends down as up; λ_max; or −λ_min, so that pale is steep downwards.
 * The ratio's scale is always 0 … 1; eigenvalues have a log scale, common to all panes where `shared`.
 */
export function drawnCurvature(maps: readonly CurvatureMap[], field: CurvatureField, shared: boolean): DrawnCurvature[] {
  const landscapes = maps.map((map): Landscape => {
    const { axes, done } = map;
    return {
      axes,
      loss: valuesOf(map, field),
      accuracy: new Float32Array(done.length),
      done,
      samples: 0,
      cosine: Number.NaN,
      cosineByChance: Number.NaN,
    };
  });
  const name = `curvature.scale.${field}`;
  if (field === 'ratio') {
    const scale = { ...linearScale('loss', 0, 1, false), name };
    return maps.map((map, index) => ({ map, field, landscape: landscapes[index] as Landscape, scale }));
  }
  const scales = paneScales(
    landscapes.map((landscape) => ({ landscapes: [landscape], field: 'loss' })),
    { mode: 'log', cap: null, shared },
  );
  return maps.map((map, index) => ({
    map,
    field,
    landscape: landscapes[index] as Landscape,
    scale: { ...(scales[index] as HeightScale), name },
  }));
}

/** What a map takes the place of in a pane of contours: the surface and its scale, not the runs' paths. A finished one says what it comes to. */
export function overSurface(surface: Landscape | null, drawn: DrawnCurvature): Pick<ViewPane, 'landscape' | 'scale' | 'note'> {
  const { landscape, scale } = drawn;
  return { landscape: surface?.paths ? withPaths(landscape, surface.paths) : landscape, scale, ...noteOf(drawn) };
}

/** A map as the colours of a pane's surface, whose heights stay. */
export function ontoSurface(drawn: DrawnCurvature): Pick<ViewPane, 'drape' | 'note'> {
  return { drape: drawn, ...noteOf(drawn) };
}

/** What a finished map comes to: how much of it is not convex, or the median of what it shows. */
function noteOf({ map, field }: DrawnCurvature): Pick<ViewPane, 'note'> {
  if (map.phase !== 'done') return {};
  if (field === 'ratio') return { note: t('curvature.share', { percent: formatPercent(nonConvexShare(map.largest, map.smallest), 0) }) };
  return { note: t(`curvature.median.${field}`, { value: formatLoss(medianOf(valuesOf(map, field))) }) };
}

/** The median of those that are numbers; NaN where none is. */
function medianOf(values: Float32Array): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

const placed = new WeakMap<Landscape, Landscape>();

/** The same object for the same map and paths, so that nothing is drawn again for nothing. */
function withPaths(landscape: Landscape, paths: readonly PlanePath[]): Landscape {
  const known = placed.get(landscape);
  if (known?.paths === paths) return known;
  const fresh = { ...landscape, paths };
  placed.set(landscape, fresh);
  return fresh;
}

function valuesOf(map: CurvatureMap, field: CurvatureField): Float32Array {
  if (field === 'ratio') return map.ratio.map((value) => Math.min(1, value));
  return field === 'largest' ? map.largest : map.smallest.map((value) => -value);
}
