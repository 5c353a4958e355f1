import { useApp } from '../../../app/store';
import { seedObstacle, seedPanes } from '../../../experiment/seed-check';
import { trainingPanes } from '../../../experiment/trainings/planes';
import { useResults } from '../../app';

/** Why other random directions cannot be tried now (an i18n key), or null where they can. */
export function useSeedReason(): string | null {
  const document = useApp((state) => state.document);
  const hasWeights = useHasWeights();
  const obstacle = seedObstacle(document);
  if (obstacle) return `seeds.${obstacle}`;
  return seedPanes(document).every(hasWeights) ? null : 'seeds.notYet';
}

/** Why other trainings cannot be tried now, or null where they can. */
export function useTrainingReason(): string | null {
  const document = useApp((state) => state.document);
  const hasWeights = useHasWeights();
  const panes = trainingPanes(document);
  if (panes.length === 0) return 'trainings.line';
  return panes.every(hasWeights) ? null : 'seeds.notYet';
}

/** Whether the weights that a pane's plane is drawn around are here. */
function useHasWeights(): (pane: number) => boolean {
  const document = useApp((state) => state.document);
  const panes = useApp((state) => state.panes);
  const results = useResults();
  return (pane) =>
    panes[pane]?.need !== 'training' &&
    (results[pane]?.snapshot.checkpoints.some(({ run }) => run === document.panes[pane]?.origin.run) ?? false);
}
