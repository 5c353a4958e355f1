/**
 * Chunks that import a worker's entry, statically or later. WebKit evaluates the entry a second time for them, and the worker forgets all it holds:
 * there must be none. `chunks`: the text of each built file by its name; entries are named NAME.worker-HASH.js.
 */
export function importersOfWorkers(chunks) {
  const imports = /(?:from|import)\s*\(?\s*["'`]\.\/([\w.-]+\.worker-[\w-]+\.js)["'`]/g;
  return Object.entries(chunks).flatMap(([file, text]) => [...text.matchAll(imports)].map(([, entry]) => ({ file, entry })));
}
