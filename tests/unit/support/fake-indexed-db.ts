import { macrotask } from './in-process-worker';

/** What of a browser's IndexedDB the store of results asks for: databases, whole transactions one after the other, and a quota that may run out. */
export interface FakeIndexedDb {
  readonly factory: IDBFactory;
  /** Bytes that there is room for, as `sizeOf` measures values. */
  quota: number;
  /** When a browser says that there is no room: at the request, or only at the end of the transaction. */
  fullAt: 'request' | 'end';
  /** How often a database was opened. */
  readonly opened: number;
  /** Tells every open database that a later version of the page waits for it. */
  upgradeElsewhere(): void;
}

type Rows = Map<string, unknown>;
type Stores = Map<string, Rows>;

interface Open {
  onversionchange: (() => void) | null;
  onclose: (() => void) | null;
  closed: boolean;
}

const full = (): DOMException => new DOMException('The quota has been exceeded.', 'QuotaExceededError');

export function fakeIndexedDb(sizeOf: (value: unknown) => number): FakeIndexedDb {
  let stores: Stores = new Map();
  let last: Promise<void> = Promise.resolve();
  const open: Open[] = [];
  let opened = 0;
  const state = { quota: Number.POSITIVE_INFINITY, fullAt: 'request' as FakeIndexedDb['fullAt'] };
  const isFull = (of: Stores): boolean => {
    const values = [...of.values()].flatMap((rows) => [...rows.values()]);
    return values.reduce<number>((sum, value) => sum + sizeOf(value), 0) > state.quota;
  };

  function transaction() {
    const handle = { oncomplete: null as (() => void) | null, onabort: null as (() => void) | null, error: null as DOMException | null };
    const before = last;
    let end = (): void => {};
    last = new Promise((resolve) => {
      end = resolve;
    });
    let pending = 0;
    let over = false;
    const own: { stores: Stores | null } = { stores: null };
    const begun = before.then(() => {
      own.stores = new Map([...stores].map(([name, rows]) => [name, new Map(rows)]));
    });
    const finish = (error: DOMException | null): void => {
      if (over) return;
      over = true;
      handle.error = error;
      if (error === null) stores = own.stores as Stores;
      end();
      (error === null ? handle.oncomplete : handle.onabort)?.();
    };
    const rest = async (): Promise<void> => {
      // A transaction ends when nothing more was asked of it.
      await macrotask();
      if (pending === 0) finish(state.fullAt === 'end' && isFull(own.stores as Stores) ? full() : null);
    };
    const request = (act: (all: Stores) => unknown) => {
      const made = {
        onsuccess: null as (() => void) | null,
        onerror: null as (() => void) | null,
        result: undefined as unknown,
        error: null as DOMException | null,
      };
      if (over) throw new DOMException('The transaction is over.', 'TransactionInactiveError');
      pending++;
      void begun.then(macrotask).then(async () => {
        try {
          made.result = act(own.stores as Stores);
          made.onsuccess?.();
        } catch (error) {
          made.error = error as DOMException;
          made.onerror?.();
          finish(error as DOMException);
        }
        pending--;
        await rest();
      });
      return made;
    };
    void begun.then(rest);
    const rowsOf = (all: Stores, name: string): Rows => all.get(name) as Rows;
    const sorted = (rows: Rows): [string, unknown][] => [...rows].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.assign(handle, {
      objectStore: (name: string) => ({
        get: (key: string) => request((all) => structuredClone(rowsOf(all, name).get(key))),
        getKey: (key: string) => request((all) => (rowsOf(all, name).has(key) ? key : undefined)),
        getAll: () => request((all) => sorted(rowsOf(all, name)).map(([, value]) => structuredClone(value))),
        getAllKeys: () => request((all) => sorted(rowsOf(all, name)).map(([key]) => key)),
        delete: (key: string) => request((all) => void rowsOf(all, name).delete(key)),
        put: (value: unknown, key: string) =>
          request((all) => {
            rowsOf(all, name).set(key, structuredClone(value));
            if (state.fullAt === 'request' && isFull(all)) throw full();
          }),
      }),
    });
  }

  const factory = {
    open() {
      const made = {
        onupgradeneeded: null as (() => void) | null,
        onsuccess: null as (() => void) | null,
        onerror: null,
        result: null as unknown,
      };
      void macrotask().then(() => {
        opened++;
        const handle: Open = { onversionchange: null, onclose: null, closed: false };
        open.push(handle);
        made.result = Object.assign(handle, {
          createObjectStore: (name: string) => stores.set(name, new Map()),
          close: () => {
            handle.closed = true;
          },
          transaction() {
            if (handle.closed) throw new DOMException('The database is closed.', 'InvalidStateError');
            return transaction();
          },
        });
        if (stores.size === 0) made.onupgradeneeded?.();
        made.onsuccess?.();
      });
      return made;
    },
  };
  return {
    factory: factory as unknown as IDBFactory,
    get opened() {
      return opened;
    },
    get quota() {
      return state.quota;
    },
    set quota(bytes) {
      state.quota = bytes;
    },
    get fullAt() {
      return state.fullAt;
    },
    set fullAt(when) {
      state.fullAt = when;
    },
    upgradeElsewhere() {
      for (const handle of open) if (!handle.closed) handle.onversionchange?.();
    },
  };
}
