import type { Phrase } from '../phrase';

/** Findings that say "In these two trainings", as the sentences of compare.ts do whose keys begin with "headline.here.". */
const FINDINGS: ReadonlySet<string> = new Set(['finding.batchSize.here', 'finding.resnet', 'finding.resnet.other']);

/** Whether a headline speaks of the trainings on the page only, so that others would have to carry the claim. */
export function speaksOfThese({ key }: Pick<Phrase, 'key'>): boolean {
  return key.startsWith('headline.here.') || FINDINGS.has(key);
}
