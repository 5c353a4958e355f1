import type { DeviceStatus, PaneStatus } from '../../app/state';
import { useApp } from '../../app/store';
import { nets } from '../../catalog/nets';
import { layersOf } from '../../catalog/nets/diagram';
import { dataShape } from '../../experiment/limits';
import type { Document, Recipe } from '../../experiment/recipe';
import { t } from '../../i18n';
import { formatNumber } from '../../i18n/format';

/** Multiply-adds a worker does in a second: a plain laptop core with SIMD. */
const ASSUMED_RATE = 3e9;
/** A training step costs a forward and a backward pass, on batches too small to be fast. */
const TRAINING_COST = 6;

/** What a pane still needs: PaneStatus.need. */
type Need = PaneStatus['need'];

/** Seconds that what the panes need should take here (all of it where they need nothing): rough, for a sentence before the button is pressed. */
export function estimateSeconds(document: Document, device: Pick<DeviceStatus, 'workers'>, needs: readonly Need[]): number {
  const again = needs.every((need) => need === null);
  const lanes = Math.max(1, Math.min(device.workers, document.panes.length));
  const training = sum(document.panes.map((recipe, pane) => (again || needs[pane] === 'training' ? trainingWork(recipe) : 0))) / lanes;
  const grids = sum(document.panes.map((recipe, pane) => (again || needs[pane] ? gridWork(recipe) : 0))) / Math.max(1, device.workers);
  return Math.max(1, Math.round((training + grids) / ASSUMED_RATE));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Multiply-adds of one forward pass of one sample. */
function passWork(recipe: Recipe): number {
  const { inputShape, classes } = dataShape(recipe);
  const net = nets.get(recipe.net.id).build(recipe.net.params, { inputShape, classes });
  return layersOf(net).reduce((sum, { multiplyAdds }) => sum + multiplyAdds, 0);
}

function trainingWork(recipe: Recipe): number {
  const steps = recipe.runs.reduce((sum, run) => sum + run.epochs, 0);
  return TRAINING_COST * steps * dataShape(recipe).train * passWork(recipe);
}

function gridWork(recipe: Recipe): number {
  const { grid, axes } = recipe;
  const points = grid.alpha.points * (axes.length > 1 ? grid.beta.points : 1);
  return points * (grid.samples || dataShape(recipe)[grid.split]) * passWork(recipe);
}

/** An estimate in words: whole seconds or minutes. */
export function aboutSeconds(seconds: number): string {
  return seconds < 100 ? t('rail.seconds', { seconds: formatNumber(seconds) }) : t('rail.minutes', { minutes: formatNumber(seconds / 60) });
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
