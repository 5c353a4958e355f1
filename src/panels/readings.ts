import type { PaneResult } from '../app/results';
import { basinArea } from '../experiment/basin';
import { flatShare, middleLoss } from '../experiment/flatness';
import { NO_READING, type PaneReading } from '../experiment/headline';
import type { Landscape } from '../experiment/landscape';
import { nonConvexShare } from '../experiment/non-convex-share';
import { pathShare } from '../experiment/path-statistics';
import type { Document } from '../experiment/recipe';
import type { Sharpening } from '../experiment/sharpening';
import { sharperEnd } from '../experiment/sharper-end';
import { surfaceStatistics } from '../experiment/statistics';
import { testErrorOf } from './figures';

/** What the headline reads from the results of a pane. `near`: whether its surface is the one close by. */
export function readingOf(
  document: Document,
  pane: number,
  { snapshot, curvature }: Pick<PaneResult, 'snapshot' | 'curvature'>,
  { sharpening, near }: { readonly sharpening: Sharpening | null; readonly near: boolean },
): PaneReading {
  const { landscape, curves } = snapshot;
  if (!landscape) return NO_READING;
  const whole = curvature?.phase === 'done' ? nonConvexShare(curvature.largest, curvature.smallest) : Number.NaN;
  return {
    statistics: surfaceStatistics(landscape),
    testError: testErrorOf(snapshot, document.panes[pane]?.origin.run ?? 0),
    inPlane: document.shared.paths ? pathShare(landscape) : null,
    sharperEnd: sharperEnd(landscape),
    flatShare: near ? flatnessOf(landscape) : null,
    ends: curves.map((curve) => {
      const last = curve.at(-1);
      return last ? { loss: last.trainLoss, accuracy: last.trainAccuracy } : null;
    }),
    basin: basinOf(landscape),
    landscape: landscape.done.includes(0) ? null : landscape,
    sharpening,
    nonConvex: Number.isNaN(whole) ? null : whole,
  };
}

function flatnessOf(landscape: Landscape): number | null {
  const loss = middleLoss(landscape);
  return loss === null ? null : flatShare(landscape, loss);
}

function basinOf(landscape: Landscape): number | null {
  const loss = middleLoss(landscape);
  return loss === null ? null : (basinArea(landscape, loss)?.area ?? null);
}
