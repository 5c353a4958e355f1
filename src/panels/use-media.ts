import { useSyncExternalStore } from 'react';

/** Whether a media query holds now; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}

export type Layout = 'wide' | 'strip' | 'phone';

/** Wide from 1100 px; below it the rail is a strip; below 720 the phone layout. */
export function useLayout(): Layout {
  const phone = useMedia('(max-width: 719px)');
  const strip = useMedia('(max-width: 1099px)');
  if (phone) return 'phone';
  return strip ? 'strip' : 'wide';
}
