import type { PlainObject } from './reader';

/**
 * How a document of each older version becomes one of the next. A document that was shared once opens for ever, so nothing
 * here is ever taken away; a test fails while a version lacks its step.
 */
export const migrations: Readonly<Record<number, (old: PlainObject) => PlainObject>> = {};
