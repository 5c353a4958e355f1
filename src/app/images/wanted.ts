import { datasets } from '../../catalog/datasets';
import type { AppState } from '../state';

/** The panes' recipes, and where the files of data sets are. */
interface WantedFrom {
  readonly document: Pick<AppState['document'], 'panes'>;
  readonly assets: AppState['assets'];
}

/** The file of images that a pane's recipe is about and that is not on this device, or is being read just now; null where there is none. */
export function wantedImages({ document, assets }: WantedFrom): string | null {
  for (const { data } of document.panes) {
    const { asset = '' } = datasets.get(data.id);
    const phase = assets[asset]?.phase;
    if (phase === 'missing' || phase === 'reading') return asset;
  }
  return null;
}

/** The share of a pane's data that has arrived from the site; null where nothing is on its way. */
export function loadingShare({ document, assets }: Pick<AppState, 'document' | 'assets'>, pane: number): number | null {
  const { asset = '' } = datasets.get(document.panes[pane]?.data.id ?? '');
  const status = assets[asset];
  return status?.phase === 'loading' ? status.fraction : null;
}
