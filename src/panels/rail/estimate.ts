import type { DeviceStatus, PaneStatus } from '../../app/state';
import { useApp } from '../../app/store';
import { MAP_POINTS } from '../../experiment/curvature-map';
import { gridSeconds, passSeconds, trainingSeconds } from '../../experiment/expected-time';
import { dataShape } from '../../experiment/limits';
import { inView } from '../../experiment/range';
import type { Document } from '../../experiment/recipe';

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

/** Seconds that the curvature maps of all planes should take here: rough too. */
export function estimateMapSeconds({ panes }: Document, { workers }: Pick<DeviceStatus, 'workers'>): number {
  const seconds = panes.map((recipe) => {
    const { alpha, beta, samples, split } = recipe.grid;
    const points = Math.min(MAP_POINTS, alpha.points) * Math.min(MAP_POINTS, beta.points);
    return points * MAP_COST * (samples || dataShape(recipe)[split]) * passSeconds(recipe);
  });
  return Math.max(1, Math.round(sum(seconds) / Math.max(1, workers)));
}

/** The estimate for the present document on this device. */
export function useEstimate(): number {
  const document = useApp((state) => inView(state.document));
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
  const document = useApp((state) => inView(state.document));
  const device = useApp((state) => state.device);
  return estimateSeconds(
    document,
    device,
    document.panes.map(() => null),
  );
}
