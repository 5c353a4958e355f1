import { TooManySamples } from '../engine/too-large';
import type { Problem } from '../experiment/recipe';

/** A job that could not be done, with the sentence for the person. `lost`: the device failed, so another backend may do it. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  constructor(
    readonly problem: Problem,
    readonly lost: boolean,
  ) {
    super(`${problem.key} ${JSON.stringify(problem.values)}`);
  }
}

/** The key of the sentence for a device whose answers to known questions are wrong. */
export const WRONG_RESULTS = 'run.problem.wrong-results';

/** The sentence for an error that no one foresaw: a size that does not fit says so, all else says what the engine said. */
export function problemOf(error: unknown): Problem {
  if (error instanceof TooManySamples) return problemOfSamples(error);
  const message = messageOf(error);
  const key = error instanceof RangeError ? 'run.problem.too-large' : 'run.problem.engine';
  return { path: '', key, values: { message } };
}

function problemOfSamples({ what, samples, neededBytes, availableBytes, fitting }: TooManySamples): Problem {
  const mebibytes = (bytes: number): number => Math.ceil(bytes / 2 ** 20);
  const key = fitting > 0 ? `run.problem.${what}` : 'run.problem.net';
  return { path: '', key, values: { samples, fitting, needed: mebibytes(neededBytes), available: mebibytes(availableBytes) } };
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
