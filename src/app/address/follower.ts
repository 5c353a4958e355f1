import type { Document } from '../../experiment/recipe';
import type { AppStore } from '../create-store';
import type { AddressLine } from './line';

export interface FollowerOptions {
  readonly store: AppStore;
  readonly line: AddressLine;
  /** The address of a document; null as long as what it takes is being fetched. */
  readonly addressOf: () => ((document: Document) => string) | null;
  readonly later: (callback: () => void, ms: number) => void;
  /** Differs from visit to visit. */
  readonly visit: string;
}

/**
 * Keeps the address that of the document on the screen. A history entry stands for an experiment that was opened; changes are written into its entry, so that
 * back and forward go between experiments, while undo and redo go between changes.
 */
export interface Follower {
  /** The address that the page was opened with; `isOwn` where this is a reload, or a way back to the page. */
  begin(): { readonly hash: string; readonly isOwn: boolean };
  /** To be called before another experiment takes the place of the present one. */
  leave(): void;
  /** The experiment now on the screen was opened: a new entry with its address. */
  enter(): void;
  /** The address as it stands, or the fragment given, is that of the document now on the screen: nothing is written until that changes. */
  stand(fragment?: string): void;
  /** The browser has gone to another entry. Its document as it was left; null where this visit has not shown it, so that its address must be read. */
  arrive(): { readonly hash: string; readonly isOwn: boolean; readonly document: Document | null } | null;
  /** Writes what is still to be written, now. */
  flush(): void;
}

/** Changes that follow each other within this time, ms, are written at once: browsers allow a page a hundred changes of its address in half a minute. */
const WRITE_MS = 400;
/** Experiments remembered as they were left. */
const MAX_ENTRIES = 50;

export function createFollower({ store, line, addressOf, later, visit }: FollowerOptions): Follower {
  const left = new Map<string, Document>();
  const own = new WeakMap<Document, string>();
  let count = 0;
  let mark = '';
  let shown: { readonly document: Document; readonly fragment: string } = { document: store.getState().document, fragment: fragmentNow() };
  let waiting = false;

  function fragmentNow(): string {
    return line.read().hash.replace(/^#/, '');
  }
  function freshMark(): string {
    count++;
    return `${visit}-${count}`;
  }
  function put(fragment: string, how: 'push' | 'replace'): void {
    const { document } = store.getState();
    own.set(document, fragment);
    shown = { document, fragment };
    line.write(fragment, mark, how);
  }
  function flush(): void {
    const { document } = store.getState();
    const words = addressOf();
    if (document === shown.document || !words) return;
    const fragment = own.get(document) ?? words(document);
    if (fragment === shown.fragment) shown = { document, fragment };
    else put(fragment, 'replace');
  }
  function schedule(): void {
    if (waiting) return;
    waiting = true;
    later(() => {
      waiting = false;
      flush();
      // What writing takes is not here yet.
      if (store.getState().document !== shown.document) schedule();
    }, WRITE_MS);
  }
  function remember(document: Document): void {
    left.delete(mark);
    left.set(mark, document);
    const [oldest] = left.keys();
    if (left.size > MAX_ENTRIES && oldest !== undefined) left.delete(oldest);
  }

  store.subscribe((state, before) => {
    if (state.document !== before.document) schedule();
  });
  return {
    begin() {
      const { hash, mark: known } = line.read();
      mark = known ?? freshMark();
      own.set(shown.document, shown.fragment);
      if (known === null) line.write(shown.fragment, mark, 'replace');
      return { hash, isOwn: known !== null };
    },
    leave() {
      flush();
      remember(store.getState().document);
    },
    enter() {
      const { document } = store.getState();
      mark = freshMark();
      put(addressOf()?.(document) ?? document.preset, 'push');
    },
    stand(fragment = fragmentNow()) {
      put(fragment, 'replace');
    },
    arrive() {
      const now = line.read();
      if (now.mark === mark && now.hash.replace(/^#/, '') === shown.fragment) return null;
      const isSameEntry = now.mark === mark;
      if (!isSameEntry) remember(store.getState().document);
      const isOwn = now.mark !== null;
      mark = now.mark ?? freshMark();
      const document = isSameEntry ? null : (left.get(mark) ?? null);
      shown = { document: store.getState().document, fragment: now.hash.replace(/^#/, '') };
      if (!isOwn) line.write(shown.fragment, mark, 'replace');
      return { hash: now.hash, isOwn, document };
    },
    flush,
  };
}
