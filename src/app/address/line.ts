/** The browser's address line and its history, as far as the app uses them. */
export interface AddressLine {
  /** The page's address without a fragment. */
  readonly base: () => string;
  /** The fragment, "#" included or '', as it stands in the address; and the mark of the present history entry, null where this app has put none on it. */
  readonly read: () => { readonly hash: string; readonly mark: string | null };
  /** Puts a fragment (without "#"; '' for none) and a mark there, in a new entry or in the present one. */
  readonly write: (fragment: string, mark: string, how: 'push' | 'replace') => void;
}

const KEY = 'entry';

/** That of a browser's page. */
export function browserAddressLine(): AddressLine {
  const base = (): string => location.href.replace(/#.*$/s, '');
  return {
    base,
    read: () => ({ hash: location.hash, mark: markOf(history.state) }),
    write(fragment, mark, how) {
      const url = fragment === '' ? base() : `${base()}#${fragment}`;
      if (how === 'push') history.pushState({ [KEY]: mark }, '', url);
      else history.replaceState({ [KEY]: mark }, '', url);
    },
  };
}

function markOf(state: unknown): string | null {
  if (typeof state !== 'object' || state === null || !(KEY in state)) return null;
  return typeof state[KEY] === 'string' ? state[KEY] : null;
}
