import { unzipSync, zipSync } from 'fflate';
import { type CurvatureMap, finishedMap } from '../../src/experiment/curvature-map';
import type { Landscape } from '../../src/experiment/landscape';
import { thinCurve } from '../../src/experiment/link/thin-curve';
import { thinPaths } from '../../src/experiment/link/thin-paths';
import { thinLandscape } from '../../src/experiment/link/thin-surface';
import type { Recipe } from '../../src/experiment/recipe';
import type { PaneSnapshot, Snapshot } from '../../src/experiment/snapshot';
import { formats } from '../../src/formats';

/** Most bytes of an experiment's surfaces with all that is needed to show them. */
const MOST_BYTES = 60 * 1024;

/** How much of a result is kept. */
interface Keep {
  /** Points along an axis of the surface in view, and of the one over the other range. */
  readonly side: number;
  readonly otherSide: number;
  /** Significant bits of the losses: 12 are an error of at most 0.012 %. */
  readonly bits: number;
  readonly curvePoints: number;
  /** Checkpoints of each path. */
  readonly pathPoints: number;
}

/** What gives way until a result is small enough. */
const STEPS: readonly Keep[] = [
  { side: 65, otherSide: 65, bits: 12, curvePoints: 200, pathPoints: 501 },
  { side: 65, otherSide: 65, bits: 11, curvePoints: 100, pathPoints: 64 },
  { side: 65, otherSide: 65, bits: 10, curvePoints: 64, pathPoints: 64 },
  { side: 65, otherSide: 33, bits: 11, curvePoints: 64, pathPoints: 64 },
  { side: 65, otherSide: 33, bits: 10, curvePoints: 64, pathPoints: 32 },
  { side: 65, otherSide: 33, bits: 9, curvePoints: 48, pathPoints: 32 },
  { side: 65, otherSide: 17, bits: 8, curvePoints: 48, pathPoints: 32 },
  { side: 33, otherSide: 33, bits: 9, curvePoints: 48, pathPoints: 32 },
];

/** A result as it is stored: its surfaces without the weights, and the exact weights at the points shown, by themselves. */
export function compact(snapshot: Snapshot): { readonly surfaces: Uint8Array; readonly weights: Uint8Array; readonly kept: Keep } {
  for (const kept of STEPS) {
    const surfaces = packed({ ...snapshot, panes: snapshot.panes.map((pane, i) => smaller(pane, snapshot.document.panes[i], kept)) });
    if (surfaces.length <= MOST_BYTES) return { surfaces, weights: packed(weightsOf(snapshot)), kept };
  }
  throw new Error(`“${snapshot.document.preset}” is larger than ${MOST_BYTES} bytes however little is kept.`);
}

function smaller(pane: PaneSnapshot, { origin }: Recipe, { side, otherSide, bits, curvePoints, pathPoints }: Keep): PaneSnapshot {
  const surface = (landscape: Landscape, points: number): Landscape => {
    const thinned = thinPaths(thinLandscape(landscape, points), pathPoints);
    return { ...thinned, loss: rounded(Float32Array.from(thinned.loss), bits) };
  };
  const epochs = typeof origin.epoch === 'number' ? [origin.epoch] : [];
  return {
    ...pane,
    checkpoints: [],
    landscape: pane.landscape && surface(pane.landscape, side),
    ...(pane.otherRange ? { otherRange: surface(pane.otherRange, otherSide) } : {}),
    ...(pane.curvature ? { curvature: roundedMap(pane.curvature, bits) } : {}),
    curves: pane.curves.map((curve) => thinCurve(curve, curvePoints, epochs)),
  };
}

/** A map with rounded eigenvalues, whose bounds have room for the rounding; a bound needs no more than four bits. */
function roundedMap({ axes, ...map }: CurvatureMap, bits: number): CurvatureMap {
  const bound = (values: Float32Array, bounds: Float32Array) =>
    rounded(
      bounds.map((value, i) => (value + 2 ** -bits * Math.abs(values[i])) * (1 + 2 ** -3)),
      4,
    );
  return finishedMap(axes, {
    largest: rounded(Float32Array.from(map.largest), bits),
    smallest: rounded(Float32Array.from(map.smallest), bits),
    largestBound: bound(map.largest, map.largestBound),
    smallestBound: bound(map.smallest, map.smallestBound),
  });
}

/** The last checkpoint of each run, and the one that the plane is drawn around. */
function weightsOf({ document, panes }: Snapshot): Snapshot {
  return {
    document,
    panes: panes.map(({ checkpoints }, i) => {
      const { runs, origin } = document.panes[i];
      const shown = checkpoints.filter(({ run, epoch }) => epoch === runs[run].epochs || (run === origin.run && epoch === origin.epoch));
      return { curves: [], checkpoints: shown, landscape: null, boundary: null, provenance: null };
    }),
  };
}

/** Float32 numbers with only so many significant bits, rounded to nearest; NaN and infinities as they are. */
function rounded(values: Float32Array<ArrayBuffer>, significant: number): Float32Array<ArrayBuffer> {
  const dropped = 24 - significant;
  const whole = new Uint32Array(values.buffer);
  for (let i = 0; i < whole.length; i++) {
    if (Number.isFinite(values[i])) whole[i] = ((whole[i] + (1 << (dropped - 1))) >>> dropped) << dropped;
  }
  return values;
}

/** The file that the page saves, deflated as far as it goes. */
function packed(snapshot: Snapshot): Uint8Array {
  return zipSync(unzipSync(formats.get('npz').encode(snapshot)), { level: 9, mtime: new Date(1980, 0, 1) });
}
