/** A list of catalog entries that can be looked up by id. */
export interface Registry<T extends { readonly id: string }> {
  readonly all: readonly T[];
  /** The entry with this id; throws if there is none (ids are checked where documents are parsed). */
  get(id: string): T;
  has(id: string): boolean;
}

/** Builds a registry; throws on a repeated id. */
export function createRegistry<T extends { readonly id: string }>(kind: string, all: readonly T[]): Registry<T> {
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  if (byId.size !== all.length) throw new Error(`Two ${kind} entries share an id.`);
  return {
    all,
    has: (id) => byId.has(id),
    get(id) {
      const entry = byId.get(id);
      if (!entry) throw new Error(`There is no ${kind} "${id}".`);
      return entry;
    },
  };
}
