const FILTERS = ['validation', 'internal', 'out-of-memory'] as const;

/**
 * Runs a task and answers null where the device refused something in it, which says nothing about the device as a whole: a compiler may refuse one kernel, or memory not
 * suffice for one size. What the task throws counts as refused, too, unless the device is lost.
 */
export async function inErrorScopes<T>(gpu: GPUDevice, isLost: () => boolean, task: () => Promise<T>): Promise<T | null> {
  for (const filter of FILTERS) gpu.pushErrorScope(filter);
  let result: T | null = null;
  let thrown: unknown = null;
  try {
    result = await task();
  } catch (error) {
    thrown = error ?? new Error('A kernel was refused.');
  }
  const refused = await Promise.all(FILTERS.map(() => gpu.popErrorScope().catch(() => null)));
  if (thrown && isLost()) throw thrown;
  return thrown || refused.some((error) => error !== null) ? null : result;
}
