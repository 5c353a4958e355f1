import { useRef } from 'react';
import { paneScales } from '../../../views/scale';
import type { HeightScale } from '../../../views/types';
import type { Check } from './use-check';

/** One scale for all pictures, or one for those of each pane where the panes have scales of their own. It only widens while pictures come in. */
export function useScales({ document, planes, phase }: Check): readonly HeightScale[] {
  const before = useRef<readonly HeightScale[] | null>(null);
  const { height, cap, sharedScale } = document.shared;
  const panes = document.panes.map(({ view }, pane) => ({
    field: view.field,
    landscapes: planes.filter((plane) => plane.pane === pane).map(({ landscape }) => landscape),
  }));
  const fresh = paneScales(panes, { mode: height, cap, shared: sharedScale, previous: phase === 'busy' ? before.current : null });
  // Equal ones stay the same objects, so that finished maps are not drawn again.
  const scales = fresh.map((scale, pane) => {
    const old = before.current?.[pane];
    return old && old.min === scale.min && old.max === scale.max && old.cut === scale.cut ? old : scale;
  });
  before.current = scales;
  return scales;
}
