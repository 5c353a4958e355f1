import type { PaneResult, ProbeReading } from '../../app/results';
import type { Probe } from '../../app/state';
import type { Landscape } from '../../experiment/landscape';
import type { GridAxis } from '../../experiment/recipe';

/**
 * What is known at the probe (null: at the trained weights) or at a checkpoint: the exact reading where there is one for that very point, else the
 * grid point nearest to it. The boundary at the trained weights travels with every result. Null where nothing is known.
 */
export function readingOf(result: PaneResult, probe: Probe | null, epoch: number | null): ProbeReading | null {
  const { underProbe, snapshot } = result;
  const at = probe ?? { alpha: 0, beta: 0 };
  const asked =
    underProbe !== null && underProbe.epoch === epoch && (epoch !== null || (underProbe.alpha === at.alpha && underProbe.beta === at.beta));
  if (asked) return underProbe.boundary || !isOrigin(at, epoch) ? underProbe : { ...underProbe, boundary: snapshot.boundary };
  if (epoch !== null) return atEpoch(result, epoch);
  if (!snapshot.landscape) return null;
  const nearest = nearestPoint(snapshot.landscape, at);
  // While the exact answer is on its way the boundary of the one before stays, so that dragging does not flicker.
  return nearest && { ...nearest, exact: true, boundary: isOrigin(at, epoch) ? snapshot.boundary : (underProbe?.boundary ?? null) };
}

function isOrigin(at: Probe, epoch: number | null): boolean {
  return epoch === null && at.alpha === 0 && at.beta === 0;
}

/** Losses of an epoch are on the training curve; without the weights there is no boundary. */
function atEpoch({ snapshot, underProbe }: PaneResult, epoch: number): ProbeReading | null {
  const point = snapshot.curves[0]?.find((candidate) => candidate.epoch >= epoch) ?? snapshot.curves[0]?.at(-1);
  if (!point) return null;
  return {
    alpha: 0,
    beta: 0,
    epoch,
    loss: point.trainLoss,
    accuracy: point.trainAccuracy,
    exact: true,
    boundary: underProbe?.boundary ?? null,
  };
}

function nearestPoint({ axes, loss, accuracy, done }: Landscape, at: Probe): ProbeReading | null {
  const [alpha, beta] = axes;
  if (!alpha) return null;
  const column = nearestIndex(alpha, at.alpha);
  const row = beta ? nearestIndex(beta, at.beta) : 0;
  const index = row * alpha.points + column;
  if (!done[index]) return null;
  return {
    alpha: at.alpha,
    beta: at.beta,
    epoch: null,
    loss: loss[index] ?? Number.NaN,
    accuracy: accuracy[index] ?? Number.NaN,
    exact: false,
    boundary: null,
  };
}

function nearestIndex({ min, max, points }: GridAxis, value: number): number {
  return Math.min(points - 1, Math.max(0, Math.round(((value - min) / (max - min)) * (points - 1))));
}
