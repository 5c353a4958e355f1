import type { CurvePoint, Metrics } from './checkpoint';
import type { Landscape, Minimum } from './landscape';
import { dataShape, inputsOf } from './limits';
import type { GridAxis, Recipe, Run } from './recipe';
import type { SharpnessPoint } from './sharpening';
import type { Measured, PaneSnapshot } from './snapshot';

/**
 * The part of a pane's results that cannot have come from its recipe, or null where all could. Checksums tell accidents; this tells forgeries and
 * files put together wrongly, so that what is inside may be trusted: a line has one axis, classes and inputs exist, epochs ascend, shares are
 * shares, losses are not negative. Grids may be coarser or smaller than the recipe asks for.
 */
export function disagreement(
  recipe: Recipe,
  { landscape, boundary, curves, checkpoints, companions = [], otherRange, measured, curvature, sharpness = [] }: PaneSnapshot,
): string | null {
  const shape = dataShape(recipe);
  const sound = ({ axes, loss, accuracy, paths = [] }: Landscape): boolean =>
    axes.length === recipe.axes.length &&
    loss.every(isLoss) &&
    accuracy.every(isShare) &&
    paths.every(({ run, points }) => points.every(({ epoch }) => isEpoch(epoch, recipe.runs[run])));
  if (landscape && !sound(landscape)) return 'landscape';
  if (otherRange && !sound(otherRange)) return 'otherRange';
  if (measured && !areMeasured(measured, landscape)) return 'measured';
  if (curvature && landscape?.axes.length !== 2) return 'curvature';
  if (sharpness.length > recipe.runs.length || !sharpness.every((points, run) => isCourse(points, recipe.runs[run] as Run)))
    return 'sharpness';
  if (!companions.every((line) => sound(line.landscape))) return 'companions';
  if (boundary) {
    const sound = boundary.inputs.every((input) => input < inputsOf(shape)) && boundary.classes.every((value) => value < shape.classes);
    if (!sound) return 'boundary';
  }
  if (curves.length > recipe.runs.length || !curves.every((curve, run) => isCurve(curve, recipe.runs[run] as Run))) return 'curves';
  const knows = (run: number, epoch: number) => isEpoch(epoch, recipe.runs[run]);
  return checkpoints.every(({ run, epoch, metrics }) => knows(run, epoch) && areMetrics(metrics)) ? null : 'checkpoints';
}

/** Losses are never negative; −∞ is what a broken net may give, and is kept as such. */
function isLoss(loss: number): boolean {
  return !(loss < 0) || loss === Number.NEGATIVE_INFINITY;
}

function isShare(share: number): boolean {
  return Number.isNaN(share) || (share >= 0 && share <= 1);
}

/** Sharpness in order of epochs that the run has; it may be negative, where the loss only bends downwards. */
function isCourse(points: readonly SharpnessPoint[], run: Run): boolean {
  return points.every(({ epoch, bound }, i) => isEpoch(epoch, run) && epoch > (points[i - 1]?.epoch ?? -1) && !(bound < 0));
}

function areMeasured({ lambdaMax, minima }: Measured, landscape: Landscape | null): boolean {
  if (lambdaMax !== null && !Number.isFinite(lambdaMax)) return false;
  if (minima === null) return true;
  if (!minima.every(({ alpha, beta }) => Number.isFinite(alpha) && Number.isFinite(beta))) return false;
  return landscape === null || areOn(minima, landscape);
}

/** Whether all minima lie on a plane or line. */
export function areOn(minima: readonly Minimum[], { axes }: Pick<Landscape, 'axes'>): boolean {
  const [first, second = NO_AXIS] = axes;
  const isOn = (value: number, { min, max }: Pick<GridAxis, 'min' | 'max'>): boolean => value >= min && value <= max;
  return minima.every(({ alpha, beta }) => isOn(alpha, first) && isOn(beta, second));
}

/** Where the β of a line lies. */
const NO_AXIS = { min: 0, max: 0 };

function isEpoch(epoch: number, run: Run | undefined): boolean {
  return run !== undefined && epoch >= 0 && epoch <= run.epochs;
}

function areMetrics({ trainLoss, trainAccuracy, testLoss, testAccuracy }: Metrics): boolean {
  return isLoss(trainLoss) && isLoss(testLoss) && isShare(trainAccuracy) && isShare(testAccuracy);
}

function isCurve(curve: readonly CurvePoint[], run: Run): boolean {
  return curve.every((point, i) => {
    const before = curve[i - 1];
    return isEpoch(point.epoch, run) && (!before || point.epoch > before.epoch) && areMetrics(point);
  });
}
