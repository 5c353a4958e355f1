import type { Run } from '../experiment/recipe';

/**
 * The indices of runs in groups that can train together, in order: what shapes a step (optimizer and its switches, batch size, whether its images are
 * changed) is the same in a group; seeds, rates, schedules, epochs, an optimizer's numbers and how images are changed may differ.
 */
export function trainingGroups(runs: readonly Run[]): number[][] {
  const groups = new Map<string, number[]>();
  runs.forEach(({ optimizer, batchSize, augmentation }, index) => {
    const switches = Object.entries(optimizer.params).filter(([, value]) => typeof value !== 'number');
    const key = JSON.stringify([optimizer.id, switches, batchSize, augmentation !== 'none']);
    groups.set(key, [...(groups.get(key) ?? []), index]);
  });
  return [...groups.values()];
}

/** Items in `parts` lists of neighbours, as equally long as can be; none is empty. */
export function shares<T>(items: readonly T[], parts: number): T[][] {
  const count = Math.max(1, Math.min(items.length, Math.round(parts)));
  return Array.from({ length: count }, (_, i) =>
    items.slice(Math.floor((i * items.length) / count), Math.floor(((i + 1) * items.length) / count)),
  );
}
