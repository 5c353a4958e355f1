/** A map that forgets what was used longest ago once it holds more than `limit` entries; `dropped` may free it. */
export interface Lru<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
  delete(key: string): void;
  entries(): readonly (readonly [string, T])[];
}

export function createLru<T>(limit: number, dropped: (value: T, key: string) => void = () => {}): Lru<T> {
  const entries = new Map<string, T>();
  const remove = (key: string): void => {
    const value = entries.get(key);
    if (value === undefined) return;
    entries.delete(key);
    dropped(value, key);
  };
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      remove(key);
      entries.set(key, value);
      for (const oldest of entries.keys()) {
        if (entries.size <= limit) break;
        remove(oldest);
      }
    },
    delete: remove,
    entries: () => [...entries],
  };
}
