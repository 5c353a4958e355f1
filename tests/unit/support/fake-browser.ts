import type { AddressLine } from '../../../src/app/address/line';

export const ADDRESS = 'https://example.org/lab/';

/** A tab's address line with its history, as a browser keeps them over reloads. */
export interface FakeBrowser {
  readonly line: AddressLine;
  /** The whole address. */
  readonly url: () => string;
  /** All entries' fragments, '#' included or ''; and which of them is the present one. */
  readonly entries: () => { readonly hashes: readonly string[]; readonly at: number };
  /** A person puts a fragment there by hand, or goes through the history. The app has to be told (opening.arrive). */
  readonly type: (hash: string) => void;
  readonly go: (steps: number) => void;
}

/** Begins at a fragment, '#' included, as a fresh tab. */
export function fakeBrowser(hash = ''): FakeBrowser {
  let entries: { hash: string; mark: string | null }[] = [{ hash, mark: null }];
  let at = 0;
  const push = (entry: { hash: string; mark: string | null }): void => {
    entries = [...entries.slice(0, at + 1), entry];
    at++;
  };
  return {
    line: {
      base: () => ADDRESS,
      read: () => entries[at],
      write(fragment, mark, how) {
        const entry = { hash: fragment === '' ? '' : `#${fragment}`, mark };
        if (how === 'push') push(entry);
        else entries[at] = entry;
      },
    },
    url: () => ADDRESS + entries[at].hash,
    entries: () => ({ hashes: entries.map((entry) => entry.hash), at }),
    type: (typed) => push({ hash: typed, mark: null }),
    go(steps) {
      at = Math.min(entries.length - 1, Math.max(0, at + steps));
    },
  };
}
