import { parseDocument } from '../../src/experiment/parse';
import type { Document, Problem } from '../../src/experiment/recipe';
import { messages } from '../../src/i18n/messages/chinese';

/** Milliseconds of this process's own work that a page may be held up with one link or file. Its own: other programs do not count. */
const LONGEST_MS = 2000;

/** What is wrong with an answer to a person: a sentence that is missing, or one with a gap. Null where it is clear. */
export function unclear(problem: Problem): string | null {
  const plural = problem.values.count === 1 ? 'one' : 'other';
  const text = messages[`${problem.key}_${plural}`] ?? messages[problem.key];
  if (!text) return `There is no text ${problem.key}.`;
  for (const language of [text.en, text.zh]) {
    if (language === '') return `${problem.key} says nothing.`;
    for (const [, name] of language.matchAll(/\{\{(\w+)\}\}/g)) {
      const value = problem.values[name as string];
      if (value === undefined || (typeof value === 'number' && Number.isNaN(value))) return `${problem.key} lacks ${name}.`;
    }
  }
  const longest = Math.max(0, ...Object.values(problem.values).map((value) => (typeof value === 'string' ? value.length : 0)));
  return longest > 1000 ? `${problem.key} repeats ${longest} characters of what it was given.` : null;
}

/** What is wrong with a document that was opened; null where it is one. */
export function unsound(document: Document): string | null {
  const parsed = parseDocument(JSON.parse(JSON.stringify(document)));
  return parsed.ok ? null : `The opened document is not valid: ${JSON.stringify(parsed.problems[0])}.`;
}

/** Runs a trial; what it says is wrong, the error that it threw, or that it took too long. */
export async function faultOf(trial: () => Promise<string | null>): Promise<string | null> {
  const before = process.cpuUsage();
  let fault: string | null;
  try {
    fault = await trial();
  } catch (error) {
    fault = `It threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
  }
  const { user, system } = process.cpuUsage(before);
  const took = (user + system) / 1000;
  return fault ?? (took > LONGEST_MS ? `It took ${Math.round(took)} ms.` : null);
}

/** One input that was answered wrongly: enough to make it again. */
export interface Failure {
  readonly seed: number;
  readonly index: number;
  readonly what: string;
  readonly fault: string;
}
