import { useApp } from '../app/store';
import type { ViewId } from '../experiment/recipe';

/** How the landscapes are looked at here: as the document says, but contours where it says 3-D and this browser draws none. */
export function useShownView(): ViewId {
  return useApp(({ document: { shared }, draws3d }) => (shared.view === 'surface' && !draws3d ? 'contours' : shared.view));
}
