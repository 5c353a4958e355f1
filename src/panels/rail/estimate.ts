import type { DeviceStatus, PaneStatus } from '../../app/state';
import { useApp } from '../../app/store';
import { nets } from '../../catalog/nets';
import { layersOf } from '../../catalog/nets/diagram';
import { MAP_POINTS } from '../../experiment/curvature-map';
import { dataShape } from '../../experiment/limits';
import type { Document, Recipe } from '../../experiment/recipe';

/** Multiply-adds a worker does in a second: a plain laptop core with SIMD, on small dense layers and on convolutions. */
const DENSE_RATE = 3e9;
const CONVOLUTION_RATE = 25e9;
/** A training step costs a forward and a backward pass, on batches too small to be fast. */
const TRAINING_COST = 6;
/** Both eigenvalues take some 15 products of the Hessian, each of about nine passes, on whole sets of samples, which are twice as fast as that. */
const MAP_COST = 70;

/** What a pane still needs: PaneStatus.need. */
type Need = PaneStatus['need'];

/** Seconds that what the panes need should take here (all of it where they need nothing): rough, for a sentence before the button is pressed. */
export function estimateSeconds(document: Document, device: Pick<DeviceStatus, 'workers'>, needs: readonly Need[]): number {
  const again = needs.every((need) => need === null);
  const lanes = Math.max(1, Math.min(device.workers, document.panes.length));
  const training = sum(document.panes.map((recipe, pane) => (again || needs[pane] === 'training' ? trainingSeconds(recipe) : 0))) / lanes;
  const grids = sum(document.panes.map((recipe, pane) => (again || needs[pane] ? gridSeconds(recipe) : 0))) / Math.max(1, device.workers);
  return Math.max(1, Math.round(training + grids));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** One forward pass of one sample on one worker. */
function passSeconds(recipe: Recipe): number {
  const { inputShape, classes } = dataShape(recipe);
  const spec = nets.get(recipe.net.id);
  const layers = layersOf(spec.build(recipe.net.params, { inputShape, classes }));
  return sum(layers.map(({ multiplyAdds }) => multiplyAdds)) / (spec.needsImages ? CONVOLUTION_RATE : DENSE_RATE);
}

/** Seconds that the curvature maps of all planes should take here: rough too. */
export function estimateMapSeconds({ panes }: Document, { workers }: Pick<DeviceStatus, 'workers'>): number {
  const seconds = panes.map((recipe) => {
    const { alpha, beta, samples, split } = recipe.grid;
    const points = Math.min(MAP_POINTS, alpha.points) * Math.min(MAP_POINTS, beta.points);
    return points * MAP_COST * (samples || dataShape(recipe)[split]) * passSeconds(recipe);
  });
  return Math.max(1, Math.round(sum(seconds) / Math.max(1, workers)));
}

function trainingSeconds(recipe: Recipe): number {
  const steps = recipe.runs.reduce((sum, run) => sum + run.epochs, 0);
  return TRAINING_COST * steps * dataShape(recipe).train * passSeconds(recipe);
}

function gridSeconds(recipe: Recipe): number {
  const { grid, axes } = recipe;
  const points = grid.alpha.points * (axes.length > 1 ? grid.beta.points : 1);
  return points * (grid.samples || dataShape(recipe)[grid.split]) * passSeconds(recipe);
}

/** The estimate for the present document on this device. */
export function useEstimate(): number {
  const document = useApp((state) => state.document);
  const device = useApp((state) => state.device);
  const panes = useApp((state) => state.panes);
  return estimateSeconds(
    document,
    device,
    panes.map((pane) => pane.need),
  );
}

/** The same for someone who has only the recipe. */
export function useFullEstimate(): number {
  const document = useApp((state) => state.document);
  const device = useApp((state) => state.device);
  return estimateSeconds(
    document,
    device,
    document.panes.map(() => null),
  );
}
