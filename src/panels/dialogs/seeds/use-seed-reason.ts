import { useApp } from '../../../app/store';
import { seedObstacle, seedPanes } from '../../../experiment/seed-check';
import { useResults } from '../../app';

/** Why other random directions cannot be tried now (an i18n key), or null where they can. */
export function useSeedReason(): string | null {
  const document = useApp((state) => state.document);
  const panes = useApp((state) => state.panes);
  const results = useResults();
  const obstacle = seedObstacle(document);
  if (obstacle) return `seeds.${obstacle}`;
  const hasWeights = (pane: number): boolean =>
    panes[pane]?.need !== 'training' &&
    (results[pane]?.snapshot.checkpoints.some(({ run }) => run === document.panes[pane]?.origin.run) ?? false);
  return seedPanes(document).every(hasWeights) ? null : 'seeds.notYet';
}
